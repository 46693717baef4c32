"""A facilitator reads of a session while it is theirs, and of its end if they had heard of it."""

from datetime import datetime

import pytest

from accounts.models import Area, User
from bookings.rota.actions.assignment import assign, release_assignment
from bookings.rota.models import Facilitator
from core.mail import delivery, transport
from core.models import Message
from tests.factories.bookings import NINE_THIRTY
from tests.factories.registers import make_session
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db


def deliver(now: datetime) -> None:
    while claimed := delivery.claim_message(now):
        delivery.deliver(claimed, lambda: now)


@pytest.mark.parametrize(
    ("first", "kinds"),
    [(False, []), (True, ["rota/assignment_made", "rota/assignment_released"])],
)
def test_what_ended_before_its_news_left_is_not_told(
    workshop: Course,
    birmingham: Area,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
    first: bool,
    kinds: list[str],
) -> None:
    went: list[str] = []
    monkeypatch.setattr(transport, "send", lambda message, **_: went.append(message.kind))
    session = make_session(workshop, birmingham, starts_at=NINE_THIRTY)
    Event.objects.update(status=Event.Status.SCHEDULED)
    made = assign(session, facilitator, actor=coordinator, now=now)
    if first:
        deliver(now)
    release_assignment(made, actor=coordinator, now=now)
    deliver(now)
    assert went == kinds
    if not first:
        assert Message.objects.filter(failed_reason=Message.NOT_NEEDED).count() == 2
