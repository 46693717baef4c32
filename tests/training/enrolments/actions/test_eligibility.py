"""Whom a course is for, and how many of one organisation may come."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from tests.factories.accounts import UserFactory
from tests.factories.framework import PUBLISHED, make_framework, rename_roles
from tests.factories.training import CourseFactory, EnrolmentFactory, EventFactory
from tests.refusals import refused
from training.courses.models import Course
from training.courses.queries.openness import openness_of
from training.enrolments.actions.eligibility import refuse_over_cap, refuse_unfit
from training.enrolments.actions.enrolment import enrol
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.queries.waiting_list import first_roles, has_priority
from training.events.models import Event
from training.framework.models import PersonRole, RoleGroup

pytestmark = pytest.mark.django_db


@pytest.fixture
def roles(db: None) -> list[RoleGroup]:
    """The role groups of the framework that is published: A, Occasional, and B, Regular."""
    return list(make_framework().groups.values())


def assert_fit(person: User, course: Course, now: datetime, **of: object) -> None:
    refuse_unfit(person, course, EnrolmentRequest(**of), now=now)  # type: ignore[arg-type]


def assert_refused(
    code: str, words: str, person: User, course: Course, now: datetime, **of: object
) -> None:
    with refused(code, match=words):
        assert_fit(person, course, now, **of)


def test_a_course_without_rules_is_for_everyone(
    course: Course, learner: User, now: datetime
) -> None:
    assert_fit(learner, course, now)


@pytest.mark.guard("area")
def test_a_course_for_an_area_is_for_those_who_work_there(
    course: Course,
    learner: User,
    school: Organisation,
    birmingham: Area,
    walsall: Area,
    now: datetime,
) -> None:
    course.open_to_areas.add(birmingham)
    assert_fit(learner, course, now, area=birmingham)
    assert_fit(learner, course, now, organisation=school)
    assert_refused("area_not_open", "work in Birmingham", learner, course, now, area=walsall)
    assert_refused(
        "area_not_open",
        "work in Birmingham",
        learner,
        course,
        now,
        organisation=school,
        area=walsall,
    )
    assert_refused("area_not_open", "work in Birmingham", learner, course, now)


@pytest.mark.guard("kind of organisation")
def test_a_course_for_a_kind_of_organisation_is_for_its_people(
    course: Course, learner: User, school: Organisation, now: datetime
) -> None:
    course.open_to_kinds = ["school", "health"]
    assert_fit(learner, course, now, organisation=school)
    words = "one of these: School; Health service"
    assert_refused("kind_not_open", words, learner, course, now)
    school.kind = Organisation.Kind.POLICE
    assert_refused("kind_not_open", words, learner, course, now, organisation=school)


@pytest.mark.guard("role")
def test_a_course_for_roles_is_for_those_who_say_they_have_one(
    course: Course, learner: User, roles: list[RoleGroup], now: datetime
) -> None:
    course.open_to_roles.add(roles[1])
    assert_refused("role_not_open", "these roles: Regular", learner, course, now)
    PersonRole.objects.create(person=learner, role_group=roles[0], since=now)
    assert_refused("role_not_open", "these roles: Regular", learner, course, now)
    PersonRole.objects.create(person=learner, role_group=roles[1], since=now)
    assert_fit(learner, course, now)


@pytest.mark.guard("prerequisites")
@pytest.mark.parametrize(("outcome", "fits"), [("attended", True), ("part", False), ("", False)])
def test_what_comes_before_a_course_must_have_been_attended(
    course: Course, learner: User, regional: Area, now: datetime, outcome: str, fits: bool
) -> None:
    first = CourseFactory(title="First steps")
    course.prerequisites.add(first)
    before = EventFactory(course=first, area=regional)
    EnrolmentFactory(event=before, person=learner, outcome=outcome)
    EnrolmentFactory(event=before, person=UserFactory(), outcome="attended")
    if fits:
        assert_fit(learner, course, now)
    else:
        assert_refused("prerequisite", "builds on “First steps”", learner, course, now)


def test_every_missing_course_is_named(course: Course, learner: User, now: datetime) -> None:
    course.prerequisites.add(CourseFactory(title="Two"), CourseFactory(title="One"))
    assert_refused("prerequisite", "“One” and “Two”", learner, course, now)


def test_enrol_keeps_the_roles_a_person_names_even_those_that_open_the_course(
    open_event: Event, learner: User, roles: list[RoleGroup], now: datetime
) -> None:
    open_event.course.open_to_roles.add(roles[1])
    with refused("role_not_open"):
        enrol(learner, open_event, EnrolmentRequest(roles=roles[:1]), actor=learner, now=now)
    assert not PersonRole.objects.exists()
    enrol(learner, open_event, EnrolmentRequest(roles=roles[1:]), actor=learner, now=now)
    assert [row.role_group for row in PersonRole.objects.all()] == roles[1:]


@pytest.mark.guard("roles are rows", where="training/courses/models/course_role.py")
def test_a_role_keeps_opening_a_course_whatever_a_new_framework_calls_it(
    open_event: Event, learner: User, now: datetime
) -> None:
    parts = make_framework()
    course, occasional = open_event.course, parts.groups["A"]
    course.open_to_roles.add(occasional)
    course.priority_roles.add(occasional)
    PersonRole.objects.create(person=learner, role_group=occasional, since=now)

    rename_roles(parts)

    assert (openness_of(course).roles, first_roles(course)) == (["Now and then"], ["Now and then"])
    assert has_priority(learner, course)
    assert_refused("role_not_open", "these roles: Now and then", UserFactory(), course, now)
    enrol(learner, open_event, EnrolmentRequest(), actor=learner, now=now)


def test_a_role_that_the_new_framework_has_no_more_still_opens_the_course(
    course: Course, learner: User, stranger: User, now: datetime
) -> None:
    occasional = make_framework().groups["A"]
    course.open_to_roles.add(occasional)
    PersonRole.objects.create(person=learner, role_group=occasional, since=now)

    make_framework(number="2.0", published_at=PUBLISHED + timedelta(days=1))

    assert_fit(learner, course, now)
    assert_refused("role_not_open", "these roles: Occasional", stranger, course, now)


def test_naming_roles_leaves_those_that_could_not_be_named(
    open_event: Event, learner: User, now: datetime
) -> None:
    gone = make_framework().groups["A"]
    newer = make_framework(number="2.0", published_at=PUBLISHED + timedelta(days=1)).groups
    for role in (gone, newer["A"]):
        PersonRole.objects.create(person=learner, role_group=role, since=now)

    enrol(learner, open_event, EnrolmentRequest(roles=[newer["B"]]), actor=learner, now=now)

    assert {row.role_group for row in PersonRole.objects.all()} == {gone, newer["B"]}


def test_the_office_passes_the_rules_over_with_a_reason_that_is_kept(
    open_event: Event, learner: User, coordinator: User, now: datetime
) -> None:
    open_event.course.prerequisites.add(CourseFactory())
    with refused("prerequisite"):
        enrol(learner, open_event, actor=coordinator, now=now)
    enrol(learner, open_event, actor=coordinator, now=now, override="Trained elsewhere")
    entry = ModelLogEntry.objects.get(action="upstander.enrol")
    assert entry.data == {"reason": "Trained elsewhere", "override": True}


# The cap


def fill(event: Event, school: Organisation, *statuses: str) -> None:
    for status in statuses:
        EnrolmentFactory(event=event, person=UserFactory(), organisation=school, status=status)


def ask(event: Event, organisation: Organisation | None, now: datetime, wanted: int = 1) -> None:
    refuse_over_cap(event, organisation, now=now, wanted=wanted)


@pytest.mark.guard("an organisation's cap, those who wait among them")
def test_an_organisation_has_its_cap_and_no_more(
    open_event: Event, school: Organisation, other_school: Organisation, now: datetime
) -> None:
    open_event.course.organisation_cap = 3
    fill(open_event, school, "confirmed", "waiting", "cancelled", "expired")
    ask(open_event, school, now)
    with refused("organisation_cap", match="can have 3 places"):
        ask(open_event, school, now, wanted=2)
    ask(open_event, other_school, now, wanted=3)
    ask(open_event, None, now, wanted=9)


@pytest.mark.guard("the cap ends some working days before")
@pytest.mark.parametrize(
    ("moment", "holds"),
    [
        (datetime(2026, 11, 19, 23, 59, tzinfo=UTC), True),  # ten working days before 3 December
        (datetime(2026, 11, 20, 0, 0, tzinfo=UTC), False),
    ],
)
def test_the_cap_ends_so_many_working_days_before(
    open_event: Event, learner: User, school: Organisation, moment: datetime, holds: bool
) -> None:
    Course.objects.update(organisation_cap=1)
    fill(open_event, school, Enrolment.Status.CONFIRMED)
    if not holds:
        assert enrol(
            learner, open_event, EnrolmentRequest(organisation=school), actor=learner, now=moment
        )
        return
    words = "after Thursday 19 November 2026 is open to everyone"
    with refused("organisation_cap", match=words):
        enrol(learner, open_event, EnrolmentRequest(organisation=school), actor=learner, now=moment)
    open_event.refresh_from_db()
    assert open_event.places_taken == 0
