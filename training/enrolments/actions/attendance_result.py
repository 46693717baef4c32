"""What the registers say of a place, kept on it."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from core.audit import record
from training.enrolments.actions.capacity import take_extra_seat_locked
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import BARE_REQUEST
from training.events.models import Event


def set_outcome_locked(
    enrolment: Enrolment,
    outcome: Enrolment.Outcome,
    *,
    now: datetime,
    actor: User | None = None,
) -> None:
    """Keep what the registers say of a person. Changing what was said before is noted."""
    before = enrolment.outcome
    if before == outcome:
        return
    enrolment.outcome = outcome
    enrolment.papers_due = True
    enrolment.feedback_due = outcome in Enrolment.CAME
    enrolment.changed_at = now
    enrolment.save(update_fields=["outcome", "papers_due", "feedback_due", "changed_at"])
    if before:
        record(
            enrolment,
            "set_outcome",
            title=enrolment.ref,
            actor=actor,
            now=now,
            was=before,
            outcome=outcome,
        )


def set_first_outcomes_locked(
    enrolments: Sequence[Enrolment], outcome: Enrolment.Outcome, *, now: datetime
) -> None:
    """Keep the outcome of people who had none, in one statement however many they are."""
    rows = Enrolment.objects.filter(
        pk__in=[one.pk for one in enrolments], outcome=Enrolment.Outcome.NONE_YET
    )
    # Never taken back here: a register closed anew may leave a paper to withdraw.
    due = {"papers_due": True} if outcome == Enrolment.Outcome.ATTENDED else {}
    rows.update(outcome=outcome, changed_at=now, feedback_due=outcome in Enrolment.CAME, **due)


def set_feedback_due_locked(enrolment: Enrolment, is_due: bool) -> None:
    """Have the worker ask the person how it was, or let it leave off; its lock must be held."""
    Enrolment.objects.filter(pk=enrolment.pk).update(feedback_due=is_due)


def call_papers_locked(enrolment: Enrolment) -> None:
    """Have papers look at a place again; its lock must be held."""
    Enrolment.objects.filter(pk=enrolment.pk).update(papers_due=True)


def release_papers_locked(enrolment: Enrolment) -> None:
    """Papers say what they should of a place; its lock must be held."""
    Enrolment.objects.filter(pk=enrolment.pk).update(papers_due=False)


def add_attended_locked(
    person: User, event: Event, *, actor: User, now: datetime, reason: str
) -> Enrolment:
    """A confirmed place for somebody who came without one; the event and person are locked.

    There was a chair for them, so a full date grows by one. Nobody is written to: it is over.
    """
    take_extra_seat_locked(event)
    row = BARE_REQUEST.row_for(person, event, now=now)
    row.become(Enrolment.Status.CONFIRMED)
    row.save()
    record(row, "enrol", title=row.ref, actor=actor, now=now, reason=reason)
    return row
