"""What somebody's manager sees of them: places since they were named, and nothing before."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import LineManager
from certificates.papers.models import Certificate
from core.clock import london_date
from core.dates import short_date_words
from training.enrolments.models import Enrolment

Outcome = Enrolment.Outcome
TONES = {Outcome.ATTENDED: "teal", Outcome.PART: "warm", Outcome.ABSENT: "rose"}


@dataclass(frozen=True)
class ManagedEnrolment:
    """One place in words, for components/task_list.html."""

    title: str
    about: str
    state: str
    tone: str
    url: str = ""


@dataclass(frozen=True)
class Seen:
    """What a manager sees of one person: coming dates, then what has been, latest first."""

    manager: LineManager
    places: list[ManagedEnrolment]


def seen_by(managers: Sequence[LineManager], now: datetime) -> list[Seen]:
    """What each of these ties lets its manager see: nothing unless it is confirmed and lasts."""
    open_ones = [one for one in managers if one.state == LineManager.State.CONFIRMED]
    places = _places_of(open_ones)
    papers = _papers_of([place for rows in places.values() for place in rows])
    return [
        Seen(
            one,
            [
                managed_enrolment(place, papers.get(place.pk), now)
                for place in in_order(places[one.person_id], now)
                if place.created_at >= one.named_at and one in open_ones
            ],
        )
        for one in managers
    ]


def in_order(places: Sequence[Enrolment], now: datetime) -> list[Enrolment]:
    """Those to come, the soonest first; then those that are over, the latest first."""
    coming = [place for place in places if place.event.ends_at >= now]
    over = [place for place in reversed(places) if place.event.ends_at < now]
    return [*coming, *over]


def managed_enrolment(
    place: Enrolment, paper: Certificate | None, now: datetime
) -> ManagedEnrolment:
    """A place as a manager reads it: when, what came of it, whether the certificate holds."""
    words = [place.event.when_words, paper_words(paper, now) if paper else ""]
    outcome = Outcome(place.outcome)
    if outcome:
        state, tone = outcome.label, TONES[outcome]
    elif place.event.ends_at < now:
        state, tone = "Register still open", "stone"
    else:
        state, tone = Enrolment.Status(place.status).label, "plum"
    return ManagedEnrolment(place.event.course.title, " · ".join(filter(None, words)), state, tone)


def paper_words(paper: Certificate, now: datetime) -> str:
    """Whether a certificate holds, and until when."""
    if not paper.is_valid:
        return f"Certificate {paper.get_status_display().lower()}"
    if paper.expires_date is None:
        return "Certificate valid"
    if paper.expires_date < london_date(now):
        return f"Certificate to be refreshed since {short_date_words(paper.expires_date)}"
    return f"Certificate valid, refresh by {short_date_words(paper.expires_date)}"


def _places_of(managers: Sequence[LineManager]) -> dict[int, list[Enrolment]]:
    """The places these people hold or held, by person, in the order of their dates."""
    found: dict[int, list[Enrolment]] = defaultdict(list)
    if not managers:
        return found
    rows = Enrolment.objects.filter(
        person__in=[one.person_id for one in managers],
        status__in=Enrolment.HOLDING,
        created_at__gte=min(one.named_at for one in managers),
    )
    for place in rows.select_related("event__course").order_by("event__starts_at", "pk"):
        found[place.person_id].append(place)
    return found


def _papers_of(places: Sequence[Enrolment]) -> dict[int, Certificate]:
    """The last certificate of each place, by place."""
    rows = Certificate.objects.filter(enrolment__in=places).order_by("issued_at", "pk")
    return {paper.enrolment_id: paper for paper in rows} if places else {}
