"""The words of messages, changed by the office in the CMS."""

from datetime import datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import User
from core import clock
from core.mail import message_types
from core.models import Message, MessageTemplate
from tests.cast import make_person
from tests.core.pages import post_form
from training.enrolments.emails.manager import MANAGER_ASKED
from training.enrolments.emails.waiting_list import OFFER_MADE

pytestmark = pytest.mark.django_db
LIST = "/cms/wording/"
OFFER = f"{LIST}{OFFER_MADE.name}/"
WORDS = {"subject": "Your place: {course}", "body": "Say yes by {answer_by}.\n\n{place_page}"}


@pytest.fixture(autouse=True)
def open_door(now: datetime, monkeypatch: pytest.MonkeyPatch, coordinator: User) -> None:
    """The migration lets coordinators in; tests without migrations run it by hand."""
    monkeypatch.setattr(clock, "now", lambda: now)
    import_module("cms.migrations.0003_groups").grant(apps, None)
    Group.objects.get(name="Office").user_set.add(coordinator)


def say(client: Client, do: str, **changes: str) -> object:
    return post_form(client, OFFER, {**WORDS, **changes, "do": do})


def test_every_kind_is_listed_with_whose_words_it_has(
    office: Client, lead: User, now: datetime
) -> None:
    MessageTemplate.objects.create(
        kind=OFFER_MADE.name, subject="S", body="B", changed_by=lead, changed_at=now
    )

    page = " ".join(office.get(LIST).content.decode().split())

    for kind in message_types.labelled():
        assert f'href="{LIST}{kind.name}/"' in page
    assert "Changed on 11 November 2026 by Lena Lead" in page
    assert page.count("<td> As supplied </td>") == len(message_types.labelled()) - 1


def test_the_office_finds_the_way_there(office: Client) -> None:
    assert "Words of messages" in office.get("/cms/").content.decode()
    assert f'href="{LIST}"' in office.get("/team/messages/").content.decode()


@pytest.mark.parametrize("role", ["editor", "report_viewer", "facilitator"])
def test_others_may_not(client: Client, role: str) -> None:
    client.force_login(make_person("other@vrp.example", "Other", role))

    for address in (LIST, OFFER, f"{OFFER}reset/"):
        assert client.get(address).status_code == 403


def test_words_that_are_saved_are_used_and_noted(
    office: Client, coordinator: User, now: datetime
) -> None:
    done = say(office, "save")

    row = MessageTemplate.objects.get()
    assert done.status_code == 302  # type: ignore[attr-defined]
    assert message_types.text_of(OFFER_MADE) == message_types.Text(WORDS["subject"], WORDS["body"])
    assert (row.changed_by, row.changed_at) == (coordinator, now)
    assert ModelLogEntry.objects.get().action == "upstander.set_message_text"
    assert "Say yes by {answer_by}." in office.get(OFFER).content.decode()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "By {price} or {secret}"}, "nothing to put in for {price}, {secret}"),
        ({"subject": "{manager}"}, "nothing to put in for {manager}"),
        ({"body": "Hello { name }"}, "no other braces"),
        ({"body": "Hello {Name}"}, "no other braces"),
        ({"subject": "On {dates}"}, "{dates} does not fit into a subject"),
        ({"body": ""}, "Enter message"),
    ],
)
@pytest.mark.parametrize("do", ["save", "test"])
def test_placeholders_that_are_not_there_are_refused_by_name(
    office: Client, do: str, changes: dict[str, str], sentence: str
) -> None:
    done = say(office, do, **changes)

    assert done.status_code == 422  # type: ignore[attr-defined]
    assert sentence in done.content.decode()  # type: ignore[attr-defined]
    assert not MessageTemplate.objects.exists()
    assert not Message.objects.exists()


def test_a_link_that_is_needed_stays(office: Client) -> None:
    address = f"{LIST}{MANAGER_ASKED.name}/"

    done = post_form(office, address, {"subject": "Please", "body": "Answer us", "do": "save"})

    assert done.status_code == 422
    assert "Keep {answer_page}" in done.content.decode()


def test_a_preview_shows_the_typed_words_with_samples_and_changes_nothing(office: Client) -> None:
    done = say(office, "preview", body="<b>Be there</b> at {where}\n\n{place_page}")

    page = done.content.decode()  # type: ignore[attr-defined]
    preview = done.context["preview"]  # type: ignore[attr-defined]
    assert preview.subject == "Your place: Preventing violence against women and girls"
    assert "<b>Be there</b> at Tally Ho Conference Centre" in preview.text
    assert "&lt;b&gt;Be there&lt;/b&gt;" in preview.html
    assert "&amp;lt;b&amp;gt;Be there" in page  # escaped once more inside srcdoc
    assert not MessageTemplate.objects.exists()


def test_a_test_goes_to_oneself_alone_and_is_marked(office: Client, now: datetime) -> None:
    say(office, "test")

    message = Message.objects.get()
    assert message.to == "coordinator@vrp.example"
    assert message.subject.startswith("[Test] Your place: ")
    assert "Say yes by 5pm on Wednesday 2 December 2026." in message.body_text
    assert message.due_at == now
    assert not MessageTemplate.objects.exists()


def test_the_house_words_come_back(office: Client) -> None:
    say(office, "save")

    asked = office.get(f"{OFFER}reset/").content.decode()
    for _ in range(2):
        done = post_form(office, f"{OFFER}reset/", {})

    assert "A place has come free" in asked
    assert done.status_code == 302
    assert not MessageTemplate.objects.exists()
    assert message_types.text_of(OFFER_MADE) == message_types.default_text(OFFER_MADE.name)
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["upstander.set_message_text", "upstander.reset_message_text"]


def test_a_kind_that_is_not_there_is_not_found(office: Client) -> None:
    assert office.get(f"{LIST}accounts/code/").status_code == 404
