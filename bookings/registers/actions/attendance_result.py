"""What came of everyone's place on an event, from its registers."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from bookings.registers.models import Attendance, Register
from bookings.registers.queries.sheet import enrolments_of
from core.changes.locks import lock_resources, transact
from training.enrolments.actions.attendance_result import (
    set_first_outcomes_locked,
    set_outcome_locked,
)
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

IN_FULL = {Attendance.Value.PRESENT, Attendance.Value.LATE}


@transact
def write_outcomes(register: Register, now: datetime) -> None:
    """The session of a register that was closed early has ended: say what came of each place."""
    session = register.session
    held = lock_resources(
        session.event, session, then=lambda _: [*enrolments_of(session.event_id), register]
    )
    register, session = held[register], held[session]
    if register.outcomes_due_at is None:
        return
    # Else it ends later than it did when the register was closed: it is due again then.
    is_over = session.ends_at <= now
    register.outcomes_due_at = None if is_over else session.ends_at
    register.save(update_fields=["outcomes_due_at"])
    if is_over:
        recompute_outcomes_locked(held[session.event], actor=None, now=now)


def recompute_outcomes_locked(event: Event, *, actor: User | None, now: datetime) -> None:
    """Write each confirmed enrolment's outcome; the event's lock must be held.

    There is none yet while a session of the event is neither closed nor known not to have gone
    ahead, nor before the end of the last one: what counts, counts after that. The same registers
    always give the same outcomes.
    """
    delivered = _delivered(event, now)
    values: dict[int, list[str]] = defaultdict(list)
    rows = Attendance.objects.filter(register__in=delivered)
    for enrolment, value in rows.values_list("enrolment_id", "value"):
        values[enrolment].append(value)
    first: dict[Enrolment.Outcome, list[Enrolment]] = defaultdict(list)
    for one in event.enrolments.filter(status=Enrolment.Status.CONFIRMED).order_by("pk"):
        outcome = outcome_of(values[one.pk], len(delivered))
        if one.outcome == Enrolment.Outcome.NONE_YET:
            first[outcome].append(one)
        else:
            set_outcome_locked(one, outcome, actor=actor, now=now)
    first.pop(Enrolment.Outcome.NONE_YET, None)
    for outcome, enrolments in sorted(first.items()):
        set_first_outcomes_locked(enrolments, outcome, now=now)


def outcome_of(values: Sequence[str], sessions: int) -> Enrolment.Outcome:
    """What a person's attendance at so many delivered sessions comes to.

    Leaving early, or missing a session, is attendance in part. No session delivered: none yet.
    """
    if not sessions:
        return Enrolment.Outcome.NONE_YET
    if len(values) == sessions and set(values) <= IN_FULL:
        return Enrolment.Outcome.ATTENDED
    return (
        Enrolment.Outcome.PART if set(values) & set(Attendance.HERE) else Enrolment.Outcome.ABSENT
    )


def _delivered(event: Event, now: datetime) -> list[int]:
    """The closed registers of an event all of whose sessions are settled and over; else none."""
    rows = (
        event.sessions.filter(state=Session.State.PLANNED)
        .order_by("number")
        .values_list("register", "register__state", "ends_at")
    )
    closed = []
    for register, state, ends_at in rows:
        if state not in Register.SETTLED:
            return []
        if state == Register.State.CLOSED:
            if ends_at > now:
                return []
            closed.append(register)
    return closed
