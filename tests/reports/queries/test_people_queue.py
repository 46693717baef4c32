"""What waits for the office about people."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership, Organisation, User
from reports.queries.people_queue import people_queue
from tests.cast import NOW
from tests.factories.registers import people
from tests.factories.training import EnrolmentFactory
from training.courses.models import Course
from training.enrolments.models import Enrolment, Interest
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


def awaited(event: Event, person: User, **more: object) -> Enrolment:
    values = {"needs_office": True, "held_until": NOW + timedelta(days=1), **more}
    return EnrolmentFactory(event=event, person=person, status=Status.AWAITING_APPROVAL, **values)


def test_nothing_waits_at_first(now: datetime) -> None:
    assert people_queue(now).is_empty


def test_places_wait_for_the_offices_yes_soonest_first(open_event: Event, now: datetime) -> None:
    late, soon, other = people(3)
    second = awaited(open_event, late, held_until=now + timedelta(days=2))
    first = awaited(open_event, soon)
    awaited(open_event, other, needs_office=False)  # their manager's

    queue = people_queue(now)

    assert (queue.approvals_number, queue.approvals) == (2, [first, second])
    assert not queue.is_empty


def test_offers_that_run_out_within_hours_are_shown(open_event: Event, now: datetime) -> None:
    soon, late, gone = people(3)
    ends = {soon: 11, late: 13, gone: -1}
    rows = {
        person: EnrolmentFactory(
            event=open_event,
            person=person,
            status=Status.OFFERED,
            held_until=now + timedelta(hours=hours),
        )
        for person, hours in ends.items()
    }

    queue = people_queue(now)

    assert (queue.ending_number, queue.ending) == (1, [rows[soon]])


def test_dates_with_too_few_people_wait_for_a_decision(
    open_event: Event, course: Course, now: datetime
) -> None:
    Event.objects.update(starts_at=now + timedelta(days=2), ends_at=now + timedelta(days=3))
    assert people_queue(now).short == []

    Course.objects.update(group_min=5)

    assert people_queue(now).short == [open_event]


def test_the_page_leads_to_where_each_is_done(
    client: Client,
    coordinator: User,
    open_event: Event,
    course: Course,
    learner: User,
    stranger: User,
    school: Organisation,
) -> None:
    row = awaited(open_event, learner)
    Interest.objects.create(course=course, person=stranger, created_at=NOW)
    Membership.objects.create(
        user=stranger, organisation=school, state=Membership.State.REQUESTED, since=NOW
    )
    client.force_login(coordinator)

    page = " ".join(client.get("/team/").content.decode().split())

    assert "1 place waiting for your yes" in page
    assert f"/team/events/{open_event.ref}/people/{row.ref}/approve/" in page
    assert "1 person would like to come" in page
    assert f"/team/events/new/?course={course.slug}" in page
    assert "1 person asks to join an organisation" in page
    assert "/my/requests/" in page


def test_a_long_part_leads_to_all_of_it(
    client: Client, coordinator: User, open_event: Event
) -> None:
    rows = [awaited(open_event, person) for person in people(7)]
    client.force_login(coordinator)

    first = client.get("/team/").content.decode()
    whole = client.get("/team/?all=approvals").content.decode()

    assert 'href="/team/?all=approvals#approvals"' in first
    assert sum(f"/people/{row.ref}/approve/" in first for row in rows) == 5
    assert sum(f"/people/{row.ref}/approve/" in whole for row in rows) == 7
    assert "See all" not in whole


def test_the_queue_costs_the_same_however_long_it_is(open_event: Event, now: datetime) -> None:
    counts = []
    for group in (people(7)[:1], people_of(6)):
        for person in group:
            awaited(open_event, person)
            Interest.objects.create(course=open_event.course, person=person, created_at=NOW)
        with CaptureQueriesContext(connection) as captured:
            people_queue(now)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def people_of(number: int) -> list[User]:
    """People of another name than those before."""
    return User.objects.bulk_create(
        User(email=f"other{one}@people.example", name=f"Other {one}") for one in range(number)
    )
