"""People of the demonstration: those who can sign in, and the crowd that fills courses."""

import base64
import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission

from accounts.actions.staff_role import CMS_GROUPS
from accounts.models import Membership, Organisation, StaffRole, User
from bookings.rota.models import AssuranceCheck, Facilitator
from bookings.rota.rules.assurance import CHECK_KINDS, DBS, SAFEGUARDING
from config.demo.content import read
from config.demo.world import World

CROWD = 180  # professionals who fill the dates
NO_PASSWORD = make_password(None)  # nobody can sign in with it; made once, for 20,000 people
DOMAIN = "@people.example"
LOCAL_ROLES = {"local_lead": StaffRole.Role.LEAD}
SCHOOL_ROLES = set(Membership.Role.values)


def totp_secret(email: str) -> str:
    """The secret of an account's second factor: always the same, and for demonstrations only."""
    return base64.b32encode(hashlib.sha1(email.encode()).digest()).decode()  # noqa: S324


def staff_role_of(role: str) -> StaffRole.Role | None:
    """Which of the partnership's own roles an account has, which need a second factor."""
    if role in LOCAL_ROLES:
        return LOCAL_ROLES[role]
    return StaffRole.Role(role) if role in StaffRole.Role.values else None


def account_rows() -> list[dict[str, str]]:
    """Every account, as `manage.py demo` prints them; one that is limited with its area."""
    content = read("accounts")
    return [account_row(entry, content["password"]) for entry in content["account"]]


def account_row(entry: dict[str, str], password: str) -> dict[str, str]:
    row = {
        "role": entry["role"],
        "email": entry["email"],
        "password": password,
        "totp_secret": totp_secret(entry["email"]) if staff_role_of(entry["role"]) else "",
        "organisation": entry.get("organisation", ""),
    }
    if entry["role"] not in LOCAL_ROLES:
        return row
    names = {area["code"]: area["name"] for area in read("areas")["area"]}
    return row | {"area": names[entry["area"]]}


def load_accounts(world: World) -> None:
    """One person for each role, able to sign in."""
    content = read("accounts")
    password = make_password(content["password"])
    for entry in content["account"]:
        user, is_new = User.objects.get_or_create(
            email=entry["email"],
            defaults={
                "name": entry["name"],
                "job_title": entry["job_title"],
                "password": password,
                "is_fictional": True,
                "is_superuser": entry["role"] == StaffRole.Role.ADMINISTRATOR,
            },
        )
        if is_new:
            EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        world.accounts[user.email] = user
        give_role(world, user, entry)


def give_role(world: World, user: User, entry: dict[str, Any]) -> None:
    """Make someone what their account says they are."""
    role, staff_role = entry["role"], staff_role_of(entry["role"])
    area = world.areas.get(entry.get("area", ""))
    if staff_role:
        held, _ = StaffRole.objects.get_or_create(
            user=user, role=staff_role, defaults={"granted_at": world.now}
        )
        if role in LOCAL_ROLES and area:
            held.areas.set([area])
        if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
            TOTP.activate(user, totp_secret(user.email))
    if role in CMS_GROUPS:
        user.groups.add(cms_group(CMS_GROUPS[StaffRole.Role(role)]))
    if role in SCHOOL_ROLES:
        organisation = organisation_named(world, entry["organisation"])
        join(world, user, organisation, role)
    if area:
        world.works_in[user.pk] = area


def cms_group(name: str) -> Group:
    """One of Wagtail's own groups, which may open the CMS."""
    group, _ = Group.objects.get_or_create(name=name)
    door = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(*door)
    return group


def organisation_named(world: World, name: str) -> Organisation:
    return next(found for found in world.organisations.values() if found.name == name)


def join(world: World, user: User, organisation: Organisation, role: str) -> None:
    """Make someone an active member of an organisation."""
    state = {"state": Membership.State.ACTIVE, "since": world.now}
    Membership.objects.get_or_create(
        user=user, organisation=organisation, defaults={"role": role, **state}
    )
    world.works_at[user.pk] = organisation
    world.works_in[user.pk] = organisation.area
    if role == Membership.Role.BOOKER:
        world.contacts[organisation.pk] = user


def load_contacts(world: World) -> None:
    """Someone who books for every organisation that has no account of its own."""
    entries = {entry["name"]: entry for entry in read("organisations")["organisation"]}
    for number, organisation in enumerate(world.organisations.values()):
        if organisation.pk in world.contacts:
            continue
        user, _ = User.objects.get_or_create(
            email=f"visits@{entries[organisation.name]['mail']}.example",
            defaults=stranger(number * 11 + 5, job="School office"),
        )
        join(world, user, organisation, Membership.Role.BOOKER)


