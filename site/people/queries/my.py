"""Everything that is a person's own, for the page they land on, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Membership, User
from accounts.queries.line_manager import named_by
from bookings.evaluation.queries.evaluation import answered, asked_after
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import certificates_of
from core.queries.prepared_read import PreparedRead
from training.enrolments.models import Enrolment, Interest
from training.enrolments.queries.waiting_list import Position, positions_among
from training.events.models import Session

Status, Outcome = Enrolment.Status, Enrolment.Outcome
MOST_PAST = 25


@dataclass(frozen=True)
class WaitingListEntry:
    """An enrolment that waits, and where on the list the person stands."""

    enrolment: Enrolment
    position: Position | None


@dataclass(frozen=True)
class PastEnrolment:
    """A course that is over, or an enrolment that ended: what came of it, what is still asked."""

    enrolment: Enrolment
    certificate: Certificate | None
    questions: int  # how many are still to be answered

    @property
    def certificate_waits(self) -> bool:
        """Whether the certificate comes once the questions are answered."""
        needed = self.enrolment.event.course.evaluation_needed
        attended = self.enrolment.outcome == Outcome.ATTENDED
        return bool(self.questions and needed and attended and self.certificate is None)


@dataclass(frozen=True)
class LearningRecord:
    """What is a person's own: offers first, then what is next, and so on down the page."""

    offers: list[Enrolment]
    next: Enrolment | None
    later: list[Enrolment]
    waiting: list[WaitingListEntry]
    past: list[PastEnrolment]
    certificates: list[Certificate]
    interests: list[Interest]
    is_named_manager: bool
    manages_account: bool

    @property
    def evaluations_due(self) -> list[PastEnrolment]:
        """What was asked after a course and is still open, those a certificate waits for first."""
        due = [one for one in self.past if one.questions]
        return sorted(due, key=lambda one: not one.certificate_waits)

    @property
    def reconfirmations_due(self) -> list[Enrolment]:
        """Enrolments on events that moved, and that ask whether the person still comes."""
        held = [self.next, *self.later] if self.next else self.later
        return [enrolment for enrolment in held if enrolment.reconfirm_by]


def learning_record(person: User, now: datetime) -> LearningRecord:
    """What the page shows; as many queries for fifty rows as for one."""
    enrolments = ENROLMENTS.rows(person.pk)
    coming = [enrolment for enrolment in enrolments if not is_over(enrolment, now)]
    held = [
        enrolment for enrolment in coming if enrolment.holds_seat and not is_offer(enrolment, now)
    ]
    waiting = [enrolment for enrolment in coming if enrolment.status == Status.WAITING]
    over = [enrolment for enrolment in reversed(enrolments) if is_over(enrolment, now)][:MOST_PAST]
    certificates = CERTIFICATES.rows(person.pk)
    is_named, manages = _flags(person)
    return LearningRecord(
        offers=[enrolment for enrolment in coming if is_offer(enrolment, now)],
        next=held[0] if held else None,
        later=held[1:],
        waiting=waiting_entries(waiting),
        past=past_enrolments(over, certificates),
        certificates=certificates,
        interests=INTERESTS.rows(person.pk),
        is_named_manager=is_named,
        manages_account=manages,
    )


def is_over(enrolment: Enrolment, now: datetime) -> bool:
    """Whether its date has passed, or it ended before."""
    return enrolment.event.ends_at < now or not enrolment.is_active


def is_offer(enrolment: Enrolment, now: datetime) -> bool:
    """Whether a place is held for the person until they say yes or no."""
    until = enrolment.held_until
    return enrolment.status == Status.OFFERED and until is not None and now < until


def waiting_entries(enrolments: Sequence[Enrolment]) -> list[WaitingListEntry]:
    """Those that wait, each with the person's position on its list."""
    positions = positions_among(enrolments)
    return [WaitingListEntry(row, positions.get(row.pk)) for row in enrolments]


def past_enrolments(
    enrolments: Sequence[Enrolment], certificates: Iterable[Certificate]
) -> list[PastEnrolment]:
    """What is over. Of several certificates of one the valid or else the last is shown."""
    papers: dict[int | None, Certificate] = {}
    for paper in reversed(list(certificates)):
        if paper.is_valid or paper.enrolment_id not in papers:
            papers[paper.enrolment_id] = paper
    numbers = _numbers_of_questions()
    return [
        PastEnrolment(
            enrolment,
            papers.get(enrolment.pk),
            numbers[None] + numbers[enrolment.event.course_id] if still_asked(enrolment) else 0,
        )
        for enrolment in enrolments
    ]


def still_asked(enrolment: Enrolment) -> bool:
    """Whether the person came and has not answered."""
    return enrolment.outcome in Enrolment.CAME and not getattr(enrolment, "is_answered", False)


def _enrolments(person: int) -> QuerySet[Enrolment]:
    """Everything the person holds, waits for or had, with its sessions, in order of dates.

    Of what ended on one date only the last counts, and nothing once they are on it again.
    """
    same = Enrolment.objects.filter(person=person, event=OuterRef("event"), pk__gt=OuterRef("pk"))
    rows = Enrolment.objects.filter(person=person).filter(
        Q(status__in=Enrolment.ACTIVE) | ~Exists(same)
    )
    sessions = Prefetch(
        "event__sessions",
        Session.objects.filter(state=Session.State.PLANNED).order_by("number"),
    )
    return (
        rows.annotate(is_answered=answered())
        .select_related("event__course", "event__area", "event__venue", "organisation")
        .prefetch_related(sessions)
        .order_by("event__starts_at", "pk")
    )


ENROLMENTS = PreparedRead(_enrolments)


def _numbers_of_questions() -> dict[int | None, int]:
    """How many questions are asked after each course; None stands for every course."""
    numbers: dict[int | None, int] = defaultdict(int)
    for course in asked_after().values_list("course", flat=True):
        numbers[course] += 1
    return numbers


def _interests(person: int) -> QuerySet[Interest]:
    rows = Interest.objects.filter(person=person, told_at__isnull=True, ended_at__isnull=True)
    return rows.select_related("course").order_by("course__search_key", "pk")


INTERESTS = PreparedRead(_interests)
CERTIFICATES = PreparedRead(lambda person: certificates_of(User(pk=person)))


def _flags(person: User) -> tuple[bool, bool]:
    """Whether others named them as their manager, and whether they manage an account."""
    manages = Membership.objects.filter(
        user=OuterRef("pk"), state=Membership.State.ACTIVE, role=Membership.Role.MANAGER
    )
    rows = User.objects.filter(pk=person.pk).annotate(
        is_named=Exists(named_by(person)), manages=Exists(manages)
    )
    return rows.values_list("is_named", "manages").get()
