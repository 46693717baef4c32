"""The office's pages about facilitators."""

import re
from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, User
from bookings.rota.models import AssuranceCheck, Facilitator
from bookings.rota.rules.assurance import REQUIRED
from core import clock
from tests.bookings.visits.views.booking_pages import send, text_of
from tests.factories.assurance import DBS, make_check, with_checks
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
    url = f"/team/facilitators/{facilitator.user.ref}/edit/"
    assert "Priya Nandra" in page(office, "/team/facilitators/")

    response = send(
        office,
        url,
        areas=["335"],
        courses=["healthy-relationships"],
        is_active="on",
    )

    assert response.status_code == 302
    facilitator.refresh_from_db()
    assert list(facilitator.areas.all()) == [walsall]
    assert list(facilitator.courses.all()) == [workshop]


def test_the_office_sets_up_a_new_facilitator(
    office: Client, facilitator_user: User, birmingham: Area, workshop: Course
) -> None:
    assert "Not set up" in page(office, "/team/facilitators/")

    send(
        office,
        f"/team/facilitators/{facilitator_user.ref}/edit/",
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

    for end in ("", "edit/", "checks/new/"):
        assert office.get(f"/team/facilitators/{person.ref}/{end}").status_code == 404


def test_the_list_says_who_takes_none(office: Client, facilitator: Facilitator) -> None:
    Facilitator.objects.update(is_active=False)

    assert "Takes none at the moment" in page(office, "/team/facilitators/")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 11), "Criminal record assurance was due on 11 November 2026"),
        (date(2026, 11, 12), "A check is due on 12 November 2026"),
        (date(2027, 6, 1), "Takes sessions"),
    ],
)
def test_the_list_says_whether_someone_can_be_sent(
    office: Client, facilitator: Facilitator, due: date, words: str
) -> None:
    make_check(facilitator, DBS, due)

    assert words in page(office, "/team/facilitators/")


def test_the_list_names_what_is_missing(office: Client, facilitator: Facilitator) -> None:
    facilitator.checks.filter(kind__in=["identity", "references"]).delete()

    assert "No identity check is on record, and 1 more" in page(office, "/team/facilitators/")


@pytest.mark.parametrize(
    "answers",
    [
        {"areas": [], "courses": ["healthy-relationships"]},
        {"areas": ["330"], "courses": ["no-such-course"]},
    ],
)
def test_a_record_that_does_not_fit_changes_nothing(
    office: Client, facilitator: Facilitator, answers: dict[str, object]
) -> None:
    response = send(office, f"/team/facilitators/{facilitator.user.ref}/edit/", **answers)

    assert response.status_code == 422
    assert facilitator.courses.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries(
    office: Client, birmingham: Area, workshop: Course, number: int
) -> None:
    for place in range(number):
        user = User.objects.create_user(f"f{place}@vrp.example", name=f"F {place}")
        user.staff_roles.create(role="facilitator", granted_at=user.joined_at)
        row = with_checks(Facilitator.objects.create(user=user))
        row.areas.add(birmingham)
        row.courses.add(workshop)

    with CaptureQueriesContext(connection) as captured:
        office.get("/team/facilitators/")
    ours = [query for query in captured.captured_queries if OURS.search(query["sql"])]
    assert len(ours) == 4


# Checks


def checks_page(facilitator: Facilitator, end: str = "") -> str:
    return f"/team/facilitators/{facilitator.user.ref}/{end}"


def days(**given: str) -> dict[str, str]:
    return {
        f"{name}_date_{part}": value
        for name, text in given.items()
        for part, value in zip(("year", "month", "day"), text.split("-"), strict=True)
    }


def test_the_office_records_a_check_and_takes_it_back(
    office: Client,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    facilitator.checks.all().delete()
    assert page(office, checks_page(facilitator)).count("Missing") == 5
    new = checks_page(facilitator, "checks/new/")
    assert "checked" in page(office, f"{new}?kind=dbs")

    response = send(office, new, kind="dbs", **days(made="2026-11-02", due="2029-11-02"))

    assert response["Location"] == checks_page(facilitator)
    shown = page(office, checks_page(facilitator))
    assert "Due on 2 November 2029" in shown
    assert "seen by Cora Coordinator" in shown
    [check] = facilitator.checks.all()
    response = send(office, checks_page(facilitator, f"checks/{check.ref}/withdraw/"))
    assert response.status_code == 302
    assert "Taken back" in page(office, checks_page(facilitator))


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"kind": "shoe_size", **days(made="2026-11-02", due="2029-11-02")},
        {"kind": "dbs", **days(made="2026-11-02")},
        {"kind": "identity", **days(made="2026-11-02", due="2029-11-02")},
        {"kind": "dbs", **days(made="2026-11-02", due="2026-11-02")},
        {"kind": "dbs", **days(made="2099-11-02", due="2100-01-02")},
        {"kind": "dbs", **days(made="2026-11-02", due="9999-01-01")},
        {"kind": "dbs\x00", **days(made="2026-13-\x00", due="2029-11-02")},
    ],
)
def test_a_check_that_does_not_fit_is_shown_again(
    office: Client, facilitator: Facilitator, answers: dict[str, str]
) -> None:
    response = send(office, checks_page(facilitator, "checks/new/"), **answers)

    assert response.status_code == 422
    assert AssuranceCheck.objects.count() == len(REQUIRED)


@pytest.mark.parametrize("who", ["report_viewer", "facilitator_user", "learner", "booker"])
def test_checks_are_the_offices(
    client: Client, facilitator: Facilitator, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    [check, *_] = facilitator.checks.all()
    for end in ("", "edit/", "checks/new/", f"checks/{check.ref}/withdraw/"):
        assert client.get(checks_page(facilitator, end)).status_code == 403


def test_a_check_is_found_with_its_own_facilitator_alone(
    office: Client, facilitator: Facilitator, other_facilitator: Facilitator
) -> None:
    [check, *_] = facilitator.checks.all()
    for address in (f"checks/{check.ref}/withdraw/", "checks/none/withdraw/"):
        assert office.get(checks_page(other_facilitator, address)).status_code == 404


def test_nobody_is_checked_before_they_are_set_up(office: Client, facilitator_user: User) -> None:
    address = f"/team/facilitators/{facilitator_user.ref}/"
    assert "Not set up yet" in page(office, address)
    assert office.get(f"{address}checks/new/").status_code == 404


def test_a_facilitator_reads_their_own(
    client: Client, facilitator: Facilitator, other_facilitator: Facilitator
) -> None:
    other_facilitator.checks.all().delete()
    client.force_login(facilitator.user)
    shown = page(client, "/my/checks/")
    assert "Criminal record (DBS)" in shown
    assert "Missing" not in shown
    assert "/team/" not in shown
    client.force_login(other_facilitator.user)
    assert page(client, "/my/checks/").count("Missing") == 5


def test_only_a_facilitator_has_checks_to_read(client: Client, learner: User) -> None:
    client.force_login(learner)
    assert client.get("/my/checks/").status_code == 403


@pytest.mark.parametrize("number", [1, 12])
def test_a_page_takes_the_same_queries(
    office: Client, facilitator: Facilitator, number: int
) -> None:
    for _ in range(number):
        make_check(facilitator, DBS)
    with CaptureQueriesContext(connection) as captured:
        office.get(checks_page(facilitator))
    ours = [query for query in captured.captured_queries if OURS.search(query["sql"])]
    assert len(ours) == 5
