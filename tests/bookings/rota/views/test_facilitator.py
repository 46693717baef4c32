"""The office's pages about facilitators."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, User
from bookings.rota.models import Facilitator
from tests.bookings.visits.views.booking_pages import send, text_of
from training.courses.models import Course

pytestmark = pytest.mark.django_db
OURS = re.compile(r"\b(?:rota|visits)_")  # tables of bookings


@pytest.fixture
def office(client: Client, coordinator: User) -> Client:
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


def page(client: Client, url: str) -> str:
    return text_of(client.get(url))  # type: ignore[arg-type]


def test_the_office_keeps_a_facilitators_record(
    office: Client, facilitator: Facilitator, walsall: Area, workshop: Course
) -> None:
    url = f"/team/facilitators/{facilitator.user.ref}/"
    assert "Priya Nandra" in page(office, "/team/facilitators/")

    response = send(
        office,
        url,
        areas=["335"],
        courses=["healthy-relationships"],
        dbs_due_date_day="1",
        dbs_due_date_month="9",
        dbs_due_date_year="2028",
        is_active="on",
    )

    assert response.status_code == 302
    facilitator.refresh_from_db()
    assert list(facilitator.areas.all()) == [walsall]
    assert list(facilitator.courses.all()) == [workshop]
    assert str(facilitator.dbs_due_date) == "2028-09-01"
    assert facilitator.safeguarding_due_date is None


def test_the_office_sets_up_a_new_facilitator(
    office: Client, facilitator_user: User, birmingham: Area, workshop: Course
) -> None:
    assert "Not set up" in page(office, "/team/facilitators/")

    send(
        office,
        f"/team/facilitators/{facilitator_user.ref}/",
        areas=["330"],
        courses=["healthy-relationships"],
        is_active="on",
    )

    assert Facilitator.objects.get().user == facilitator_user


@pytest.mark.parametrize("who", ["booker", "stranger", "coordinator"])
def test_only_facilitators_have_a_record(
    office: Client, who: str, request: pytest.FixtureRequest
) -> None:
    person = request.getfixturevalue(who)

    assert office.get(f"/team/facilitators/{person.ref}/").status_code == 404


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"is_active": False}, "Takes none at the moment"),
        ({"dbs_due_date": "2026-11-11"}, "Criminal record assurance was due on 11 November 2026"),
        ({"dbs_due_date": "2026-11-12"}, "Takes sessions"),
    ],
)
def test_the_list_says_whether_someone_can_be_sent(
    office: Client, facilitator: Facilitator, change: dict[str, object], words: str
) -> None:
    Facilitator.objects.update(**change)

    assert words in page(office, "/team/facilitators/")


@pytest.mark.parametrize(
    "answers",
    [
        {"areas": [], "courses": ["healthy-relationships"]},
        {"areas": ["330"], "courses": ["no-such-course"]},
        {"areas": ["330"], "courses": ["healthy-relationships"], "dbs_due_date_day": "31"},
    ],
)
def test_a_record_that_does_not_fit_changes_nothing(
    office: Client, facilitator: Facilitator, answers: dict[str, object]
) -> None:
    response = send(office, f"/team/facilitators/{facilitator.user.ref}/", **answers)

    assert response.status_code == 422
    assert facilitator.courses.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries(
    office: Client, birmingham: Area, workshop: Course, number: int
) -> None:
    for place in range(number):
        user = User.objects.create_user(f"f{place}@vrp.example", name=f"F {place}")
        user.staff_roles.create(role="facilitator", granted_at=user.joined_at)
        row = Facilitator.objects.create(user=user)
        row.areas.add(birmingham)
        row.courses.add(workshop)

    with CaptureQueriesContext(connection) as captured:
        office.get("/team/facilitators/")
    ours = [query for query in captured.captured_queries if OURS.search(query["sql"])]
    assert len(ours) == 3
