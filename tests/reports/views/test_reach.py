"""A month's reach on screen and as a file."""

import csv
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation, User
from bookings.visits.models import BookingGroup
from tests.factories.registers import closed_register, make_visit
from training.courses.models import Course

MONTH = "/reports/2026-11/"
FILE = "/reports/2026-11.csv"


@pytest.fixture
def counted(workshop: Course, school: Organisation, booker: User) -> None:
    """28, 30 and 27 pupils this morning."""
    session = make_visit(workshop, school, booker)
    groups = BookingGroup.objects.filter(session=session).order_by("number")
    numbers = dict(zip(groups, (28, 30, 27), strict=True))
    closed_register(session, school.area, counts=numbers)


def lines_of(answer: object) -> list[list[str]]:
    """The rows of a CSV answer."""
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("address", ["/reports/", MONTH, FILE])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("report_viewer", 200), ("coordinator", 200), ("lead", 200),
        ("facilitator_user", 403), ("learner", 403), ("booker", 403),
    ],
)  # fmt: skip
def test_who_may_see_reports(
    client: Client, address: str, who: str, status: int, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(address).status_code == status


@pytest.mark.parametrize("address", ["/reports/", MONTH, FILE])
def test_a_visitor_is_asked_to_sign_in(client: Client, db: None, address: str) -> None:
    assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


def test_this_month_is_shown_first(client: Client, counted: None, report_viewer: User) -> None:
    client.force_login(report_viewer)
    text = client.get("/reports/").content.decode()
    assert "Reach in November 2026" in text
    assert ">85<" in text
    assert "Aged 24 and under" in text
    assert "one person present at one delivered session" in text
    assert "/reports/2026-10/" in text
    assert "/reports/2026-12/" not in text
    assert FILE in text


def test_another_month_leads_both_ways(client: Client, report_viewer: User) -> None:
    client.force_login(report_viewer)
    text = client.get("/reports/2026-01/").content.decode()
    assert "/reports/2025-12/" in text
    assert "/reports/2026-02/" in text


def test_the_first_month_leads_only_on(client: Client, report_viewer: User) -> None:
    client.force_login(report_viewer)
    text = client.get("/reports/2000-01/").content.decode()
    assert "/reports/1999-12/" not in text
    assert "/reports/2000-02/" in text


def test_an_empty_month_says_so(client: Client, report_viewer: User) -> None:
    client.force_login(report_viewer)
    text = client.get(MONTH).content.decode()
    assert "No contacts" in text
    assert FILE not in text


@pytest.mark.parametrize(
    "month", ["2026-13", "2026-00", "2026-1", "26-11", "0001-01", "9999-12", "next", "2026-02-30"]
)
@pytest.mark.parametrize("shape", ["/reports/{}/", "/reports/{}.csv"])
def test_what_is_no_month_has_no_page(
    client: Client, report_viewer: User, month: str, shape: str
) -> None:
    client.force_login(report_viewer)
    assert client.get(shape.format(month)).status_code == 404


def test_the_file_has_every_row(client: Client, counted: None, report_viewer: User) -> None:
    client.force_login(report_viewer)
    answer = client.get(FILE)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="reach-2026-11.csv"'
    assert lines_of(answer) == [
        ["Month", "Line", "Area code", "Area", "Course", "Contacts"],
        [
            "2026-11", "Aged 24 and under", "330", "Birmingham",
            "Healthy relationships workshop", "85",
        ],
    ]  # fmt: skip


def test_the_file_runs_nothing_in_a_spreadsheet(
    client: Client, counted: None, report_viewer: User
) -> None:
    Course.objects.update(title='=HYPERLINK("http://evil.example","Click")')
    client.force_login(report_viewer)
    [_, row] = lines_of(client.get(FILE))
    assert row[4] == '\'=HYPERLINK("http://evil.example","Click")'


def test_an_empty_month_is_a_file_of_one_line(client: Client, report_viewer: User) -> None:
    client.force_login(report_viewer)
    assert len(lines_of(client.get(FILE))) == 1


def test_a_page_takes_few_queries(client: Client, counted: None, coordinator: User) -> None:
    client.force_login(coordinator)
    client.get(MONTH)
    with CaptureQueriesContext(connection) as captured:
        client.get(MONTH)
    assert len(captured) <= 12
