"""Somebody is put on a date by the office; and who is on one already hears just that."""

from datetime import datetime

import pytest

from accounts.models import User
from training.actions.enrolment import AlreadyEnrolledError, enrol
from training.actions.office import enrol_named
from training.models import Course, Enrolment, Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


def test_whoever_is_on_the_date_hears_of_that_and_not_of_what_they_lack(
    open_event: Event, learner: User, now: datetime
) -> None:
    enrol(learner, open_event, actor=learner, now=now)
    Course.objects.update(open_to_kinds=["school"], gate="a plan")
    with pytest.raises(AlreadyEnrolledError):
        enrol(learner, open_event, actor=learner, now=now)


def test_the_office_says_who_the_manager_is(
    open_event: Event, coordinator: User, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    row = enrol_named(
        "Sam Lee",
        "sam@work.example",
        open_event,
        organisation=None,
        manager_email="Boss@work.example",
        override="",
        actor=coordinator,
        now=now,
    )
    assert (row.manager_email, row.status) == ("boss@work.example", Status.AWAITING_APPROVAL)
