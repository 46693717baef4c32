"""The cast: one person for each role, in two organisations, and something to book and enrol on."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Group

from accounts.actions.staff_role import CMS_GROUPS
from accounts.models import Area, Membership, Organisation, StaffRole, User
from bookings.rota.models import Facilitator
from tests.factories.assurance import with_checks
from tests.factories.training import make_course
from training.courses.models import Course
from training.events.models import Event, Session

NOW = datetime(2026, 11, 11, 10, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """Wednesday 11 November 2026, 10:00 in London."""
    return NOW


def make_person(email: str, name: str, *roles: str, areas: Sequence[Area] = ()) -> User:
    """A person with the staff roles named, each limited to the boroughs given."""
    user = User.objects.create_user(email=email, password="correct horse battery", name=name)
    for role in roles:
        StaffRole.objects.create(user=user, role=role, granted_at=NOW).areas.set(areas)
        if role in CMS_GROUPS and not areas:
            user.groups.add(Group.objects.get_or_create(name=CMS_GROUPS[StaffRole.Role(role)])[0])
    return user


def join(user: User, organisation: Organisation, role: str) -> User:
    """Make the person an active member of an organisation."""
    Membership.objects.create(
        user=user,
        organisation=organisation,
        role=role,
        state=Membership.State.ACTIVE,
        since=NOW,
    )
    return user


@pytest.fixture
def birmingham(db: None) -> Area:
    return Area.objects.create(code="330", ons_code="E08000025", name="Birmingham", position=1)


@pytest.fixture
def walsall(db: None) -> Area:
    return Area.objects.create(code="335", ons_code="E08000030", name="Walsall", position=6)


@pytest.fixture
def regional(db: None) -> Area:
    return Area.objects.create(code=Area.REGIONAL, name="Whole region or online", position=8)


@pytest.fixture
def school(birmingham: Area) -> Organisation:
    return Organisation.objects.create(
        urn="999001",
        name="Canalside Academy (example)",
        area=birmingham,
        phase="Secondary",
        low_age=11,
        high_age=18,
        roll=1180,
        office_email="office@canalside.example",
        is_fictional=True,
    )


@pytest.fixture
def other_school(walsall: Area) -> Organisation:
    return Organisation.objects.create(
        urn="999011",
        name="Saddlers Cross Academy (example)",
        area=walsall,
        phase="Secondary",
        low_age=11,
        high_age=18,
        roll=1090,
        office_email="office@saddlers.example",
        is_fictional=True,
    )


@pytest.fixture
def learner(db: None) -> User:
    """A professional without an organisation here."""
    return make_person("amina@learner.example", "Amina Rashid")


@pytest.fixture
def stranger(db: None) -> User:
    """Another professional, who has nothing to do with the first."""
    return make_person("stranger@elsewhere.example", "Sam Stranger")


@pytest.fixture
def member(school: Organisation) -> User:
    return join(make_person("member@canalside.example", "Mel Member"), school, "member")


@pytest.fixture
def booker(school: Organisation) -> User:
    return join(make_person("booker@canalside.example", "Bola Booker"), school, "booker")


@pytest.fixture
def manager(school: Organisation) -> User:
    return join(make_person("manager@canalside.example", "Mary Manager"), school, "manager")


@pytest.fixture
def other_booker(other_school: Organisation) -> User:
    return join(make_person("booker@saddlers.example", "Olu Other"), other_school, "booker")


@pytest.fixture
def coordinator(db: None) -> User:
    return make_person("coordinator@vrp.example", "Cora Coordinator", "coordinator")


@pytest.fixture
def lead(db: None) -> User:
    return make_person("lead@vrp.example", "Lena Lead", "lead")


@pytest.fixture
def local_lead(birmingham: Area) -> User:
    """A lead of Birmingham alone."""
    return make_person("brum@vrp.example", "Bram Borough", "lead", areas=[birmingham])


@pytest.fixture
def other_local_lead(walsall: Area) -> User:
    """A lead of Walsall alone."""
    return make_person("walsall@vrp.example", "Wanda Borough", "lead", areas=[walsall])


@pytest.fixture
def report_viewer(db: None) -> User:
    return make_person("reports@vrp.example", "Rita Reports", "report_viewer")


@pytest.fixture
def facilitator_user(db: None) -> User:
    return make_person("priya@vrp.example", "Priya Nandra", "facilitator")


@pytest.fixture
def other_facilitator_user(db: None) -> User:
    return make_person("jordan@vrp.example", "Jordan Ellis", "facilitator")


@pytest.fixture
def course(db: None) -> Course:
    """A course for professionals: 3 hours, one break."""
    return make_course(
        slug="preventing-vawg",
        title="Preventing violence against women and girls",
        kind=Course.Kind.PROFESSIONAL,
        workstream=Course.Workstream.EDUCATION,
        minutes=180,
        breaks_minutes=15,
        cpd_hours="2.75",
        group_max=50,
        mode=Course.Mode.ONLINE,
        outcomes=["Recognise signs of harmful behaviour and respond early."],
        refresh_months=36,
    )


@pytest.fixture
def workshop(db: None) -> Course:
    """A workshop for pupils in Years 7 to 11: one hour."""
    return make_course(
        slug="healthy-relationships",
        title="Healthy relationships workshop",
        kind=Course.Kind.PUPIL,
        workstream=Course.Workstream.EDUCATION,
        minutes=60,
        group_max=100,
        group_hard_max=200,
        hard_max_reason="the size of a hall",
        year_groups=["Y7", "Y8", "Y9", "Y10", "Y11"],
    )


@pytest.fixture
def facilitator(
    facilitator_user: User, birmingham: Area, course: Course, workshop: Course
) -> Facilitator:
    row = with_checks(Facilitator.objects.create(user=facilitator_user))
    row.areas.add(birmingham)
    row.courses.add(course, workshop)
    return row


@pytest.fixture
def other_facilitator(
    other_facilitator_user: User, birmingham: Area, course: Course, workshop: Course
) -> Facilitator:
    row = with_checks(Facilitator.objects.create(user=other_facilitator_user))
    row.areas.add(birmingham)
    row.courses.add(course, workshop)
    return row


def make_event(
    course: Course,
    area: Area,
    *,
    starts_at: datetime = datetime(2026, 12, 3, 9, 30, tzinfo=UTC),
    capacity: int = 50,
    minutes: int = 180,
) -> Event:
    """A scheduled open event of one session."""
    ends_at = starts_at + timedelta(minutes=minutes)
    event = Event.objects.create(
        course=course,
        course_version=course.current_version,
        status=Event.Status.SCHEDULED,
        capacity=capacity,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=course.mode,
        area=area,
    )
    Session.objects.create(event=event, number=1, starts_at=starts_at, ends_at=ends_at)
    return event


@pytest.fixture
def open_event(course: Course, regional: Area) -> Event:
    """Thursday 3 December 2026, 9:30am to 12:30pm, online, 50 places."""
    return make_event(course, regional)
