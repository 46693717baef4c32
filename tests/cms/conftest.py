"""A front page and a catalogue, at the fixed time."""

from datetime import datetime

import pytest

from accounts.models import User
from cms.models import CourseIndexPage, HomePage
from core import clock
from tests.cast import make_person
from tests.factories.cms import make_home, make_index


@pytest.fixture(autouse=True)
def _at_the_fixed_time(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def home(db: None) -> HomePage:
    return make_home()


@pytest.fixture
def index(home: HomePage) -> CourseIndexPage:
    return make_index(home)


@pytest.fixture
def administrator(db: None) -> User:
    user = make_person("administrator@vrp.example", "Ada Administrator", "administrator")
    user.is_superuser = True
    user.save()
    return user
