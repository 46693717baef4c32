"""What tests of enrolments share: people with a place, and the database's time."""

from datetime import datetime

import pytest

from core import clock
from tests.cast import make_person
from training.enrolments.actions.enrolment import enrol
from training.enrolments.models import Enrolment
from training.events.models import Event


@pytest.fixture
def places(open_event: Event, now: datetime) -> list[Enrolment]:
    """Three people with a place, who asked one after the other."""
    people = [make_person(f"p{number}@work.example", f"P {number}") for number in range(3)]
    return [enrol(person, open_event, actor=person, now=now) for person in people]


@pytest.fixture
def database_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """What decides whether a time has run out."""
    monkeypatch.setattr(clock, "database_now", lambda: now)
