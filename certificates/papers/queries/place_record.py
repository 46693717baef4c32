"""What the records say of one place: what somebody reads before a certificate is issued by hand."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from bookings.evaluation.queries.evaluation import is_answered, questions_for
from bookings.registers.models import Attendance
from certificates.papers.models import Certificate
from training.enrolments.models import Enrolment
from training.events.models import Session


@dataclass(frozen=True)
class SessionRecord:
    """One session: how its register stands, and what it says of the person; empty for nothing."""

    session: Session
    register_state: str
    value: str


@dataclass(frozen=True)
class PlaceRecord:
    enrolment: Enrolment
    sessions: list[SessionRecord]
    asks_questions: bool
    is_answered: bool
    certificates: list[Certificate]  # the latest first


def place_record(enrolment: Enrolment) -> PlaceRecord:
    """The record of a place whose event and course are read along."""
    marks = Attendance.objects.filter(enrolment=enrolment, register__session=OuterRef("pk"))
    sessions = (
        Session.objects.filter(event=enrolment.event_id, state=Session.State.PLANNED)
        .select_related("register")
        .annotate(value=Subquery(marks.values("value")[:1]))
        .order_by("number")
    )
    return PlaceRecord(
        enrolment,
        [session_record(session) for session in sessions],
        asks_questions=bool(questions_for(enrolment.event.course)),
        is_answered=is_answered(enrolment),
        certificates=list(Certificate.objects.filter(enrolment=enrolment).order_by("-pk")),
    )


def session_record(session: Session) -> SessionRecord:
    register = getattr(session, "register", None)
    value: str = session.value or ""  # type: ignore[attr-defined]
    return SessionRecord(session, register.state if register else "", value)
