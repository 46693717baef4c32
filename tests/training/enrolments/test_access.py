"""Whose row is whose: a stranger asks for each by its reference, and there is nothing there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import Membership, Organisation, User
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory
from training.courses.access import interesting_course_for, schedulable_course_for
from training.courses.models import Course
from training.enrolments.access import (
    booked_enrolment_for,
    enrolment_for,
    interest_for,
    open_event_for,
    roster_import_for,
    team_enrolment_for,
)
from training.enrolments.models import Enrolment, Interest, RosterImport
from training.events.access import series_for, team_event_for
from training.events.models import Event, Series

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Things:
    """One of each, of Amina's or of the office's."""

    event: Event
    place: Enrolment
    interest: Interest
    series: Series
    batch: RosterImport
    other: Event


@pytest.fixture
def things(
    open_event: Event, learner: User, booker: User, school: Organisation, lead: User, now: datetime
) -> Things:
    place = EnrolmentFactory(
        event=open_event,
        person=learner,
        organisation=school,
        booked_by=booker,
        name_given="Amina",
    )
    course = open_event.course
    return Things(
        event=open_event,
        place=place,
        interest=Interest.objects.create(person=learner, course=course, created_at=now),
        series=Series.objects.create(course=course, rule="FREQ=MONTHLY", created_at=now),
        batch=RosterImport.objects.create(event=open_event, made_by=lead, made_at=now),
        other=make_event(course, open_event.area),
    )


Find = Callable[[Things, object], object]
OWN: dict[str, tuple[str, Find]] = {
    "a place": ("learner", lambda of, who: enrolment_for(who, of.place.ref)),
    "a booked place": ("booker", lambda of, who: booked_enrolment_for(who, of.place.ref)),
    "a wish": ("learner", lambda of, who: interest_for(who, of.interest.ref)),
    "a date": ("coordinator", lambda of, who: team_event_for(who, of.event.ref)),
    "anyone's place": (
        "coordinator",
        lambda of, who: team_enrolment_for(who, of.event.ref, of.place.ref),
    ),
    "a series": ("coordinator", lambda of, who: series_for(who, of.series.ref)),
    "a course": (
        "coordinator",
        lambda of, who: schedulable_course_for(who, of.event.course.slug),
    ),
    "an import": (
        "coordinator",
        lambda of, who: roster_import_for(who, of.event.ref, of.batch.ref),
    ),
}


@pytest.mark.guard("a place, a wish, a booked place, the office's pages")
@pytest.mark.parametrize("name", OWN)
def test_only_whose_it_is_finds_it(
    name: str,
    things: Things,
    stranger: User,
    facilitator_user: User,
    request: pytest.FixtureRequest,
) -> None:
    who, find = OWN[name]

    assert find(things, request.getfixturevalue(who))
    for other in (stranger, facilitator_user, AnonymousUser()):
        with pytest.raises(Http404):
            find(things, other)


@pytest.mark.guard("a row under another date's address")
def test_a_row_is_found_under_its_own_date_only(things: Things, coordinator: User) -> None:
    for find, row in (
        (team_enrolment_for, things.place),
        (roster_import_for, things.batch),
    ):
        with pytest.raises(Http404):
            find(coordinator, things.other.ref, row.ref)


@pytest.mark.guard("who left an organisation", where="training/enrolments/queries/colleague.py")
def test_who_left_an_organisation_finds_no_place_booked_for_it(
    things: Things, booker: User
) -> None:
    Membership.objects.update(state=Membership.State.LEFT)

    with pytest.raises(Http404):
        booked_enrolment_for(booker, things.place.ref)


@pytest.mark.guard("a date that is not open")
@pytest.mark.parametrize(
    "change", [{"entry": Event.Entry.RESERVED}, {"status": Event.Status.CANCELLED}]
)
def test_a_date_that_is_not_open_is_there_for_its_own_people(
    things: Things, learner: User, stranger: User, change: dict[str, str]
) -> None:
    assert open_event_for(AnonymousUser(), things.event.ref)
    Event.objects.update(**change)

    assert open_event_for(learner, things.event.ref)
    for other in (stranger, AnonymousUser()):
        with pytest.raises(Http404):
            open_event_for(other, things.event.ref)


@pytest.mark.parametrize(
    "change",
    [{"is_listed": False}, {"route": Course.Route.ENQUIRE}, {"kind": Course.Kind.PUPIL}],
)
def test_nobody_asks_for_dates_of_a_course_that_has_none(
    course: Course, change: dict[str, object]
) -> None:
    assert interesting_course_for(course.slug)
    Course.objects.update(**change)

    with pytest.raises(Http404):
        interesting_course_for(course.slug)
