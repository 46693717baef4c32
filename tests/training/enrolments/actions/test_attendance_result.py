"""What came of somebody's place is kept, and its change is noted."""

from datetime import datetime

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from tests.factories.training import EnrolmentFactory
from training.enrolments.actions.attendance_result import set_outcome_locked
from training.enrolments.models import Enrolment
from training.events.models import Event

pytestmark = pytest.mark.django_db


def test_an_outcome_is_kept_and_only_its_change_is_noted(
    open_event: Event, learner: User, coordinator: User, now: datetime
) -> None:
    row = EnrolmentFactory(event=open_event, person=learner)
    set_outcome_locked(row, Enrolment.Outcome.ATTENDED, now=now)
    set_outcome_locked(row, Enrolment.Outcome.ATTENDED, now=now)
    assert not ModelLogEntry.objects.filter(action="upstander.set_outcome").exists()
    set_outcome_locked(row, Enrolment.Outcome.ABSENT, now=now, actor=coordinator)
    row.refresh_from_db()
    assert row.outcome == Enrolment.Outcome.ABSENT
    entry = ModelLogEntry.objects.get(action="upstander.set_outcome")
    assert entry.data == {"was": "attended", "outcome": "absent"}
