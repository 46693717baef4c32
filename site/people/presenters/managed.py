"""What somebody's manager sees of them, in words: when, what came of it, what paper holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.models import LineManager
from certificates.papers.models import Certificate
from core.clock import london_date
from core.dates import short_date_words
from training.enrolments.models import Enrolment

if TYPE_CHECKING:
    from people.queries.managed import ManagedEnrolment, ManagerRecord

Outcome = Enrolment.Outcome
TONES = {Outcome.ATTENDED: "teal", Outcome.PART: "warm", Outcome.ABSENT: "rose"}


@dataclass(frozen=True)
class ManagedLine:
    """One enrolment in words, for components/task_list.html."""

    title: str
    about: str
    state: str
    tone: str
    url: str = ""


@dataclass(frozen=True)
class ManagerSection:
    """What one manager sees of one person."""

    manager: LineManager
    lines: list[ManagedLine]


def manager_sections(records: Iterable[ManagerRecord], now: datetime) -> list[ManagerSection]:
    return [
        ManagerSection(record.manager, [managed_line(one, now) for one in record.enrolments])
        for record in records
    ]


def managed_line(managed: ManagedEnrolment, now: datetime) -> ManagedLine:
    event, certificate = managed.enrolment.event, managed.certificate
    about = [event.when_words, certificate_words(certificate, now) if certificate else ""]
    state, tone = state_of(managed.enrolment, now)
    return ManagedLine(event.course.title, " · ".join(filter(None, about)), state, tone)


def state_of(enrolment: Enrolment, now: datetime) -> tuple[str, str]:
    """What came of it or how it stands, in words and their tone."""
    outcome = Outcome(enrolment.outcome)
    if outcome:
        return outcome.label, TONES[outcome]
    if enrolment.event.ends_at < now:
        return "Register still open", "stone"
    return Enrolment.Status(enrolment.status).label, "plum"


def certificate_words(certificate: Certificate, now: datetime) -> str:
    """Whether a certificate holds, and until when."""
    if not certificate.is_valid:
        return f"Certificate {certificate.get_status_display().lower()}"
    expires = certificate.expires_date
    if expires is None:
        return "Certificate valid"
    if expires < london_date(now):
        return f"Certificate to be refreshed since {short_date_words(expires)}"
    return f"Certificate valid, refresh by {short_date_words(expires)}"
