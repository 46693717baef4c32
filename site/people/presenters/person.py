"""People as the office's screens show them. A tool: rows in, words out."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import Membership, StaffRole, User
from certificates.papers.models import Certificate
from core.web.navigation import Link
from training.enrolments.models import Enrolment

Role = StaffRole.Role
BY_COMMAND = "Set up on the command line."
ROLE_HINTS = {
    Role.FACILITATOR: "Delivers sessions and fills in their registers.",
    Role.COORDINATOR: "Runs dates and bookings, looks after people and their certificates.",
    Role.LEAD: "May do what a coordinator may, and approves pages of the website.",
    Role.SAFEGUARDING_LEAD: "Is named in the team as the one to ask about safeguarding.",
    Role.REPORT_VIEWER: "Reads the reports, and changes nothing.",
    Role.EDITOR: "Writes the pages of the website; the lead or an administrator publishes them.",
    Role.ADMINISTRATOR: "Gives and takes away roles, and may do everything in the CMS.",
}


# Of a role that is limited to boroughs: it approves no pages, and answers for nothing elsewhere.
LOCAL_HINTS = {
    Role.COORDINATOR: "Runs dates and bookings there, and looks after people who work there.",
    Role.LEAD: "May do there what a coordinator may.",
    Role.REPORT_VIEWER: "Reads the reports of there, and changes nothing.",
}


@dataclass(frozen=True)
class FoundLine:
    ref: str
    name: str
    email: str
    organisations: list[str]
    roles: list[str]
    is_closed: bool


@dataclass(frozen=True)
class RoleLine:
    role: str
    title: str
    about: str
    is_local: bool = False  # whether it can be limited to boroughs


@dataclass(frozen=True)
class PaperLine:
    """A certificate, and what the office may do about it."""

    certificate: Certificate
    name: str  # as printed, when the person's name is another now
    may_replace: bool
    may_withdraw: bool


@dataclass(frozen=True)
class EnrolmentRow:
    """A place on a date in words, for components/task_list.html."""

    title: str
    url: str
    about: str
    state: str
    tone: str


def found_lines(people: Iterable[User]) -> list[FoundLine]:
    """What the results say of each person. Memberships and roles were fetched with them."""
    return [
        FoundLine(
            ref=person.ref,
            name=person.name,
            email=person.email,
            organisations=[membership_words(row) for row in person.memberships.all()],
            roles=[line.title for line in role_lines(person, person.staff_roles.all())],
            is_closed=not person.is_active,
        )
        for person in people
    ]


def membership_words(membership: Membership) -> str:
    """Canalside Academy (books visits)."""
    role = membership.get_role_display()
    return f"{membership.organisation.name} ({role[:1].lower()}{role[1:]})"


def role_lines(person: User, roles: Iterable[StaffRole]) -> list[RoleLine]:
    """The roles of a person; an administrator made on the command line has no row for it."""
    held = [
        RoleLine(row.role, role_words(row), hint_of(row), row.role in StaffRole.LOCAL)
        for row in roles
    ]
    if person.is_superuser and not any(line.role == Role.ADMINISTRATOR for line in held):
        held.append(RoleLine(Role.ADMINISTRATOR, Role.ADMINISTRATOR.label, BY_COMMAND))
    return held


def hint_of(role: StaffRole) -> str:
    """What somebody does in a role, where it holds."""
    hints = LOCAL_HINTS if role.areas.all() else ROLE_HINTS
    return hints[Role(role.role)]


def role_words(role: StaffRole) -> str:
    """Lead, or Lead (Dudley, Walsall)."""
    names = ", ".join(area.name for area in role.areas.all())
    return f"{role.get_role_display()} ({names})" if names else role.get_role_display()


def paper_lines(
    person: User, certificates: Iterable[Certificate], *, office: bool
) -> list[PaperLine]:
    """A person's certificates; one that shows an older name can be replaced."""
    lines = []
    for certificate in certificates:
        printed = certificate.facts.name
        stands = office and certificate.is_valid
        other = printed if printed != person.name else ""
        lines.append(PaperLine(certificate, other, stands and bool(other), stands))
    return lines


def place_line(enrolment: Enrolment, event: Link, *, is_named: bool) -> EnrolmentRow:
    """One place; `event` leads to the date, or nowhere for those who may not open it.

    `is_named`: whether to say for which organisation they came.
    """
    outcome = enrolment.outcome
    tones = {Enrolment.Outcome.ATTENDED: "teal", Enrolment.Outcome.ABSENT: "rose"}
    waits = "teal" if enrolment.status == Enrolment.Status.CONFIRMED else "warm"
    parts = [enrolment.event.when_words, place_of(enrolment) if is_named else ""]
    return EnrolmentRow(
        title=event.label,
        url=event.url,
        about=" · ".join(filter(None, parts)),
        state=enrolment.get_outcome_display() if outcome else enrolment.get_status_display(),
        tone=tones.get(Enrolment.Outcome(outcome), "warm") if outcome else waits,
    )


def place_of(enrolment: Enrolment) -> str:
    """For whom the person came."""
    return f"for {enrolment.organisation.name}" if enrolment.organisation else ""
