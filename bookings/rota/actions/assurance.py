"""What is recorded of a facilitator's checks. Every write goes through here."""

from datetime import date, datetime

from accounts.models import User
from bookings.rota.models import AssuranceCheck, Facilitator
from bookings.rota.rules.assurance import KIND_OF, Lapse
from core import audit
from core.changes.locks import lock_resources, transact
from core.clock import london_date
from core.errors import Refusal


@transact
def record_check(
    facilitator: Facilitator,
    kind: str,
    *,
    made_date: date,
    due_date: date | None,
    actor: User,
    now: datetime,
) -> AssuranceCheck:
    """Add a check that the actor has seen; from now on it is the one of its kind that counts.

    Refuses with check_dates, own_check.
    """
    facilitator = lock_resources(facilitator)[facilitator]
    _refuse_own(facilitator, actor)
    _refuse_dates(kind, made_date, due_date, london_date(now))
    AssuranceCheck.objects.filter(facilitator=facilitator, kind=kind, is_current=True).update(
        is_current=False
    )
    check = AssuranceCheck.objects.create(
        facilitator=facilitator,
        kind=kind,
        made_date=made_date,
        due_date=due_date,
        seen_by=actor,
        recorded_at=now,
    )
    audit.record(
        facilitator,
        "record_check",
        title=facilitator.user.ref,
        actor=actor,
        now=now,
        kind=kind,
        due=f"{due_date or ''}",
    )
    return check


@transact
def withdraw_check(check: AssuranceCheck, *, actor: User, now: datetime) -> AssuranceCheck:
    """Take back a check that was recorded by mistake; the one before it counts again.

    Twice is success twice. Refuses with own_check.
    """
    facilitator = lock_resources(check.facilitator)[check.facilitator]
    _refuse_own(facilitator, actor)
    check = AssuranceCheck.objects.get(pk=check.pk)
    if check.withdrawn_at:
        return check
    was_current, check.is_current, check.withdrawn_at = check.is_current, False, now
    check.save(update_fields=["is_current", "withdrawn_at"])
    if was_current:
        _restore_before(check)
    audit.record(
        facilitator,
        "withdraw_check",
        title=facilitator.user.ref,
        actor=actor,
        now=now,
        kind=check.kind,
    )
    return check


def _restore_before(check: AssuranceCheck) -> None:
    """Let the latest one of the kind count that was not taken back as well."""
    others = AssuranceCheck.objects.filter(
        facilitator=check.facilitator_id, kind=check.kind, withdrawn_at=None
    )
    last = others.order_by("-pk").first()
    if last:
        last.is_current = True
        last.save(update_fields=["is_current"])


def _refuse_own(facilitator: Facilitator, actor: User) -> None:
    if facilitator.user_id == actor.pk:
        raise Refusal(
            "Nobody records their own checks. Ask a colleague of the office to look at them.",
            code="own_check",
        )


def _refuse_dates(kind: str, made_date: date, due_date: date | None, today: date) -> None:
    lapse = KIND_OF[kind].lapse
    if made_date > today:
        raise _wrong("A check was made today or before. Give the day on which it was made.")
    if lapse is Lapse.ALWAYS and due_date is None:
        raise _wrong("Say when this check is due again: it does not hold for ever.")
    if lapse is Lapse.NEVER and due_date is not None:
        raise _wrong("This check does not lapse. Leave the day it is due empty.")
    if due_date and due_date <= made_date:
        raise _wrong("A check is due after the day on which it was made.")


def _wrong(words: str) -> Refusal:
    return Refusal(words, code="check_dates")
