"""What comes of people's places."""

from datetime import timedelta

from accounts.models import User
from bookings.registers.actions.register import mark_not_delivered
from bookings.registers.models import Attendance, Register
from tests.cast import NOW
from tests.factories.registers import add_session, attend, outcomes_of, people, put_on
from training.enrolments.models import Enrolment
from training.events.models import Session

Value, Outcome = Attendance.Value, Enrolment.Outcome


def test_present_and_late_attended_and_leaving_early_is_in_part(
    class_day: Session, facilitator_user: User
) -> None:
    places = put_on(class_day, *people(4))
    values = [Value.PRESENT, Value.LATE, Value.LEFT_EARLY, Value.ABSENT]

    attend(class_day, facilitator_user, dict(zip(places, values, strict=True)))

    assert outcomes_of(class_day) == [
        Outcome.ATTENDED,
        Outcome.ATTENDED,
        Outcome.PART,
        Outcome.ABSENT,
    ]


def test_there_is_no_outcome_until_every_session_is_settled(
    class_day: Session, facilitator_user: User
) -> None:
    second = add_session(class_day, starts_at=NOW - timedelta(minutes=60))
    always, once, never = put_on(class_day, *people(3))

    attend(class_day, facilitator_user, {always: "present", once: "present", never: "absent"})
    between = outcomes_of(class_day)
    attend(second, facilitator_user, {always: "late", once: "absent", never: "absent"})

    assert set(between) == {Outcome.NONE_YET}
    assert outcomes_of(class_day) == [Outcome.ATTENDED, Outcome.PART, Outcome.ABSENT]


def test_sessions_cancelled_or_not_delivered_are_not_asked_for(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    called_off = add_session(class_day, starts_at=NOW - timedelta(minutes=50))
    missed = add_session(class_day, starts_at=NOW - timedelta(minutes=30))
    (place,) = put_on(class_day, learner)
    Session.objects.filter(pk=called_off.pk).update(state=Session.State.CANCELLED)

    attend(class_day, facilitator_user, {place: "present"})
    mark_not_delivered(missed, Register.Why.NO_ROOM, actor=facilitator_user, now=NOW)

    assert outcomes_of(class_day) == [Outcome.ATTENDED]


def test_nothing_delivered_is_no_outcome(
    class_day: Session, learner: User, facilitator_user: User
) -> None:
    put_on(class_day, learner)

    mark_not_delivered(class_day, Register.Why.NO_GROUP, actor=facilitator_user, now=NOW)

    assert outcomes_of(class_day) == [Outcome.NONE_YET]


def test_only_confirmed_places_have_an_outcome(
    class_day: Session, learner: User, stranger: User, facilitator_user: User
) -> None:
    (place,) = put_on(class_day, learner)
    put_on(class_day, stranger, status=Enrolment.Status.WAITING)

    attend(class_day, facilitator_user, {place: "present"})

    assert outcomes_of(class_day) == [Outcome.ATTENDED, Outcome.NONE_YET]