def load_facilitators(world: World) -> None:
    for entry in read("facilitators")["facilitator"]:
        user, _ = User.objects.get_or_create(
            email=entry["email"],
            defaults={
                "name": entry["name"],
                "job_title": "Training and intervention facilitator",
                "password": NO_PASSWORD,
                "is_fictional": True,
            },
        )
        StaffRole.objects.get_or_create(
            user=user, role=StaffRole.Role.FACILITATOR, defaults={"granted_at": world.now}
        )
        world.facilitators[entry["name"]] = facilitator_of(world, user, entry)


def facilitator_of(world: World, user: User, entry: dict[str, Any]) -> Facilitator:
    """A facilitator with areas, courses and checks, one of which may be missing or due soon."""
    facilitator, is_new = Facilitator.objects.get_or_create(user=user)
    if is_new:
        facilitator.areas.set([world.areas[code] for code in entry["areas"]])
        facilitator.courses.set([world.courses[slug] for slug in entry["courses"]])
        missing = entry.get("missing", [])
        due = {DBS: entry.get("dbs_due", 500), SAFEGUARDING: entry.get("safeguarding_due", 300)}
        AssuranceCheck.objects.bulk_create(
            unsaved_checks(world, facilitator, seen_by(world, facilitator), due, missing)
        )
    return facilitator


def seen_by(world: World, facilitator: Facilitator) -> User:
    """A coordinator; nobody records their own checks."""
    return world.accounts.get("coordinator@vrp.example", facilitator.user)


def unsaved_checks(
    world: World,
    facilitator: Facilitator,
    seen_by: User,
    due: dict[str, int],
    missing: Sequence[str] = (),
) -> list[AssuranceCheck]:
    """Each check that holds; `due` says in how many days those that lapse do."""
    return [
        AssuranceCheck(
            facilitator=facilitator,
            kind=kind.key,
            made_date=days_on(world, -200),
            due_date=days_on(world, due[kind.key]) if kind.key in due else None,
            seen_by=seen_by,
            recorded_at=world.now - timedelta(days=190),
        )
        for kind in CHECK_KINDS
        if kind.key not in missing
    ]


def days_on(world: World, number: int) -> date:
    """The day so many days from today."""
    return world.today + timedelta(days=number)


def stranger(number: int, *, job: str = "") -> dict[str, Any]:
    """An invented professional who cannot sign in; every number has a name of its own."""
    names = read("names")
    first, last, jobs = names["first"], names["last"], names["jobs"]
    shift = number // len(first)
    return {
        "name": f"{first[number % len(first)]} {last[(number * 7 + shift * 3) % len(last)]}",
        "job_title": job or jobs[number % len(jobs)],
        "password": NO_PASSWORD,
        "is_fictional": True,
    }


def load_crowd(world: World, number: int) -> None:
    """So many professionals, three in five of whom work for an organisation of ours."""
    wanted = {address_of(index): stranger(index) for index in range(number)}
    order = {email: index for index, email in enumerate(wanted)}
    crowd_now = User.objects.filter(email__endswith=DOMAIN)
    known = set(crowd_now.values_list("email", flat=True))
    User.objects.bulk_create(
        [User(email=email, **person) for email, person in wanted.items() if email not in known],
        batch_size=500,
    )
    crowd = [person for person in crowd_now.all() if person.email in order]
    world.people = sorted(crowd, key=lambda person: order[person.email])
    settle_crowd(world, {email for email in wanted if email not in known})


def address_of(number: int) -> str:
    """The e-mail address of one of the crowd."""
    return f"person{number + 1:04d}{DOMAIN}"


def settle_crowd(world: World, new: set[str]) -> None:
    """Say where each of the crowd works; those who are new become members there."""
    organisations = list(world.organisations.values())
    boroughs = [area for area in world.areas.values() if area.is_borough]
    members = []
    for number, person in enumerate(world.people):
        organisation = organisation_by(number, organisations)
        world.works_at[person.pk] = organisation
        area = organisation.area if organisation else boroughs[number % len(boroughs)]
        world.works_in[person.pk] = area
        if organisation and person.email in new:
            members.append(member(world, person, organisation))
    Membership.objects.bulk_create(members, batch_size=500)


def organisation_by(number: int, organisations: list[Organisation]) -> Organisation | None:
    """Where one of the crowd works: three in five at one of ours."""
    return organisations[number % len(organisations)] if number % 5 in {0, 1, 2} else None


def member(world: World, person: User, organisation: Organisation) -> Membership:
    """An active membership, not yet stored."""
    return Membership(
        user=person,
        organisation=organisation,
        role=Membership.Role.MEMBER,
        state=Membership.State.ACTIVE,
        since=world.now,
    )
