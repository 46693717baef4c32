"""Every message, as the office sees it."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from core import clock
from core.mail import outbox, personal_links
from core.mail.message_types import TEST_TYPE
from core.mail.personal_links import NewLink, Purpose
from core.models import Message
from core.queries import message as queries
from core.templatetags.ui import pager_numbers
from core.views import message as screens
from tests.core.pages import post_form
from tests.pages import queries_of_few_and_many
from training.enrolments.emails.waiting_list import OFFER_MADE

pytestmark = pytest.mark.django_db
LIST = "/team/messages/"
PURPOSE = Purpose("tests/answer", "picture")


@pytest.fixture(autouse=True)
def clock_stands_still(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setitem(personal_links.purposes._found, PURPOSE.name, PURPOSE)


def make(now: datetime, key: str, **fields: Any) -> Message:
    values: dict[str, Any] = {
        "kind": TEST_TYPE,  # of use whatever has happened
        "to": "amina@learner.example",
        "subject": f"Subject of {key}",
        "body_text": f"Words of {key}",
    }
    return Message.objects.create(
        dedupe_key=key,
        message_id=outbox.message_id(key),
        created_at=now,
        due_at=now,
        **{**values, **fields},
    )


def secret(now: datetime) -> Message:
    return make(
        now, "code", kind="accounts/code", is_secret=True, subject="Your code", body_text="123456"
    )


@pytest.mark.parametrize("who", ["learner", "report_viewer", "facilitator_user", "booker"])
def test_messages_are_the_offices(
    client: Client, who: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    message = make(now, "one")
    client.force_login(request.getfixturevalue(who))

    for end in ("", "retry/", f"{message.ref}/", f"{message.ref}/cancel/"):
        assert client.get(f"{LIST}{end}").status_code == 403


def test_each_message_is_listed_with_its_state_in_words(office: Client, now: datetime) -> None:
    make(now, "waits")
    make(now, "gone", sent_at=now)
    make(now, "stuck", failed_reason="OSError", attempts=12)
    make(now, "off", cancelled_at=now)
    make(now, "late", failed_reason=Message.TOO_LATE)
    make(now, "needless", failed_reason=Message.NOT_NEEDED)

    page = office.get(LIST).content.decode()

    shown = {
        "": ["waits", "gone", "stuck", "off", "late", "needless"],
        "waiting": ["waits"], "sent": ["gone"], "failed": ["stuck"],
        "cancelled": ["off"], "late": ["late"], "needless": ["needless"],
    }  # fmt: skip
    for state, keys in shown.items():
        rows = office.get(LIST, {"state": state}).context["rows"]
        assert sorted(row.message.dedupe_key for row in rows) == sorted(keys)
    for words in ("Waiting (1)", "Could not be sent (1)", "A place is cancelled"):
        assert words in " ".join(page.split())


def test_messages_are_found_by_recipient_reference_and_kind(office: Client, now: datetime) -> None:
    make(now, "one", about="PLACE1")
    make(now, "two", to="tariq@work.example", kind=OFFER_MADE.name)

    asked = {"q=TARIQ": ["two"], "q=place1": ["one"], f"kind={OFFER_MADE.name}": ["two"]}
    for query, keys in asked.items():
        rows = office.get(f"{LIST}?{query}").context["rows"]
        assert [row.message.dedupe_key for row in rows] == keys
    nothing = office.get(f"{LIST}?q=nobody")
    assert "No message fits" in nothing.content.decode()
    assert office.get(f"{LIST}?kind=nonsense&state=odd&page=x").status_code == 200


def test_a_code_is_never_shown(office: Client, now: datetime) -> None:
    message = secret(now)

    for address in (LIST, f"{LIST}{message.ref}/"):
        page = office.get(address).content.decode()
        assert "A sign-in code or a reset: never shown" in page
        assert "123456" not in page
        assert "Your code" not in page


def test_a_personal_link_is_never_shown(office: Client, now: datetime) -> None:
    row, path = personal_links.make(NewLink(PURPOSE, "abc", now + timedelta(days=2)), now=now)
    message = make(
        now, "asked", body_text="Answer: [link]", personal_link=row, link_path=path, sent_at=now
    )

    page = office.get(f"{LIST}{message.ref}/").content.decode()

    assert "Answer: [link]" in page
    assert path not in page
    assert path.rsplit("/", 1)[1] not in page


def test_the_office_cancels_with_a_reason(office: Client, now: datetime) -> None:
    message = make(now, "one")
    address = f"{LIST}{message.ref}/cancel/"

    empty = post_form(office, address, {})
    done = post_form(office, address, {"reason": "Told by phone"})

    message.refresh_from_db()
    assert empty.status_code == 422
    assert (done.status_code, done["Location"]) == (302, f"{LIST}{message.ref}/")
    assert message.cancel_reason == "Told by phone"
    page = office.get(done["Location"]).content.decode()
    assert "Told by phone" in page


def test_the_office_sends_one_again_and_a_double_click_makes_one_copy(
    office: Client, now: datetime
) -> None:
    message = make(now, "one", sent_at=now)
    address = f"{LIST}{message.ref}/resend/"
    form = office.get(address).context["form"]
    answers = {"form_key": str(form["form_key"].value())}

    for _ in range(2):
        done = office.post(address, answers)

    copy = Message.objects.get(resends=message)
    assert done["Location"] == f"{LIST}{copy.ref}/"
    assert "Copy of" in office.get(done["Location"]).content.decode()


def test_a_refusal_is_said_on_the_page(office: Client, now: datetime) -> None:
    message = make(now, "one", sent_at=now, not_after=now - timedelta(hours=1))

    done = post_form(office, f"{LIST}{message.ref}/resend/", {})

    assert done.status_code == 409
    assert "no longer holds" in done.content.decode()


def test_what_is_stuck_tries_again_one_or_all(office: Client, now: datetime) -> None:
    stuck = [
        make(now, str(number), failed_reason="SMTPRecipientsRefused 550", attempts=12)
        for number in range(3)
    ]

    page = office.get(f"{LIST}{stuck[0].ref}/").content.decode()
    post_form(office, f"{LIST}{stuck[0].ref}/retry/", {})
    listed = office.get(f"{LIST}?state=failed").content.decode()
    done = post_form(office, f"{LIST}retry/", {})

    assert "The mail server does not take messages for this address" in page
    assert "Try all again" in listed
    assert done["Location"] == f"{LIST}?state=waiting"
    assert Message.objects.filter(failed_reason="").count() == 3


def test_what_is_stuck_is_on_the_offices_queue(office: Client, now: datetime) -> None:
    make(now, "late", failed_reason=Message.TOO_LATE)
    before = office.get("/team/").content.decode()
    stuck = make(now, "stuck", failed_reason="OSError", attempts=12)

    page = office.get("/team/").content.decode()

    assert "could not be sent" not in before
    assert "1 message that could not be sent" in page
    assert f'href="{LIST}{stuck.ref}/"' in page


def test_looking_changes_nothing(office: Client, now: datetime) -> None:
    message = make(now, "one", failed_reason="OSError", attempts=12)

    for end in ("", "cancel/", "resend/", "retry/"):
        office.get(f"{LIST}{message.ref}/{end}")
    office.get(f"{LIST}retry/")

    assert Message.objects.get().failed_reason == "OSError"


def test_an_unknown_message_is_not_there(office: Client, now: datetime) -> None:
    make(now, "one")

    for ref in ("0" * 40, "%", "_"):
        assert office.get(f"{LIST}{ref}/").status_code == 404


def test_the_number_of_queries_is_constant(office: Client, now: datetime) -> None:
    def add(number: int) -> None:
        for one in range(number):
            make(now, f"{number}:{one}")

    (number,) = queries_of_few_and_many(office, LIST, add, many=30)
    assert number <= 10


def test_nobody_counts_all_messages_there_are(
    office: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past a number the list only says that there are more; every page is still there."""
    monkeypatch.setattr(screens, "MOST_COUNTED", 30)
    for one in range(130):
        make(now, str(one))

    first, fourth, last, beyond = (
        office.get(LIST, {"page": page}) for page in ("1", "4", "6", "99")
    )

    assert "More than 30 messages" in words_of(first)
    assert "1 to 25 of more than 30 messages" in words_of(first)
    assert "76 to 100 of more than 100 messages" in words_of(fourth)
    assert fourth.context["page"].has_next()
    assert pager_numbers(fourth.context["page"]) == [1, 2, 3, 4, 5, None]
    assert "126 to 130 of 130 messages" in words_of(last)
    assert beyond.context["page"].number == 6
    shown = [
        row.message.pk
        for page in range(1, 7)
        for row in office.get(LIST, {"page": page}).context["rows"]
    ]
    assert len(set(shown)) == 130


def words_of(response: HttpResponse) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("most", [1, 10])
def test_words_that_many_messages_have_find_the_same(
    office: Client, now: datetime, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Whether their keys are read first, or are too many for it."""
    monkeypatch.setattr(queries, "MOST_FOUND", most)
    for one in range(3):
        make(now, str(one), to=f"amina{one}@learner.example", sent_at=now)
    make(now, "off", to="amina9@learner.example", cancelled_at=now)
    make(now, "other", to="tariq@work.example")

    rows = office.get(LIST, {"q": "AMINA", "state": "sent"}).context["rows"]

    assert [row.message.dedupe_key for row in rows] == ["2", "1", "0"]


def test_two_letters_are_too_few_to_look_for(office: Client, now: datetime) -> None:
    make(now, "one")
    page = office.get(LIST, {"q": "am"})
    assert "Type at least three letters or figures" in page.content.decode()
