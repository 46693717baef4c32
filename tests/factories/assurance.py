"""Checks of facilitators, as the office records them."""

from datetime import date, datetime, timedelta

from accounts.models import User
from bookings.rota.models import AssuranceCheck, Facilitator
from bookings.rota.rules.assurance import DBS, KIND_OF, REQUIRED, SAFEGUARDING, Lapse

YEAR = timedelta(days=365)
MADE = date(2026, 6, 1)
DUE = date(2029, 6, 1)
RECORDED = datetime.fromisoformat("2026-06-02T09:00:00+00:00")


def with_checks(facilitator: Facilitator, **due: date | None) -> Facilitator:
    """The facilitator with every required check; those that lapse in 2029, or as said by kind."""
    for kind in REQUIRED:
        lapses = DUE if kind.lapse is Lapse.ALWAYS else None
        make_check(facilitator, kind.key, due.get(kind.key, lapses))
    return facilitator


def make_check(
    facilitator: Facilitator,
    kind: str = DBS,
    due_date: date | None = DUE,
    *,
    made_date: date = MADE,
    seen_by: User | None = None,
) -> AssuranceCheck:
    """One check that counts, in place of the one before."""
    assert kind in KIND_OF
    facilitator.checks.filter(kind=kind, is_current=True).update(is_current=False)
    return AssuranceCheck.objects.create(
        facilitator=facilitator,
        kind=kind,
        made_date=min(made_date, due_date - YEAR) if due_date else made_date,
        due_date=due_date,
        seen_by=seen_by or facilitator.user,
        recorded_at=RECORDED,
    )


__all__ = ["DBS", "DUE", "MADE", "SAFEGUARDING", "make_check", "with_checks"]
