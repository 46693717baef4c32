"""Two people of one name: in every list where one of them is chosen, they look different."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.html import strip_tags

from accounts.models import User
from bookings.rota.models import Facilitator
from tests.cast import NOW
from tests.factories.accounts import UserFactory
from tests.factories.training import EnrolmentFactory
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db
NAME = "Nguyễn Thị Thảo"
SignIn = Callable[[User], Client]


@pytest.fixture
def pair(my_class: Session) -> list[Enrolment]:
    """Two of one name on one date, both for themselves."""
    people = [UserFactory(name=NAME, email=f"{word}@work.example") for word in ("thao", "nguyen")]
    event = my_class.event
    rows = [
        EnrolmentFactory(event=event, person=person, access_needs=f"Needs of {person.email[:4]}")
        for person in people
    ]
    Event.objects.filter(pk=event.pk).update(places_taken=2)
    return rows


def lines(client: Client, url: str) -> list[str]:
    """The lines of a page with the name, as they are read."""
    page = client.get(url)
    assert page.status_code == 200, url
    text = re.sub(r"(?s)<script.*?</script>|<head.*?</head>", "", page.content.decode())
    found = [" ".join(strip_tags(line).split()) for line in text.splitlines()]
    return [line for line in found if NAME in line]


@pytest.mark.guard(
    "namesakes are told apart wherever one is chosen", where="core/search/namesakes.py"
)
@pytest.mark.parametrize(
    "path",
    [
        "/team/events/{event}/",
        "/team/events/{event}/people/several/",
        "/registers/{session}/",
        "/registers/{session}/close/",
    ],
)
def test_no_line_stands_for_both(
    pair: list[Enrolment],
    my_class: Session,
    office: Client,
    facilitator_user: User,
    signed_in: SignIn,
    path: str,
) -> None:
    client = signed_in(facilitator_user) if path.startswith("/registers/") else office

    found = lines(client, path.format(event=my_class.event.ref, session=my_class.ref))

    assert any("tha…" in line for line in found)
    assert any("ngu…" in line for line in found)
    assert [line for line in found if "tha…" not in line and "ngu…" not in line] == []


@pytest.mark.parametrize("tail", ["cancel/", "move/", "colleague/", "approve/", "decline/"])
def test_what_is_done_about_one_says_about_which(
    open_event: Event, office: Client, tail: str
) -> None:
    status = "awaiting_approval" if tail in {"approve/", "decline/"} else "confirmed"
    more = {"held_until": NOW + timedelta(days=3), "needs_office": True} if status[0] == "a" else {}
    rows = [
        EnrolmentFactory(
            event=open_event,
            person=UserFactory(name=NAME, email=f"{word}@work.example"),
            status=status,
            **more,
        )
        for word in ("thao", "nguyen")
    ]

    page = office.get(f"/team/events/{open_event.ref}/people/{rows[0].ref}/{tail}")

    assert f"{NAME} (tha…)" in page.content.decode()


def test_whoever_may_be_looked_up_shows_their_address(
    office: Client, pair: list[Enrolment]
) -> None:
    page = office.get("/team/people/?q=thao").content.decode()

    assert "thao@work.example" in page
    assert "nguyen@work.example" in page


def test_facilitators_of_one_name_are_told_apart(
    visit: Session,
    office: Client,
    facilitator: Facilitator,
    other_facilitator: Facilitator,
) -> None:
    for one, word in ((facilitator, "thao"), (other_facilitator, "nguyen")):
        one.user.name, one.user.email = NAME, f"{word}@vrp.example"
        one.user.save()

    for path in ("/team/facilitators/", f"/team/sessions/{visit.ref}/facilitators/"):
        found = lines(office, path)
        assert any("tha…" in line for line in found), path
        assert any("ngu…" in line for line in found), path
