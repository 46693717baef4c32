"""Someone who attended, and what they were given."""

import pytest

from accounts.models import Area, User
from bookings.registers.models import Attendance
from bookings.rota.models import Facilitator
from certificates.papers.models import Certificate
from tests.factories.certificates import CertificateFactory
from tests.factories.registers import closed_register, give, make_session, put_on
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.events.models import Session

Outcome = Enrolment.Outcome


@pytest.fixture
def session(course: Course, regional: Area, facilitator: Facilitator) -> Session:
    """A session of this morning that Priya Nandra leads."""
    made = make_session(course, regional, mode=Course.Mode.ONLINE, minutes=180)
    give(made, facilitator)
    return made


@pytest.fixture
def attended(session: Session, regional: Area, learner: User) -> Enrolment:
    """The learner's place on it, once the register is closed."""
    [enrolment] = put_on(session, learner)
    closed_register(session, regional, values={enrolment: Attendance.Value.PRESENT})
    enrolment.outcome = Outcome.ATTENDED
    enrolment.save(update_fields=["outcome"])
    return enrolment


@pytest.fixture
def certificate(attended: Enrolment) -> Certificate:
    return CertificateFactory.create(enrolment=attended)
