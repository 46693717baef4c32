"""Whom a course is for. Every door to a place asks here, and each no says what would help."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from accounts.models import Organisation, User
from accounts.models.organisation_kind import kind_labels
from core.clock import london_date
from core.dates import date_words
from core.errors import Refusal
from core.text import count_words
from training.courses.models import Course
from training.courses.queries.openness import limits_of
from training.enrolments.queries.eligibility import Facts, active_for, facts_of
from training.enrolments.queries.enrolment import is_cleared
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event
from training.events.rules.working_days import days_before
from training.framework.queries.role_group import role_groups_of, role_titles


def refuse_unfit(
    person: User,
    course: Course,
    request: EnrolmentRequest,
    *,
    now: datetime,
    event: Event | None = None,
) -> Facts:
    """Refuse people whom a course is not for; otherwise what is known of them.

    Refuses with course_gated, area_not_open, kind_not_open, role_not_open,
    prerequisite. The office may pass this over, with a reason: then it is not called.
    """
    facts = facts_of(person, course, event)
    if facts.holds:  # whoever is on the event already hears of that, not of what they lack
        return facts
    _refuse_from(course, request, facts.areas, now)
    _refuse_person(person, facts)
    return facts


def refuse_unfit_booking(course: Course, request: EnrolmentRequest, *, now: datetime) -> None:
    """Refuse what nobody of an organisation may have, whoever it is that somebody else names.

    What is a person's own is asked of them alone, with their yes (refuse_unfit_person): a refusal
    here would tell whoever types an address whose it is, and what they have been to.
    Refuses with course_gated, area_not_open, kind_not_open.
    """
    _refuse_from(course, request, limits_of(course).areas, now)


def refuse_unfit_person(person: User, course: Course) -> None:
    """Refuse somebody with a place booked by another whom the course is not for.

    Refuses with role_not_open, prerequisite.
    """
    _refuse_person(person, facts_of(person, course))


def _refuse_from(
    course: Course, request: EnrolmentRequest, areas: Mapping[int, str], now: datetime
) -> None:
    organisation = request.organisation
    if not is_cleared(course, organisation, london_date(now)):
        raise Refusal(_gate_words(course, organisation), code="course_gated")
    if areas and request.area_id not in areas:
        raise Refusal(_area_words(areas.values()), code="area_not_open")
    if course.open_to_kinds and (
        organisation is None or organisation.kind not in course.open_to_kinds
    ):
        raise Refusal(_kind_words(course), code="kind_not_open")


def _refuse_person(person: User, facts: Facts) -> None:
    if facts.roles and role_groups_of(person).isdisjoint(facts.roles):
        raise Refusal(_role_words(facts.roles), code="role_not_open")
    if facts.missing:
        raise Refusal(_missing_words(facts.missing), code="prerequisite")


def refuse_over_cap(
    event: Event, organisation: Organisation | None, *, now: datetime, wanted: int = 1
) -> None:
    """Refuse more people from one organisation than a date takes for now.

    The caller holds the event's lock, and `event.course` is at hand. Those who wait count too,
    so that an offer never brings an organisation past its cap. Refuses with organisation_cap.
    """
    cap = event.course.organisation_cap
    if cap is None or organisation is None or london_date(now) > (until := cap_until(event)):
        return
    if active_for(event, organisation) + wanted > cap:
        places = count_words(cap, "place")
        raise Refusal(
            f"{organisation.name} can have {places} on this date for now, and these are taken. "
            f"What is free after {date_words(until)} is open to everyone: look again then.",
            code="organisation_cap",
        )


def cap_until(event: Event) -> date:
    """The last London day on which an organisation's cap holds."""
    return days_before(london_date(event.starts_at), event.course.organisation_cap_days)


def _gate_words(course: Course, organisation: Organisation | None) -> str:
    if organisation is None:
        return (
            f"This course opens to organisations after this: {course.gate}. "
            "Choose the organisation you are coming for."
        )
    return (
        f"This course opens to {organisation.name} after this: {course.gate}. "
        "Ask the training team about it."
    )


def _area_words(names: Iterable[str]) -> str:
    return (
        f"This course is for people who work in {_any_of(names)}. "
        "Choose that area if it is where the work is done; otherwise choose another course."
    )


def _kind_words(course: Course) -> str:
    kinds = kind_labels(course.open_to_kinds)
    return (
        f"This course is for people who come for one of these: {_list(kinds)}. "
        "Choose the organisation, or ask the training team to add it."
    )


def _role_words(roles: Collection[int]) -> str:
    return (
        f"This course is for people in these roles: {_list(role_titles(roles).values())}. "
        "Choose the role that fits the work, or choose another course."
    )


def _missing_words(titles: Iterable[str]) -> str:
    return (
        f"This course builds on {_all_of(titles)}. Come to that first: "
        "attendance counts once its register is closed."
    )


def _any_of(names: Iterable[str]) -> str:
    return _joined(names, "or")


def _all_of(names: Iterable[str]) -> str:
    return _joined([f"“{name}”" for name in names], "and")


def _joined(names: Iterable[str], word: str) -> str:
    *first, last = names
    return f"{', '.join(first)} {word} {last}" if first else last


def _list(names: Iterable[str]) -> str:
    return "; ".join(names)
