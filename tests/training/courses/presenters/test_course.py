"""Facts in words."""

from decimal import Decimal
from typing import Any

import pytest

from tests.factories.training import build_course
from training.courses.models import Course
from training.courses.presenters.audience import audience_of
from training.courses.presenters.course import (
    cancelling_of,
    card_line,
    facts_of,
    needs_of,
    parents_of,
)


def a_course(**values: Any) -> Course:
    fields = {"kind": Course.Kind.PROFESSIONAL, "minutes": 180, "group_max": 50}
    return build_course(**{**fields, **values})


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


def test_a_session_with_children_says_what_it_needs_of_the_school() -> None:
    course = a_course(kind=Course.Kind.PUPIL, notice_days=20, readiness_checks=["A lesson before."])
    needs = needs_of(course)
    assert needs[0].startswith("Ask at least 20 working days before")
    assert "A member of your staff in the room throughout." in needs
    assert needs[-1] == "A lesson before."


def test_what_a_course_says_for_itself_is_not_said_twice() -> None:
    course = a_course(kind=Course.Kind.PUPIL, readiness_checks=["Staff stay in the room."])
    assert [need for need in needs_of(course) if "in the room" in need] == [
        "Staff stay in the room."
    ]


def test_a_talk_for_parents_needs_no_safeguarding_of_pupils() -> None:
    assert len(needs_of(a_course(kind=Course.Kind.COMMUNITY))) == 2


def test_a_course_people_enrol_on_needs_only_what_it_says() -> None:
    assert needs_of(a_course(readiness_checks=["Sponsored by a leader."])) == [
        "Sponsored by a leader."
    ]


@pytest.mark.parametrize(("touches", "sentences"), [(False, 1), (True, 2)])
def test_parents_may_see_materials_and_know_when_they_may_withdraw(
    touches: bool, sentences: int
) -> None:
    course = a_course(kind=Course.Kind.PUPIL, may_include_sex_education=touches)
    assert len(parents_of(course)) == sentences
    assert ("until three terms before" in " ".join(parents_of(course))) is touches


def test_courses_for_adults_say_nothing_of_parents() -> None:
    assert parents_of(a_course(kind=Course.Kind.COMMUNITY)) == []


@pytest.mark.parametrize(
    ("kind", "days", "words"),
    [
        (Course.Kind.PROFESSIONAL, 1, "up to 1 working day before, under My learning"),
        (Course.Kind.PUPIL, 5, "up to 5 working days before on the booking's own page"),
    ],
)
def test_everyone_is_told_how_to_cancel_where_it_was_booked(
    kind: str, days: int, words: str
) -> None:
    assert words in cancelling_of(a_course(kind=kind, cancel_days=days))


def test_what_is_not_booked_here_is_not_cancelled_here() -> None:
    assert cancelling_of(a_course(route=Course.Route.LISTED)) == ""
