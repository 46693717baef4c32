"""The rules of a request and an offer: each either holds, or refuses with its own sentence."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import pairwise

from accounts.models import Organisation, User
from bookings.visits.models import Booking, BookingGroup
from bookings.visits.presenters.booking import large_words
from bookings.visits.queries.booking import bookable_courses, may_book, oversized
from bookings.visits.queries.booking_day import MONTHS_AHEAD, closed_words
from bookings.visits.rules.people_kind import years_between
from bookings.visits.rules.timetable import Slot, groups_in_turn, parts_in_turn
from bookings.visits.rules.visit_request import (
    MOST_GAP_MINUTES,
    MOST_GROUPS,
    MOST_PEOPLE,
    GroupRequest,
    VisitRequest,
)
from core.clock import london_date
from core.dates import add_months, date_words, moment_words, working_days_words
from core.errors import Refusal
from training.courses.models import Course
from training.courses.rules.facts import because_words
from training.enrolments.queries.enrolment import is_cleared
from training.events.rules.working_days import add_working_days


def not_yours() -> Refusal:
    return Refusal("You do not book visits for that organisation.", code="not_yours")


def refuse_organisation(organisation: Organisation, actor: User) -> None:
    """The person books for it, and it is open."""
    if not may_book(actor, organisation):
        raise not_yours()
    if not organisation.is_bookable:
        raise Refusal(
            f"{organisation.name} is recorded as closed, so visits cannot be booked for it. "
            "Contact the team if that is wrong.",
            code="organisation_closed",
        )


def bookable_course(organisation: Organisation, course: Course, day: date) -> Course:
    """The course as it is now: organisations book it here, in this area, and its gate is open."""
    found = bookable_courses().filter(pk=course.pk).first()
    if found is None:
        raise Refusal(
            f"{course.title} cannot be requested here. Choose another.", code="course_not_bookable"
        )
    _refuse_kind(organisation, found)
    _refuse_gate(organisation, found, day)
    return found


def _refuse_kind(organisation: Organisation, course: Course) -> None:
    if course.kind == Course.Kind.PUPIL and not organisation.facts.books_workshops:
        raise Refusal(
            f"{course.title} is for pupils and students. {organisation.name} is recorded as "
            f"“{organisation.get_kind_display()}”. Choose training for your staff, or contact the "
            "team if that is wrong.",
            code="course_not_bookable",
        )


def _refuse_gate(organisation: Organisation, course: Course, day: date) -> None:
    areas = list(course.areas.all())
    if areas and organisation.area not in areas:
        names = ", ".join(area.name for area in areas)
        raise Refusal(f"{course.title} is offered in {names} only.", code="course_not_bookable")
    if not is_cleared(course, organisation, day):
        raise Refusal(
            f"{course.title} opens to you after this: {course.gate}. Contact the team to start.",
            code="course_not_bookable",
        )


def refuse_groups(
    organisation: Organisation,
    course: Course,
    groups: Sequence[GroupRequest],
    *,
    large_agreed: bool,
) -> None:
    """Between 1 and 12 groups of people whom the course is for, in numbers it can take."""
    if not 1 <= len(groups) <= MOST_GROUPS:
        raise Refusal(f"Ask for 1 to {MOST_GROUPS} groups.", code="groups")
    for group in groups:
        _refuse_group(course, group)
        if group.who == BookingGroup.Who.PUPILS and not organisation.facts.has_pupils:
            raise Refusal(
                f"{group.label}: {organisation.name} has no year groups. Say who they are instead "
                "of pupils.",
                code="groups",
            )
    large = oversized(course, [group.expected for group in groups])
    if large and not large_agreed:
        raise Refusal(large_words(course, groups[large[0]].label), code="large_group")


def _refuse_group(course: Course, group: GroupRequest) -> None:
    if not 1 <= group.expected <= MOST_PEOPLE:
        raise Refusal(
            f"{group.label}: enter how many people, from 1 to {MOST_PEOPLE:,}.", code="groups"
        )
    most = course.group_hard_max
    if most is not None and group.expected > most:
        because = because_words(course.hard_max_reason)
        raise Refusal(
            f"{group.label} has {group.expected} people. {course.title} takes {most} at most"
            f"{because}. Split it into smaller groups.",
            code="groups",
        )
    if group.who != BookingGroup.Who.PUPILS:
        return
    if not group.year_group:
        raise Refusal(f"{group.label}: choose the year group.", code="groups")
    years = years_between(group.year_group, group.last_year_group)
    if not years:
        raise Refusal(f"{group.label}: the last year group is before the first.", code="groups")
    if course.year_groups and not set(years) <= set(course.year_groups):
        raise Refusal(f"{group.label}: {course.title} is for {course.year_words}.", code="groups")


def refuse_request(request: VisitRequest) -> None:
    """Someone stays in the room, the agreement stands, and there is a reason for a one-off."""
    if not request.staff_in_room.strip():
        raise Refusal(
            "Name the member of staff who will stay in the room. Our facilitators are visitors: "
            "someone the group knows stays in charge throughout.",
            code="staff_in_room_missing",
        )
    if not request.safeguarding_agreed:
        raise Refusal(
            "Agree to every safeguarding statement before you send the request.",
            code="safeguarding_not_agreed",
        )
    if not request.one_off_reason.strip():
        raise Refusal(
            "Say how this visit fits your year. One-off visits work best as part of a plan.",
            code="reason_missing",
        )


def refuse_day(organisation: Organisation, course: Course, day: date, today: date) -> None:
    """Far enough ahead for the course's notice, within a year, and a day it is open."""
    if day <= today:
        raise Refusal(
            f"{date_words(day)} is not in the future. Choose a later day.", code="visit_day"
        )
    earliest = add_working_days(today, course.notice_days)
    latest = add_months(today, MONTHS_AHEAD)
    if day < earliest:
        raise Refusal(
            f"We need {working_days_words(course.notice_days)} to prepare. "
            f"The earliest day is {date_words(earliest)}.",
            code="visit_day",
        )
    if day > latest:
        raise Refusal(
            f"Choose a day up to {date_words(latest)}: we plan one year ahead.", code="visit_day"
        )
    refuse_closed_day(organisation, day)


