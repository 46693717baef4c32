"""The people one can be in the demonstration, and what is worth trying as each of them."""

from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import Membership, StaffRole, User
from core.web.navigation import Link

Role = StaffRole.Role
LEARNER, LOCAL_LEAD = "learner", "local_lead"


@dataclass(frozen=True)
class Guide:
    """One role: what it is called, what it is for, where to look first."""

    role: str
    title: str
    words: str
    links: tuple[Link, ...]


GUIDES = (
    Guide(
        LEARNER,
        "A professional",
        "Takes places on training dates, and keeps certificates.",
        (
            Link("Find a date and take a place", "/dates/"),
            Link("Say yes to a place that is held, see what comes next, and certificates", "/my/"),
            Link("Check a certificate, as an employer would", "/verify/"),
        ),
    ),
    Guide(
        Membership.Role.BOOKER,
        "Someone who books for a school",
        "Asks for workshops, and follows them until a facilitator stands at the gate.",
        (
            Link("Choose a workshop and ask for it", "/workshops/"),
            Link("Follow the school's bookings", "/bookings/"),
            Link("Book places for colleagues on a date, and see who said yes", "/dates/"),
        ),
    ),
    Guide(
        Membership.Role.MANAGER,
        "Someone who runs a school's account",
        "May do what a booker may, for the whole school.",
        (
            Link("See the school's bookings", "/bookings/"),
            Link("Ask for a workshop", "/workshops/"),
            Link("See what the people you manage have learned", "/my/team/"),
            Link("Answer who asks to join the school", "/my/requests/"),
        ),
    ),
    Guide(
        Membership.Role.MEMBER,
        "A member of staff at a school",
        "Takes places on training, and sees where the school is named.",
        (
            Link("Find a date and take a place", "/dates/"),
            Link("Say yes or no to a place that a colleague booked", "/my/"),
            Link("See the account, with the school", "/accounts/"),
        ),
    ),
    Guide(
        Role.FACILITATOR,
        "A facilitator",
        "Delivers workshops and training, and records who came.",
        (Link("See today, and record who came", "/today/"),),
    ),
    Guide(
        Role.COORDINATOR,
        "A coordinator in the office",
        "Gives bookings a day and a facilitator, and puts on training dates.",
        (
            Link("See what waits", "/team/"),
            Link("Give a booking its day", "/team/bookings/"),
            Link("Put on a training date", "/team/events/"),
            Link("Look somebody up", "/team/people/"),
        ),
    ),
    Guide(
        Role.LEAD,
        "The lead of the office",
        "May do what a coordinator may, and answers for the figures.",
        (
            Link("See what waits", "/team/"),
            Link("Read this month's return", "/reports/"),
        ),
    ),
    Guide(
        LOCAL_LEAD,
        "The lead of one borough",
        "May do what the lead may, in that borough alone.",
        (
            Link("See what waits there", "/team/"),
            Link("Look somebody up who works there", "/team/people/"),
            Link("Read this month's return of it", "/reports/"),
        ),
    ),
    Guide(
        Role.REPORT_VIEWER,
        "Someone who reads the figures",
        "Sees whom the partnership reached, and nobody's name.",
        (Link("Read the month's return, and download it", "/reports/"),),
    ),
    Guide(
        Role.EDITOR,
        "An editor",
        "Writes the pages of the site, and submits them to the lead.",
        (
            Link("Change a page, and submit it for approval", "/cms/pages/"),
            Link("Add a picture", "/cms/images/"),
        ),
    ),
    Guide(
        Role.ADMINISTRATOR,
        "An administrator",
        "Looks after the site itself, and reads what was done by whom.",
        (
            Link("Give somebody a role", "/team/people/"),
            Link("Open the CMS", "/cms/"),
            Link("Read what was done by whom", "/cms/reports/site-history/"),
        ),
    ),
    Guide(
        Role.SAFEGUARDING_LEAD,
        "The safeguarding lead",
        "Answers for safeguarding in the partnership's team.",
        (
            Link("See what is taught, and how pupils are prepared", "/courses/"),
            Link("See the account, with its second step", "/accounts/"),
        ),
    ),
)


def accounts() -> QuerySet[User]:
    """The invented people who can sign in: a password that works, an address that is confirmed."""
    found = User.objects.filter(is_fictional=True, is_active=True, emailaddress__verified=True)
    able = found.exclude(password__startswith="!").exclude(password="")  # noqa: S106
    return (
        able.distinct()
        .prefetch_related("staff_roles__areas", "memberships__organisation")
        .order_by("pk")
    )


def role_of(user: User) -> str:
    """What an account shows: its role in the team, else at its school, else a professional's."""
    staff = [LOCAL_LEAD if held.areas.all() else held.role for held in user.staff_roles.all()]
    school = [held.role for held in user.memberships.all() if held.state == "active"]
    return [*staff, *school, LEARNER][0]


def places_of(user: User) -> str:
    """Where an account's person works, when that matters."""
    held = [row for row in user.memberships.all() if row.state == Membership.State.ACTIVE]
    areas = [area.name for role in user.staff_roles.all() for area in role.areas.all()]
    return ", ".join([*(row.organisation.name for row in held), *areas])
