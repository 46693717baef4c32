"""A person's own page in words: where they wait, what is asked, what came of what is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from certificates.papers.models import Certificate
from core.text import count_words
from training.enrolments.models import Enrolment
from training.enrolments.presenters.waiting_list import position_words
from training.events.models import Event

if TYPE_CHECKING:
    from people.queries.my import LearningRecord, PastEnrolment, WaitingListEntry

Status, Outcome = Enrolment.Status, Enrolment.Outcome
NOT_TAKEN = "No place came free"
TONES = {Outcome.ATTENDED: "teal", Outcome.PART: "warm"}


@dataclass(frozen=True)
class WaitingLine:
    """A waiting list the person is on."""

    enrolment: Enrolment
    position: str


@dataclass(frozen=True)
class EvaluationLine:
    """Questions about a course that the person has still to answer."""

    enrolment: Enrolment
    questions: str
    certificate_waits: bool


@dataclass(frozen=True)
class PastLine:
    """A course that is over, or a place that ended."""

    enrolment: Enrolment
    certificate: Certificate | None
    state: str
    tone: str


@dataclass(frozen=True)
class LearningLines:
    """The parts of the page that are said in words."""

    waiting: list[WaitingLine]
    evaluations: list[EvaluationLine]
    past: list[PastLine]


def learning_lines(record: LearningRecord) -> LearningLines:
    return LearningLines(
        waiting=[waiting_line(entry) for entry in record.waiting],
        evaluations=[evaluation_line(one) for one in record.evaluations_due],
        past=[past_line(one) for one in record.past],
    )


def waiting_line(entry: WaitingListEntry) -> WaitingLine:
    return WaitingLine(entry.enrolment, position_words(entry.position))


def evaluation_line(past: PastEnrolment) -> EvaluationLine:
    questions = count_words(past.questions, "question")
    return EvaluationLine(past.enrolment, questions, past.certificate_waits)


def past_line(past: PastEnrolment) -> PastLine:
    enrolment = past.enrolment
    tone = TONES.get(Outcome(enrolment.outcome), "stone")
    return PastLine(enrolment, past.certificate, past_words(enrolment), tone)


def past_words(enrolment: Enrolment) -> str:
    """What came of a date that is over, or how a place ended before."""
    if not enrolment.is_active:
        return ended_words(enrolment)
    if enrolment.status != Status.CONFIRMED:  # its end is written down within minutes
        return NOT_TAKEN
    return enrolment.get_outcome_display() if enrolment.outcome else "Register still open"


def ended_words(enrolment: Enrolment) -> str:
    """How a place ended, or waiting for one."""
    event = enrolment.event
    if event.status == Event.Status.CANCELLED:
        return "The date was cancelled"
    if enrolment.status == Status.EXPIRED and enrolment.changed_at >= event.starts_at:
        return NOT_TAKEN
    if enrolment.status == Status.SUBSTITUTED:
        return "Given to a colleague"
    return enrolment.get_status_display()
