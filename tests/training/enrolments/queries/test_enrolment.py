"""Who is on what, and how a visitor stands to a date."""

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.models import Area, Membership, Organisation, User
from tests.factories.training import EnrolmentFactory, EventFactory
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import (
    enrolments_of,
    organisations_of,
    past_enrolments_of,
    person_on_event,
    roster,
)
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


def test_the_roster_has_those_who_come_first_then_names(
    open_event: Event, learner: User, stranger: User, member: User, regional: Area
) -> None:
    gone = EnrolmentFactory(event=open_event, person=learner, status=Status.CANCELLED)
    last = EnrolmentFactory(event=open_event, person=stranger)
    first = EnrolmentFactory(event=open_event, person=member, status=Status.WAITING)
    EnrolmentFactory(event=EventFactory(area=regional), person=learner)
    assert list(roster(open_event)) == [first, last, gone]


def test_a_person_sees_own_places_coming_and_past(
    open_event: Event, learner: User, stranger: User, regional: Area, now: datetime
) -> None:
    later = EnrolmentFactory(event=open_event, person=learner)
    EnrolmentFactory(event=open_event, person=stranger)
    soon = EventFactory(area=regional, starts_at=now + timedelta(days=1))
    first = EnrolmentFactory(event=soon, person=learner, status=Status.WAITING)
    ended = EventFactory(area=regional, starts_at=now - timedelta(days=9))
    past = EnrolmentFactory(event=ended, person=learner)
    cancelled = EventFactory(area=regional, starts_at=now + timedelta(days=2))
    EnrolmentFactory(event=cancelled, person=learner, status=Status.CANCELLED)
    assert list(enrolments_of(learner, now)) == [first, later]
    assert list(past_enrolments_of(learner, now)) == [past]


def test_only_active_memberships_say_where_a_person_works(
    member: User, school: Organisation, other_school: Organisation, now: datetime
) -> None:
    Membership.objects.create(
        user=member, organisation=other_school, state=Membership.State.REQUESTED, since=now
    )
    assert organisations_of(member) == [school]


def test_anyone_may_ask_for_a_place_on_an_open_date(
    open_event: Event, learner: User, now: datetime
) -> None:
    for visitor in (AnonymousUser(), learner):
        assert person_on_event(visitor, open_event, now).may_enrol


def test_who_has_a_place_does_not_ask_again(
    open_event: Event, learner: User, stranger: User, now: datetime
) -> None:
    mine = EnrolmentFactory(event=open_event, person=learner)
    standing = person_on_event(learner, open_event, now)
    assert (standing.enrolment, standing.may_enrol) == (mine, False)
    assert person_on_event(stranger, open_event, now).may_enrol


def test_a_date_that_cannot_be_had_leads_to_the_next_one(
    course: Course, open_event: Event, regional: Area, now: datetime
) -> None:
    later = EventFactory(
        course=course, area=regional, starts_at=open_event.starts_at + timedelta(days=30)
    )
    visitor = AnonymousUser()
    assert person_on_event(visitor, open_event, now).next_event is None
    started = person_on_event(visitor, open_event, open_event.starts_at)
    assert (started.has_started, started.may_enrol, started.next_event) == (True, False, later)
    open_event.places_taken = open_event.capacity
    Event.objects.filter(pk=open_event.pk).update(places_taken=open_event.capacity)
    full = person_on_event(visitor, open_event, now)
    assert (full.is_full, full.may_enrol, full.next_event) == (True, False, later)
    open_event.status = Event.Status.CANCELLED
    assert not person_on_event(visitor, open_event, now).may_enrol


def test_nobody_enrols_on_a_reserved_date(open_event: Event, learner: User, now: datetime) -> None:
    open_event.entry = Event.Entry.RESERVED
    assert not person_on_event(learner, open_event, now).may_enrol
