"""What the database refuses by itself, should an action ever be passed by."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from accounts.models import User
from bookings.evaluation.models import Evaluation
from core.models import FormKey, JobItem, PersonalLink
from tests.cast import NOW
from tests.factories.training import EnrolmentFactory
from tests.faults import refused
from training.enrolments.models import Enrolment, Interest
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(open_event: Event, learner: User) -> Enrolment:
    return EnrolmentFactory(event=open_event, person=learner)


def one_form_key(place: Enrolment) -> object:
    return FormKey.objects.create(actor="user:1", key=UUID(int=1), fingerprint="")


def one_job_item(place: Enrolment) -> object:
    return JobItem.objects.create(job="a", row="1", next_at=NOW)


def one_link(place: Enrolment) -> object:
    return PersonalLink.objects.create(
        purpose="a", about="b", digest="0" * 64, created_at=NOW, expires_at=NOW
    )


def one_evaluation(place: Enrolment) -> object:
    return Evaluation.objects.create(enrolment=place, answered_at=NOW)


def one_interest(place: Enrolment) -> object:
    return Interest.objects.create(person=place.person, course=place.event.course, created_at=NOW)


def one_session(place: Enrolment) -> object:
    return Session.objects.create(
        event=place.event, number=9, starts_at=NOW, ends_at=NOW + timedelta(hours=1)
    )


@pytest.mark.guard(
    "constraints: one form key, job in hand, link, evaluation, interest",
    where="core/models/message.py",
)
@pytest.mark.parametrize(
    "make", [one_form_key, one_job_item, one_link, one_evaluation, one_interest, one_session]
)
def test_there_is_one_and_no_second(place: Enrolment, make: Callable[[Enrolment], object]) -> None:
    assert make(place)

    with refused():
        make(place)


@pytest.mark.guard(
    "constraints: nothing ends before it starts", where="training/events/models/event.py"
)
def test_nothing_ends_before_it_starts(place: Enrolment) -> None:
    for model in (Event, Session):
        row = model.objects.get()
        with refused():
            model.objects.update(ends_at=row.starts_at)


@pytest.mark.guard(
    "constraint: no place replaces itself", where="training/enrolments/models/enrolment.py"
)
def test_no_place_replaces_itself(place: Enrolment) -> None:
    with refused():
        Enrolment.objects.update(replaces=place)
