"""Somebody is put on a date by the office; and who is on one already hears just that."""

from datetime import datetime

import pytest

from accounts.models import User
from tests.factories.training import EnrolmentFactory
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.roster import enrol_named
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


def test_whoever_is_on_the_date_hears_of_that_and_not_of_what_they_lack(
    open_event: Event, learner: User, now: datetime
) -> None:
    enrol(learner, open_event, actor=learner, now=now)
    Course.objects.update(open_to_kinds=["school"], gate="a plan")
    with refused("already_enrolled"):
        enrol(learner, open_event, actor=learner, now=now)


def test_the_office_says_who_the_manager_is(
    open_event: Event, coordinator: User, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    row = enrol_named(
        "Sam Lee",
        "sam@work.example",
        open_event,
        EnrolmentRequest(manager_email="Boss@work.example"),
        override="",
        actor=coordinator,
        now=now,
    )
    assert (row.manager_email, row.status) == ("boss@work.example", Status.AWAITING_APPROVAL)


def test_who_only_waits_hears_so_and_the_office_hears_of_this_person(
    open_event: Event, learner: User, coordinator: User, now: datetime
) -> None:
    Event.objects.update(capacity=0)
    row = EnrolmentFactory(event=open_event, person=learner, status="waiting")
    with refused("already_enrolled", match="You are on the waiting list"):
        enrol(learner, open_event, actor=learner, now=now)
    with refused("already_enrolled", match="This person is on the waiting list"):
        enrol(learner, open_event, actor=coordinator, now=now)
    Enrolment.objects.filter(pk=row.pk).update(status="confirmed")
    with refused("already_enrolled", match="This person has a place"):
        enrol(learner, open_event, actor=coordinator, now=now, override="Asked for")
