"""What is recorded of a facilitator's checks, and that nobody is sent without them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from bookings.rota.actions.assignment import assign
from bookings.rota.actions.assurance import record_check, withdraw_check
from bookings.rota.models import AssuranceCheck, Facilitator
from bookings.rota.queries.assurance import gaps_of, held_by, unassured
from bookings.rota.rules.assurance import (
    DBS,
    IDENTITY,
    REFERENCES,
    REQUIRED,
    RIGHT_TO_WORK,
    SAFEGUARDING,
    gap_words,
)
from tests.factories.assurance import make_check, with_checks
from tests.factories.registers import make_session
from tests.refusals import refused
from training.courses.models import Course
from training.events.models import Session

pytestmark = pytest.mark.django_db
MADE, DUE = date(2026, 11, 2), date(2029, 11, 2)


@pytest.fixture
def first(workshop: Course, birmingham: Area) -> Session:
    """An hour from half past nine in the evening before 3 December ends."""
    return make_session(workshop, birmingham, starts_at=datetime(2026, 12, 3, 9, 30, tzinfo=UTC))


def record(
    facilitator: Facilitator, actor: User, now: datetime, kind: str = DBS, **days: date | None
) -> AssuranceCheck:
    given = {"made_date": MADE, "due_date": DUE, **days}
    return record_check(facilitator, kind, actor=actor, now=now, **given)  # type: ignore[arg-type]


@pytest.mark.guard("assign: a missing check blocks", where="bookings/rota/rules/assurance.py")
@pytest.mark.parametrize("kind", [kind.key for kind in REQUIRED])
def test_assign_refuses_someone_without_a_check(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime, kind: str
) -> None:
    facilitator.checks.filter(kind=kind).delete()

    with refused("facilitator_unfit", match="Priya Nandra cannot be sent: no .* on record"):
        assign(first, facilitator, actor=coordinator, now=now)


def test_assign_names_all_that_is_missing_or_due(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    facilitator.checks.filter(kind__in=[IDENTITY, REFERENCES]).delete()
    make_check(facilitator, DBS, date(2026, 12, 3))

    with refused(
        "facilitator_unfit",
        match="no identity check is on record, the criminal record assurance is due on "
        "3 December 2026 and no references are on record",
    ):
        assign(first, facilitator, actor=coordinator, now=now)


def test_the_day_is_londons(
    workshop: Course,
    birmingham: Area,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    make_check(facilitator, DBS, date(2027, 7, 2))
    # 11:30pm on 1 July in UTC is half past midnight on 2 July in London.
    night = make_session(workshop, birmingham, starts_at=datetime(2027, 7, 1, 23, 30, tzinfo=UTC))

    with refused("facilitator_unfit", match="2 July 2027"):
        assign(night, facilitator, actor=coordinator, now=now)


def test_the_barred_list_is_not_asked_of_everybody(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    make_check(facilitator, "barred_list", date(2026, 11, 30))

    assert assign(first, facilitator, actor=coordinator, now=now)


# Recording


def test_a_new_check_is_a_new_row(
    facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    old = facilitator.checks.get(kind=DBS)

    check = record(facilitator, coordinator, now)

    old.refresh_from_db()
    assert (old.is_current, check.is_current, check.seen_by) == (False, True, coordinator)
    assert held_by(facilitator)[DBS] == DUE
    assert facilitator.checks.filter(kind=DBS).count() == 2
    log = ModelLogEntry.objects.get(action="upstander.record_check")
    assert (log.label, log.user_id) == (facilitator.user.ref, coordinator.pk)


@pytest.mark.parametrize(
    ("kind", "days", "words"),
    [
        (DBS, {"made_date": date(2026, 11, 12)}, "made today or before"),
        (DBS, {"due_date": None}, "does not hold for ever"),
        (SAFEGUARDING, {"due_date": None}, "does not hold for ever"),
        (DBS, {"due_date": MADE}, "due after the day"),
        (IDENTITY, {}, "does not lapse"),
    ],
)
def test_days_that_do_not_fit_are_refused(
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
    kind: str,
    days: dict[str, date | None],
    words: str,
) -> None:
    with refused("check_dates", match=words):
        record(facilitator, coordinator, now, kind, **days)
    assert AssuranceCheck.objects.count() == len(REQUIRED)


def test_what_may_lapse_need_not(
    facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    assert record(facilitator, coordinator, now, RIGHT_TO_WORK, due_date=None).due_date is None
    assert record(facilitator, coordinator, now, RIGHT_TO_WORK).due_date == DUE


def test_nobody_records_their_own(facilitator: Facilitator, now: datetime) -> None:
    with refused("own_check"):
        record(facilitator, facilitator.user, now)
    with refused("own_check"):
        withdraw_check(facilitator.checks.all()[0], actor=facilitator.user, now=now)


def test_taking_back_ends_where_it_began(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    before = held_by(facilitator)
    check = record(facilitator, coordinator, now)

    for _ in range(2):  # twice is success twice
        withdraw_check(check, actor=coordinator, now=now)

    assert held_by(facilitator) == before
    check.refresh_from_db()
    assert (check.is_current, check.withdrawn_at) == (False, now)
    assert ModelLogEntry.objects.filter(action="upstander.withdraw_check").count() == 1


def test_taking_back_the_only_one_leaves_it_missing(
    first: Session, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    withdraw_check(facilitator.checks.get(kind=DBS), actor=coordinator, now=now)

    assert gap_words(gaps_of(facilitator, MADE)) == "no criminal record assurance is on record"


def test_taking_back_an_earlier_one_changes_nothing_that_counts(
    facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    old = facilitator.checks.get(kind=DBS)
    record(facilitator, coordinator, now)

    withdraw_check(old, actor=coordinator, now=now)

    assert held_by(facilitator)[DBS] == DUE


def test_the_database_keeps_one_current_row(facilitator: Facilitator) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        AssuranceCheck.objects.create(
            facilitator=facilitator,
            kind=DBS,
            made_date=MADE,
            seen_by=facilitator.user,
            recorded_at=datetime(2026, 11, 2, tzinfo=UTC),
        )


# The office's queue


def names(now: datetime) -> Sequence[str]:
    found = unassured(now)
    return [f"{row.session.ref}: {gap_words(found.gaps(row))}" for row in found.rows]


def test_sessions_of_someone_whose_check_will_not_hold_are_found(
    first: Session,
    workshop: Course,
    birmingham: Area,
    facilitator: Facilitator,
    other_facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    later = make_session(workshop, birmingham, starts_at=first.starts_at + timedelta(days=7))
    for session in (first, later):
        assign(session, facilitator, actor=coordinator, now=now)
        assign(session, other_facilitator, role="second", actor=coordinator, now=now)
    assert names(now) == []

    make_check(facilitator, SAFEGUARDING, date(2026, 12, 10))
    assert names(now) == [f"{later.ref}: the safeguarding training is due on 10 December 2026"]

    facilitator.checks.filter(kind=REFERENCES).delete()
    assert [name.split(":")[0] for name in names(now)] == [first.ref, later.ref]
    assert names(later.ends_at) == []

    with_checks(facilitator)
    assert names(now) == []