def refuse_closed_day(organisation: Organisation, day: date) -> None:
    """The organisation is open that day, and so are we."""
    words = closed_words(organisation, day)
    if words:
        raise Refusal(words, code="visit_day")


def timetable_of(
    booking: Booking, starts: Sequence[datetime], *, in_turn: bool, gap_minutes: int
) -> list[Slot]:
    """The sessions an offer comes to. Refuses with offer_times when starts and parts do not fit."""
    course = booking.course
    lengths = [minutes for _, minutes in course.current_version.timed_parts]
    if len(starts) != len(lengths):
        raise Refusal(f"{course.title} needs {len(lengths)} dates and times.", code="offer_times")
    if not in_turn:
        return parts_in_turn(starts, lengths)
    if len(lengths) > 1:
        raise Refusal(
            f"{course.title} has several parts: all groups come together.", code="offer_times"
        )
    if not 0 <= gap_minutes <= MOST_GAP_MINUTES:
        raise Refusal(f"Leave 0 to {MOST_GAP_MINUTES} minutes between groups.", code="offer_times")
    return groups_in_turn(
        starts[0], groups=booking.groups.count(), minutes=lengths[0], gap_minutes=gap_minutes
    )


def refuse_times(slots: Sequence[Slot], now: datetime) -> None:
    """The sessions are to come, one after another, and each ends on its day."""
    if any(after.starts_at < before.ends_at for before, after in pairwise(slots)):
        raise Refusal("Each part must start after the one before it has ended.", code="offer_times")
    for slot in slots:
        if slot.starts_at <= now:
            raise Refusal(
                f"{moment_words(slot.starts_at)} is in the past. Choose a later time.",
                code="offer_times",
            )
        if london_date(slot.starts_at) != london_date(slot.ends_at):
            raise Refusal(
                f"The session that starts on {moment_words(slot.starts_at)} would run past "
                "midnight. Start earlier, or bring the groups together.",
                code="offer_times",
            )
