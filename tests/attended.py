"""Someone who attended, and what they were given."""

from datetime import timedelta

import pytest

from accounts.models import Area, User
from bookings.registers.models import Attendance
from bookings.rota.models import Facilitator
from certificates.papers.models import Certificate
from tests.factories.certificates import CertificateFactory
from tests.factories.registers import STARTED, closed_register, give, make_session, put_on
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Session

Outcome = Enrolment.Outcome


@pytest.fixture
def session(course: Course, regional: Area, facilitator: Facilitator) -> Session:
    """A session of yesterday that Priya Nandra leads."""
    starts_at = STARTED - timedelta(days=1)
    made = make_session(course, regional, mode=Course.Mode.ONLINE, minutes=180, starts_at=starts_at)
    give(made, facilitator)
    return made


@pytest.fixture
def attended(session: Session, regional: Area, learner: User) -> Enrolment:
    """The learner's place on it, once the register is closed."""
    [enrolment] = put_on(session, learner)
    closed_register(session, regional, values={enrolment: Attendance.Value.PRESENT})
    enrolment.outcome, enrolment.papers_due = Outcome.ATTENDED, True
    enrolment.save(update_fields=["outcome", "papers_due"])
    return enrolment


@pytest.fixture
def certificate(attended: Enrolment) -> Certificate:
    attended.papers_due = False  # as issuing leaves it
    attended.save(update_fields=["papers_due"])
    return CertificateFactory.create(enrolment=attended)


def registers_say(outcome: str) -> None:
    """As closing the registers of everybody's dates leaves their places."""
    Enrolment.objects.update(outcome=outcome, papers_due=True)
