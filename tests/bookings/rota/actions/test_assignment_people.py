"""Who may be sent to a session, who hears of it, and who is let go."""

from datetime import date, datetime

import pytest

from accounts.models import Area, Organisation, User
from bookings.rota.actions.assignment import (
    assign,
    release_assignment,
    release_called_off,
)
from bookings.rota.models import Assignment, Facilitator
from bookings.rota.queries.assignment import called_off, candidates
from core.models import Message
from tests.factories.assurance import DBS, SAFEGUARDING, make_check
from tests.factories.bookings import NINE_THIRTY, later, make_request, offer
from tests.factories.registers import make_session
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.event_cancel import cancel_event
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db
State = Assignment.State


@pytest.fixture
def first(workshop: Course, birmingham: Area) -> Session:
    """An hour from 9:30am on Thursday 3 December 2026, at the Guild Hall in Birmingham."""
    return make_session(workshop, birmingham, starts_at=NINE_THIRTY)


# Who may be sent


def test_assign_refuses_a_course_they_may_not_teach(
    first: Session, facilitator: Facilitator, workshop: Course, coordinator: User, now: datetime
) -> None:
    facilitator.courses.remove(workshop)

    with refused("facilitator_unfit", match="not authorised to teach Healthy relation"):
        assign(first, facilitator, actor=coordinator, now=now)


def test_assign_refuses_an_area_they_do_not_work_in(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    facilitator.areas.clear()

    with refused("facilitator_unfit", match="does not work in Birmingham"):
        assign(first, facilitator, actor=coordinator, now=now)


def test_anyone_may_take_a_session_of_the_whole_region(
    open_event: Event, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    session = open_event.sessions.get()

    assert assign(session, facilitator, actor=coordinator, now=now)


def test_assign_refuses_someone_who_takes_none(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    Facilitator.objects.update(is_active=False)

    with refused("facilitator_unfit", match="does not take sessions"):
        assign(first, facilitator, actor=coordinator, now=now)


@pytest.mark.parametrize(
    ("check", "due", "words"),
    [
        (DBS, date(2026, 12, 3), "criminal record assurance is due on 3 December 2026"),
        (DBS, date(2026, 11, 1), "criminal record assurance is due on 1 November 2026"),
        (SAFEGUARDING, date(2026, 12, 3), "safeguarding training is due on 3 December"),
        (DBS, date(2026, 12, 4), ""),
        (SAFEGUARDING, date(2026, 12, 4), ""),
    ],
)
def test_assign_refuses_a_check_that_lapses_by_the_day(
    first: Session,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
    check: str,
    due: date,
    words: str,
) -> None:
    make_check(facilitator, check, due)

    if not words:
        assert assign(first, facilitator, actor=coordinator, now=now)
        return
    with refused("facilitator_unfit", match=words):
        assign(first, facilitator, actor=coordinator, now=now)


def test_assign_refuses_the_same_person_twice(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)

    with refused("already_assigned", match="is on this session already"):
        assign(first, facilitator, role="second", actor=coordinator, now=now)


def test_a_session_has_one_lead_and_may_have_a_second_adult(
    first: Session,
    facilitator: Facilitator,
    other_facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)

    with refused("already_assigned", match="Priya Nandra leads this session"):
        assign(first, other_facilitator, actor=coordinator, now=now)
    second = assign(first, other_facilitator, role="second", actor=coordinator, now=now)
    assert second.role == Assignment.Role.SECOND


def test_the_member_of_staff_is_another_adult(
    school: Organisation,
    workshop: Course,
    booker: User,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    booking = offer(
        make_request(school, workshop, booker, staff_in_room="priya  nandra"), coordinator
    )
    session = Session.objects.get(event=booking.event)

    with refused("staff_in_room", match="another adult"):
        assign(session, facilitator, actor=coordinator, now=now)


@pytest.mark.parametrize("what", ["session", "event"])
def test_assign_refuses_what_is_called_off(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime, what: str
) -> None:
    if what == "session":
        Session.objects.update(state=Session.State.CANCELLED)
    else:
        Event.objects.update(status=Event.Status.CANCELLED)

    with refused("session_off"):
        assign(first, facilitator, actor=coordinator, now=now)


# Mail


def test_a_facilitator_of_a_scheduled_date_hears_at_once(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)

    (message,) = Message.objects.all()
    assert (message.kind, message.to) == ("rota/assignment_made", facilitator.user.email)
    assert message.calendar_method == "REQUEST"


def test_a_facilitator_of_an_offer_hears_when_it_is_confirmed(
    school: Organisation,
    workshop: Course,
    booker: User,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    booking = offer(make_request(school, workshop, booker), coordinator)
    session = Session.objects.get(event=booking.event)

    assignment = assign(session, facilitator, actor=coordinator, now=now)
    release_assignment(assignment, actor=coordinator, now=now)

    assert not Message.objects.filter(kind__startswith="bookings/assignment").exists()


# Releasing


def test_release_tells_the_facilitator(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assignment = assign(first, facilitator, actor=coordinator, now=now)

    released = release_assignment(assignment, actor=coordinator, now=now)

    assert released.state == State.RELEASED
    message = Message.objects.get(kind="rota/assignment_released")
    assert message.calendar_method == "CANCEL"


def test_release_is_once(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assignment = assign(first, facilitator, actor=coordinator, now=now)
    release_assignment(assignment, actor=coordinator, now=now)

    with refused("assignment_over"):
        release_assignment(assignment, actor=coordinator, now=now)


def test_a_cancelled_date_gives_facilitators_their_time_back(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assignment = assign(first, facilitator, actor=coordinator, now=now)
    assert not called_off(now).exists()
    cancel_event(first.event, actor=coordinator, now=now, reason="Snow")

    assert list(called_off(now)) == [assignment]
    release_called_off(assignment, now)
    release_called_off(assignment, now)  # safe twice

    assert not called_off(now).exists()
    assert Assignment.objects.get().state == State.RELEASED
    assert Message.objects.filter(kind="rota/assignment_released").count() == 1


def test_a_job_leaves_a_session_that_stands(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assignment = assign(first, facilitator, actor=coordinator, now=now)

    assert release_called_off(assignment, now).is_holding


# The list to choose from


def test_candidates_say_why_not(
    first: Session,
    facilitator: Facilitator,
    other_facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    assign(later(first, -30), other_facilitator, actor=coordinator, now=now)

    found = [(row.facilitator, row.why_not) for row in candidates(first)]

    assert found[0] == (facilitator, "")
    assert found[1][0] == other_facilitator
    assert found[1][1].startswith("already has a session on Thursday 3 December 2026")


def test_candidates_leave_out_who_is_on_it(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assign(first, facilitator, actor=coordinator, now=now)

    assert candidates(first) == []
