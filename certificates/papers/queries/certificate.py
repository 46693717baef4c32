"""Which certificates are due, which are missing, and what one says."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from accounts.models import User
from bookings.evaluation.queries.evaluation import answered, has_questions
from bookings.registers.models import Attendance, Register
from bookings.rota.models import Assignment
from bookings.rota.queries.assignment import holding_of_event
from certificates.papers.models import Certificate, Paper
from certificates.papers.rules.snapshot import Snapshot
from core.clock import london_date
from core.dates import add_months
from core.errors import Obstacle
from core.models import JobItem
from training.courses.models import Course
from training.courses.rules.facts import plain_hours
from training.enrolments.models import Enrolment
from training.events.models import Event, Session
from training.events.queries.event import sessions_of

DUE_JOB = "certificates-due"


def places_attended(now: datetime) -> QuerySet[Enrolment]:
    """Places that a certificate is proof of, once nothing of their dates can change by itself.

    Of courses for professionals, on events that are over (nothing counts before), while no
    register of the event is open and no mark of the person's is disputed (rule 35).
    """
    disputed = Attendance.objects.filter(enrolment=OuterRef("pk"), is_disputed=True)
    return Enrolment.objects.filter(
        ~Exists(registers_in_hand("event")),
        ~Exists(disputed),
        status=Enrolment.Status.CONFIRMED,
        outcome=Enrolment.Outcome.ATTENDED,
        event__course__kind=Course.Kind.PROFESSIONAL,
        event__ends_at__lte=now,
    )


def papers_missing(now: datetime) -> QuerySet[Enrolment]:
    """Papers wanted but not had: places attended without a valid certificate.

    Of each, in this order: `last_revoked` is why the last one was withdrawn, `may_follow` whether
    nothing but the worker is waited for. What came to nobody's mind is neither `may_follow` nor
    `papers_due` nor a task of paper_tasks() nor waits for answers: an invariant looks for it.
    """
    papers = Certificate.objects.filter(enrolment=OuterRef("pk")).order_by("-pk")
    return (
        places_attended(now)
        .filter(~Exists(papers.filter(status=Certificate.Status.ISSUED)))
        .annotate(
            last_revoked=Coalesce(Subquery(papers.values("revoked_why")[:1]), Value("")),
            # Who was given one does not wait for answers again when it is given back.
            waits_for_answers=Q(event__course__evaluation_needed=True)
            & has_questions("event__course")
            & ~answered()
            & ~Exists(papers),
        )
        .select_related(
            *("event__course", "event__course_version", "event__area", "event__venue", "person")
        )
        .order_by("event__ends_at", "pk")
    )


def papers_called() -> QuerySet[Enrolment]:
    """Places that the worker has to look at: an index of their own has them, mostly none."""
    return Enrolment.objects.filter(papers_due=True)


def certificates_due(now: datetime) -> QuerySet[Enrolment]:
    """Who attended a course for professionals and is to be given a certificate for it by itself.

    Not before the questions are answered where the course waits for that, nor without a name, nor
    once the office withdrew one by hand: what follows then is a person's decision. One that was
    withdrawn because the records changed is followed by another when they change back.
    """
    return followed_by_itself(now).filter(papers_due=True)


def followed_by_itself(now: datetime) -> QuerySet[Enrolment]:
    """The same, whether or not the worker knows of it. Reads every place there is."""
    # Without a name it would be proof of nothing.
    return (
        papers_missing(now)
        .filter(Q(waits_for_answers=False) & ~Q(last_revoked=Paper.RevokedWhy.BY_HAND))
        .exclude(person__name="")
    )


def certificates_corrected(now: datetime) -> QuerySet[Enrolment]:
    """Places of which papers have still to follow the records, and none is to be issued.

    A paper that is valid is withdrawn then; else there is nothing to do. Not while registers are
    open, nor for somebody who attended and has no name yet: the worker waits for both.
    """
    ended = ~Q(status=Enrolment.Status.CONFIRMED)
    settled = Q(~Exists(registers_in_hand("event")), event__ends_at__lte=now)
    nameless = Q(person__name="", outcome=Enrolment.Outcome.ATTENDED)
    return (
        Enrolment.objects.filter(ended | settled & ~nameless, papers_due=True)
        .exclude(pk__in=certificates_due(now).order_by().values("pk"))
        .select_related("person")
        .order_by("event", "pk")
    )


def paper_tasks(now: datetime) -> QuerySet[Enrolment]:
    """Papers that are missing until somebody of the office does something, the oldest first.

    The person has no name, or a paper was withdrawn by hand. Found among what papers are due
    for and among what was withdrawn by hand, never by reading all places: their keys are read
    first, because PostgreSQL takes every place for as likely as these.
    """
    nameless = Enrolment.objects.filter(
        papers_due=True, person__name="", outcome=Enrolment.Outcome.ATTENDED
    )
    valid = Certificate.objects.filter(
        enrolment=OuterRef("enrolment"), status=Certificate.Status.ISSUED
    )
    by_hand = Certificate.objects.filter(~Exists(valid), revoked_why=Paper.RevokedWhy.BY_HAND)
    some = by_hand.order_by().values_list("enrolment").union(nameless.order_by().values_list("pk"))
    return papers_missing(now).filter(
        Q(person__name="") | Q(last_revoked=Paper.RevokedWhy.BY_HAND),
        pk__in=[key for (key,) in some],
    )


def printing_obstacles(rows: Iterable[Enrolment]) -> dict[int, list[str]]:
    """What keeps the papers of these places from being printed, in words; by place."""
    places = [row.pk for row in rows]
    if not places:
        return {}
    met = JobItem.objects.filter(job=DUE_JOB, row__in=map(str, places)).exclude(obstacles=[])
    found = met.values_list("row", "obstacles")
    return {int(row): [Obstacle(**one).words for one in obstacles] for row, obstacles in found}


def papers_forgotten(now: datetime) -> QuerySet[Enrolment]:
    """Missing papers that nobody would ever see to. Reads every place there is."""
    return followed_by_itself(now).filter(papers_due=False)


def papers_beyond(now: datetime) -> QuerySet[Enrolment]:
    """Places with a valid certificate that are not attended, of which the worker does not know."""
    valid = Certificate.objects.filter(enrolment=OuterRef("pk"), status=Certificate.Status.ISSUED)
    return (
        Enrolment.objects.filter(Exists(valid), papers_due=False)
        .exclude(status=Enrolment.Status.CONFIRMED, outcome=Enrolment.Outcome.ATTENDED)
        .order_by("pk")
    )


def registers_in_hand(event: str) -> QuerySet[Register]:
    """Registers that take marks, of planned sessions of the outer row's event."""
    return Register.objects.filter(
        session__event=OuterRef(event),
        session__state=Session.State.PLANNED,
        state__in=Register.TAKES_MARKS,
    )


def valid_certificate(enrolment: Enrolment) -> Certificate | None:
    """The one that holds; a place has one at most."""
    return Certificate.objects.filter(enrolment=enrolment, status=Certificate.Status.ISSUED).first()


def certificates_of(person: User) -> QuerySet[Certificate]:
    """A person's certificates, latest first; of a replaced one, the one that replaced it too."""
    return (
        Certificate.objects.filter(person=person)
        .select_related("replaced_by")
        .order_by("-issued_at", "-pk")
    )


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
    """Who delivered it, each once, those who led first; nobody of whom there is no name."""
    parts: list[Assignment] = holding_of_event(event)
    lead_first = sorted(parts, key=lambda part: part.role != Assignment.Role.LEAD)
    names = dict.fromkeys(part.facilitator.user.name for part in lead_first)
    return tuple(filter(None, names))
