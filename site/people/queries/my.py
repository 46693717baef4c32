"""Everything that is a person's own, for the page they land on, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import Membership, User
from accounts.queries.line_manager import named_by
from bookings.evaluation.queries.evaluation import CAME, answered, asked_after
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import certificates_of
from training.enrolments.models import Enrolment, Interest
from training.enrolments.queries.waiting_list import Position, positions_among
from training.events.models import Event, Session

Status, Outcome = Enrolment.Status, Enrolment.Outcome
MOST_PAST = 25
NOT_TAKEN = "No place came free"


@dataclass(frozen=True)
class WaitingLine:
    """A place that is waited for, and where on the list the person stands."""

    place: Enrolment
    position: Position | None


@dataclass(frozen=True)
class PastLine:
    """A course that is over, or a place that ended: what came of it, what is still asked."""

    place: Enrolment
    certificate: Certificate | None
    questions: int  # how many are still to be answered

    @property
    def certificate_waits(self) -> bool:
        """Whether the certificate comes once the questions are answered."""
        needed = self.place.event.course.evaluation_needed
        attended = self.place.outcome == Outcome.ATTENDED
        return bool(self.questions and needed and attended and self.certificate is None)

    @property
    def questions_words(self) -> str:
        """4 questions."""
        return f"{self.questions} question{'' if self.questions == 1 else 's'}"

    @property
    def state(self) -> str:
        if not self.place.is_active:
            return _ended_words(self.place)
        if self.place.status != Status.CONFIRMED:  # its end is written down within minutes
            return NOT_TAKEN
        return self.place.get_outcome_display() if self.place.outcome else "Register still open"

    @property
    def tone(self) -> str:
        tones = {Outcome.ATTENDED: "teal", Outcome.PART: "warm"}
        return tones.get(Outcome(self.place.outcome), "stone")


@dataclass(frozen=True)
class Mine:
    """What is a person's own: offers first, then what is next, and so on down the page."""

    offers: list[Enrolment]
    next: Enrolment | None
    later: list[Enrolment]
    waiting: list[WaitingLine]
    past: list[PastLine]
    certificates: list[Certificate]
    interests: list[Interest]
    is_named_manager: bool
    manages_account: bool

    @property
    def to_answer(self) -> list[PastLine]:
        """What was asked after a course and is still open, those a certificate waits for first."""
        asked = [line for line in self.past if line.questions]
        return sorted(asked, key=lambda line: not line.certificate_waits)

    @property
    def to_keep(self) -> list[Enrolment]:
        """Dates that moved and ask whether the person still comes."""
        held = [self.next, *self.later] if self.next else self.later
        return [place for place in held if place and place.reconfirm_by]


def all_of(person: User, now: datetime) -> Mine:
    """What the page shows; as many queries for fifty rows as for one."""
    places = list(_places(person))
    coming = [place for place in places if not is_over(place, now)]
    held = [place for place in coming if place.holds_seat and not is_offer(place, now)]
    waiting = [place for place in coming if place.status == Status.WAITING]
    over = [place for place in reversed(places) if is_over(place, now)][:MOST_PAST]
    certificates = list(certificates_of(person))
    is_named, manages = _flags(person)
    return Mine(
        offers=[place for place in coming if is_offer(place, now)],
        next=held[0] if held else None,
        later=held[1:],
        waiting=waiting_lines(waiting),
        past=past_lines(over, certificates),
        certificates=certificates,
        interests=list(_interests(person)),
        is_named_manager=is_named,
        manages_account=manages,
    )


def is_over(place: Enrolment, now: datetime) -> bool:
    """Whether its date has passed, or it ended before."""
    return place.event.ends_at < now or not place.is_active


def is_offer(place: Enrolment, now: datetime) -> bool:
    """Whether a place is held for the person until they say yes or no."""
    until = place.held_until
    return place.status == Status.OFFERED and until is not None and now < until


def waiting_lines(places: Sequence[Enrolment]) -> list[WaitingLine]:
    """Places waited for, with the person's position on each list."""
    positions = positions_among(places)
    return [WaitingLine(place, positions.get(place.pk)) for place in places]


def past_lines(places: Sequence[Enrolment], certificates: Iterable[Certificate]) -> list[PastLine]:
    """What is over. Of several certificates of one place the valid or else the last is shown."""
    papers: dict[int, Certificate] = {}
    for paper in reversed(list(certificates)):
        if paper.is_valid or paper.enrolment_id not in papers:
            papers[paper.enrolment_id] = paper
    numbers = _numbers_of_questions()
    return [
        PastLine(
            place,
            papers.get(place.pk),
            numbers[None] + numbers[place.event.course_id] if still_asked(place) else 0,
        )
        for place in places
    ]


def _ended_words(place: Enrolment) -> str:
    """How a place ended, or waiting for one."""
    event = place.event
    if event.status == Event.Status.CANCELLED:
        return "The date was cancelled"
    if place.status == Status.EXPIRED and place.changed_at >= event.starts_at:
        return NOT_TAKEN
    if place.status == Status.SUBSTITUTED:
        return "Given to a colleague"
    return place.get_status_display()


def still_asked(place: Enrolment) -> bool:
    """Whether the person came and has not answered."""
    return place.outcome in CAME and not getattr(place, "is_answered", False)


def _places(person: User) -> QuerySet[Enrolment]:
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
        .select_related("event__course", "event__area", "organisation")
        .prefetch_related(sessions)
        .order_by("event__starts_at", "pk")
    )


def _numbers_of_questions() -> dict[int | None, int]:
    """How many questions are asked after each course; None stands for every course."""
    numbers: dict[int | None, int] = defaultdict(int)
    for course in asked_after().values_list("course", flat=True):
        numbers[course] += 1
    return numbers


def _interests(person: User) -> QuerySet[Interest]:
    rows = Interest.objects.filter(person=person, told_at__isnull=True, ended_at__isnull=True)
    return rows.select_related("course").order_by("course__title", "pk")


def _flags(person: User) -> tuple[bool, bool]:
    """Whether others named them as their manager, and whether they manage an account."""
    manages = Membership.objects.filter(
        user=OuterRef("pk"), state=Membership.State.ACTIVE, role=Membership.Role.MANAGER
    )
    rows = User.objects.filter(pk=person.pk).annotate(
        is_named=Exists(named_by(person)), manages=Exists(manages)
    )
    return rows.values_list("is_named", "manages").get()
