"""One person of each kind, in a world of two sides."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group, Permission

from accounts.models import Area, LineManager, Membership, Organisation, StaffRole, User
from bookings.rota.models import Facilitator
from tests.cast import NOW, join, make_person
from tests.doors import visitors as kind
from tests.doors.words import NORTH, SOUTH, canary
from tests.factories.accounts import AreaFactory, OrganisationFactory
from tests.factories.assurance import with_checks
from training.courses.models import Course

Role = StaffRole.Role
ROLES = {
    kind.COORDINATOR: Role.COORDINATOR,
    kind.LEAD: Role.LEAD,
    kind.LOCAL_LEAD: Role.LEAD,
    kind.SAFEGUARDING: Role.SAFEGUARDING_LEAD,
    kind.REPORTS: Role.REPORT_VIEWER,
    kind.EDITOR: Role.EDITOR,
    kind.ADMINISTRATOR: Role.ADMINISTRATOR,
    kind.NO_FACTOR: Role.COORDINATOR,
    kind.FACILITATOR: Role.FACILITATOR,
    kind.OTHER_FACILITATOR: Role.FACILITATOR,
}


@dataclass(frozen=True)
class Side:
    """A school, a professional who has nothing to do with it, and who looks after them."""

    name: str
    school: Organisation
    professional: User
    line_manager: User
    member: User
    booker: User
    manager: User
    asking: User
    walked_in: User
    facilitator: Facilitator

    def word(self, field: str) -> str:
        return canary(self.name, field)


def make_side(side: str, area: Area, *courses: Course) -> Side:
    """Its people. Whatever of them is somebody's own holds a word of this side."""

    def person(field: str, *roles: str) -> User:
        word = canary(side, field)
        made = make_person(f"{word}mail@{side}.example", f"Nim {word.capitalize()}", *roles)
        made.job_title = f"Job of {word}job"
        made.save()
        EmailAddress.objects.create(user=made, email=made.email, primary=True, verified=True)
        return made

    school = OrganisationFactory.create(
        name=f"School of the {side} (example)",
        area=area,
        office_email=f"{canary(side, 'office')}@{side}.example",
        dsl_mailbox=f"{canary(side, 'safe')}@{side}.example",
        arrival_notes=f"Ring {canary(side, 'arrival')}",
    )
    facilitator = with_checks(
        Facilitator.objects.create(user=person("facilitator", Role.FACILITATOR))
    )
    facilitator.areas.add(area, *Area.objects.filter(code=Area.REGIONAL))
    facilitator.courses.add(*courses)
    made = Side(
        name=side,
        school=school,
        professional=person("pro"),
        line_manager=person("boss"),
        member=join(person("member"), school, "member"),
        booker=join(person("booker"), school, "booker"),
        manager=join(person("manager"), school, "manager"),
        asking=person("asking"),
        walked_in=person("walked"),
        facilitator=facilitator,
    )
    Membership.objects.create(
        user=made.asking, organisation=school, state=Membership.State.REQUESTED, since=NOW
    )
    for one, state in ((made.professional, "confirmed"), (made.member, "named")):
        LineManager.objects.create(
            person=one, email=made.line_manager.email, state=state, named_at=NOW, confirmed_at=NOW
        )
    return made


def make_sides(*courses: Course) -> dict[str, Side]:
    Area.objects.get_or_create(code=Area.REGIONAL, defaults={"name": "Whole region or online"})
    return {side: make_side(side, AreaFactory.create(), *courses) for side in (NORTH, SOUTH)}


def make_staff(borough: Area) -> dict[str, User]:
    """One person of each role of the office; one is of a borough. The CMS opens to groups."""
    entry = Permission.objects.get(codename="access_admin")
    staff = {
        name: make_person(
            f"{mailbox(name)}@vrp.example",
            name.capitalize(),
            role,
            areas=[borough] if name == kind.LOCAL_LEAD else [],
        )
        for name, role in ROLES.items()
        if role != Role.FACILITATOR
    }
    User.objects.filter(pk=staff[kind.ADMINISTRATOR].pk).update(is_superuser=True)
    for group in Group.objects.all():
        group.permissions.add(entry)
    return staff


def mailbox(name: str) -> str:
    return "-".join(name.replace("'", "").split())


def visitors(sides: dict[str, Side], staff: dict[str, User]) -> dict[str, User | None]:
    """Who is who. The addresses name rows of the north."""
    north, south = sides[NORTH], sides[SOUTH]
    return {
        kind.ANONYMOUS: None,
        kind.LEARNER: north.professional,
        kind.MEMBER: north.member,
        kind.BOOKER: north.booker,
        kind.MANAGER: north.manager,
        kind.OTHER_MANAGER: south.manager,
        kind.LINE_MANAGER: north.line_manager,
        kind.REQUESTED: north.asking,
        kind.FACILITATOR: north.facilitator.user,
        kind.OTHER_FACILITATOR: south.facilitator.user,
        **staff,
    }
