"""Views read the clock: here it stands still at the cast's moment."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from accounts.models import User
from bookings.models import Facilitator
from core import clock
from tests.factories.registers import give
from training.models import Session


@pytest.fixture(autouse=True)
def frozen_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Make it Wednesday 11 November 2026, 10:00."""
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def mine(visit: Session, facilitator: Facilitator) -> Session:
    """The visit, delivered by the facilitator."""
    give(visit, facilitator)
    return visit


@pytest.fixture
def my_class(class_day: Session, facilitator: Facilitator) -> Session:
    """The course, delivered by the facilitator."""
    give(class_day, facilitator)
    return class_day


@pytest.fixture
def signed_in(client: Client) -> Callable[[User], Client]:
    """The client, signed in as someone."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in
