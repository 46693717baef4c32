"""Facts in words."""

from decimal import Decimal
from typing import Any

import pytest

from cms.course_facts import audience_of, card_line, facts_of
from training.models import Course


def a_course(**values: Any) -> Course:
    fields = {"kind": Course.Kind.PROFESSIONAL, "minutes": 180, "group_max": 50}
    return Course(**{**fields, **values})


def facts(course: Course) -> dict[str, str]:
    return {fact.label: fact.value for fact in facts_of(course)}


def test_a_course_for_professionals() -> None:
    course = a_course(
        breaks_minutes=15, cpd_hours=Decimal("2.75"), mode=Course.Mode.ONLINE, refresh_months=36
    )
    assert facts(course) == {
        "Length": "3 hours, 15 minutes of it for breaks",
        "Where": "Online",
        "Cost": "Free",
        "CPD": "2.75 hours",
        "Group": "Up to 50 people",
        "Certificate": "When you attend it all",
        "Refresh": "Every 3 years",
        "Cancel": "Up to 2 working days before",
    }


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        ("1", "1 hour"),
        ("1.00", "1 hour"),
        ("5", "5 hours"),
        ("10", "10 hours"),
        ("1.5", "1.5 hours"),
    ],
)
def test_cpd_hours_have_no_idle_zeros(hours: str, words: str) -> None:
    assert facts(a_course(cpd_hours=Decimal(hours)))["CPD"] == words


@pytest.mark.parametrize(
    ("groups", "words"),
    [
        (["Y6"], "Year 6"),
        (["N"], "Nursery"),
        (["Y7", "Y8", "Y9"], "Years 7 to 9"),
        (["R", "Y1"], "Reception to Year 1"),
    ],
)
def test_year_groups(groups: list[str], words: str) -> None:
    assert facts(a_course(kind=Course.Kind.PUPIL, year_groups=groups))["Year groups"] == words


@pytest.mark.parametrize(("months", "words"), [(12, "Every year"), (18, "Every 18 months")])
def test_refresh(months: int, words: str) -> None:
    assert facts(a_course(refresh_months=months))["Refresh"] == words


def test_a_course_in_parts_names_them() -> None:
    parts = [{"title": "Day 1", "minutes": 300}, {"title": "Day 2", "minutes": 300}]
    course = a_course(kind=Course.Kind.PUPIL, parts=parts, group_min=12, group_max=30)
    assert facts(course)["Length"] == "Day 1: 5 hours; Day 2: 5 hours"
    assert facts(course)["Group"] == "12 to 30 people"
    assert card_line(course) == "2 parts, 10 hours in all, in person"


def test_a_course_from_others_promises_nothing() -> None:
    course = a_course(
        kind=Course.Kind.COMMISSIONED, route=Course.Route.LISTED, provider="Street Doctors"
    )
    assert facts(course) == {
        "Where": "In person",
        "Cost": "Free",
        "Delivered by": "Street Doctors",
    }
    assert card_line(course) == "Not booked here"


@pytest.mark.parametrize("kind", Course.Kind.values)
def test_every_kind_has_an_audience(kind: str) -> None:
    assert audience_of(a_course(kind=kind)).title
