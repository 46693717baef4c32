"""Which certificates are due, whose they are, and which one somebody asks about."""

from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from bookings.evaluation.queries.evaluation import answered, has_questions
from bookings.registers.models import Attendance, Register
from bookings.rota.models import Assignment
from bookings.rota.queries.assignment import holding_of_event
from certificates.papers.models import Certificate
from certificates.papers.rules.snapshot import Snapshot
from core.clock import london_date
from core.dates import add_months
from training.courses.models import Course
from training.courses.rules.facts import plain_hours
from training.enrolments.models import Enrolment
from training.events.models import Event, Session
from training.events.queries.event import sessions_of


def certificates_due(now: datetime) -> QuerySet[Enrolment]:
    """Who attended a course for professionals and has no certificate for it yet.

    Not while a register of the event is open or a mark of theirs is disputed (rule 35), nor before
    the questions are answered where the course waits for that, nor once one was withdrawn: what
    follows a withdrawal is a person's decision.
    """
    given = Certificate.objects.filter(
        enrolment=OuterRef("pk"),
        status__in=Certificate.LAST_WORDS,
    )
    disputed = Attendance.objects.filter(enrolment=OuterRef("pk"), is_disputed=True)
    return (
        Enrolment.objects.filter(
            ~Exists(given),
            ~Exists(disputed),
            ~Exists(registers_in_hand("event")),
            Q(event__course__evaluation_needed=False)
            | answered()
            | ~has_questions("event__course"),
            outcome=Enrolment.Outcome.ATTENDED,
            event__course__kind=Course.Kind.PROFESSIONAL,
        )
        # Without a name it would be proof of nothing.
        .exclude(person__name="")
        .select_related("event__course", "event__course_version", "event__area", "person")
        .order_by("event__ends_at", "pk")
    )


def certificates_corrected(now: datetime) -> QuerySet[Certificate]:
    """Valid certificates of people who, as the closed registers now say, did not attend."""
    return (
        Certificate.objects.filter(
            ~Exists(registers_in_hand("enrolment__event")), status=Certificate.Status.ISSUED
        )
        .exclude(enrolment__outcome=Enrolment.Outcome.ATTENDED)
        .select_related("enrolment__person")
        .order_by("pk")
    )


def registers_in_hand(event: str) -> QuerySet[Register]:
    """Registers that take marks, of planned sessions of the outer row's event."""
    return Register.objects.filter(
        session__event=OuterRef(event),
        session__state=Session.State.PLANNED,
        state__in=Register.TAKES_MARKS,
    )


def certificates_of(person: User) -> QuerySet[Certificate]:
    """A person's certificates, latest first; of a replaced one, the one that replaced it too."""
    return (
        Certificate.objects.filter(enrolment__person=person)
        .select_related("replaced_by")
        .order_by("-issued_at", "-pk")
    )


def certificate_with_code(code: str) -> Certificate | None:
    """The certificate that a code stands on, in whatever state."""
    rows = Certificate.objects.select_related("replaced_by")
    return rows.filter(code=code).first()


def certificate_with_number(number: str) -> Certificate | None:
    """The certificate that a number stands on, in whatever state."""
    return Certificate.objects.filter(number=number).first()


def held_sessions(event: Event) -> list[Session]:
    """The sessions of an event in order, without those whose register says they were off."""
    off = Register.objects.filter(session__event=event, state=Register.State.NOT_DELIVERED)
    not_held = set(off.values_list("session", flat=True))
    return [session for session in sessions_of(event) if session.pk not in not_held]


def refresh_date(event: Event, sessions: Sequence[Session]) -> date | None:
    """By when it should be taken again: so many months after its last session."""
    months = event.course_version.refresh_months
    if not months:
        return None
    last = max((session.ends_at for session in sessions), default=event.ends_at)
    return add_months(london_date(last), months)


def snapshot_of(enrolment: Enrolment, *, number: str, code: str, issued_date: date) -> Snapshot:
    """What a certificate for an enrolment says, from the rows as they are now."""
    event = enrolment.event
    version, sessions = event.course_version, held_sessions(event)
    return Snapshot(
        number=number,
        name=enrolment.person.name,
        course_title=event.course.title,
        course_version=version.number,
        dates=tuple(session.when_words for session in sessions),
        place=place_of(event),
        cpd_hours=plain_hours(version.cpd_hours),
        outcomes=tuple(version.outcomes),
        facilitators=facilitators_of(event),
        issuer=settings.PARTNERSHIP_NAME,
        issued_date=issued_date,
        refresh_date=refresh_date(event, sessions),
        verify_url=f"{settings.BASE_URL}/verify/{code}/",
    )


def place_of(event: Event) -> str:
    """Where it was: online, its venue, or at least the borough."""
    return event.where_words or event.area.name


def facilitators_of(event: Event) -> tuple[str, ...]:
    """Who delivered it, each once, those who led first."""
    parts: list[Assignment] = holding_of_event(event)
    lead_first = sorted(parts, key=lambda part: part.role != Assignment.Role.LEAD)
    return tuple(dict.fromkeys(part.facilitator.user.name for part in lead_first))
