"""Whether a time has run out is the database's to say, whatever the clock of the machine says."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from accounts.models import User
from core import clock
from tests.factories.training import EnrolmentFactory
from training.enrolments.actions.approval import (
    approve_enrolment,
    decline_enrolment,
    expire_approval,
)
from training.enrolments.actions.reconfirmation import reconfirm, release_unconfirmed
from training.enrolments.actions.waiting_list import accept_offer, decline_offer, expire_offer
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
Act = Callable[[Enrolment, datetime], Enrolment]
MOMENT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)

# The place before, what is done to it, how it stands when it was in time.
ACTS: dict[str, tuple[Status, Act, Status]] = {
    "approve": (
        Status.AWAITING_APPROVAL,
        lambda row, now: approve_enrolment(row, by="manager", actor=None, now=now),
        Status.CONFIRMED,
    ),
    "decline a place": (
        Status.AWAITING_APPROVAL,
        lambda row, now: decline_enrolment(row, by="manager", actor=None, now=now),
        Status.DECLINED,
    ),
    "an approval's end": (Status.AWAITING_APPROVAL, expire_approval, Status.AWAITING_APPROVAL),
    "accept": (
        Status.OFFERED,
        lambda row, now: accept_offer(row, actor=row.person, now=now),
        Status.CONFIRMED,
    ),
    "decline an offer": (
        Status.OFFERED,
        lambda row, now: decline_offer(row, actor=row.person, now=now),
        Status.DECLINED,
    ),
    "an offer's end": (Status.OFFERED, expire_offer, Status.OFFERED),
    "keep": (
        Status.CONFIRMED,
        lambda row, now: reconfirm(row, actor=row.person, now=now),
        Status.CONFIRMED,
    ),
    "the end of keeping": (Status.CONFIRMED, release_unconfirmed, Status.CONFIRMED),
}


@pytest.mark.guard("the database's time decides every end", where="training/enrolments/actions/")
@pytest.mark.parametrize("name", ACTS)
def test_the_last_moment_is_the_databases(
    name: str, open_event: Event, learner: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, act, in_time = ACTS[name]
    is_firm = before == Status.CONFIRMED
    too_late = Status.CANCELLED if is_firm else Status.EXPIRED
    row = EnrolmentFactory(event=open_event, person=learner, status=before)
    for status, database, machine in (
        (in_time, now - MOMENT, now + HOUR),
        (too_late, now, now - HOUR),
    ):
        Enrolment.objects.filter(pk=row.pk).update(
            status=before,
            reconfirm_by=now if is_firm else None,
            held_until=None if is_firm else now,
            needs_manager=before == Status.AWAITING_APPROVAL,
        )
        Event.objects.update(places_taken=1)
        monkeypatch.setattr(clock, "database_now", lambda moment=database: moment)

        assert act(row, machine).status == status
