"""The demonstration's framework: what it holds, and that a second run leaves it alone."""

import pytest

from config.demo import places
from config.demo.framework import load_framework
from config.demo.school_year import school_year
from config.demo.world import World
from core.clock import london_date
from tests.config.demo.conftest import NOW
from training.framework.models import (
    Competency,
    LevelDescriptor,
    RoleRequirement,
)
from training.framework.queries.framework import published_version

pytestmark = pytest.mark.django_db
RANKS = range(1, 5)


@pytest.fixture
def world() -> World:
    today = london_date(NOW)
    world = World(now=NOW, today=today, year=school_year(today), seed=1)
    places.load_areas(world)
    places.load_courses(world)
    load_framework(world)
    return world


def needed(group: str, code: str) -> int:
    row = RoleRequirement.objects.filter(role_group__code=group, competency__code=code)
    return row.values_list("required_level__rank", flat=True).first() or 0


@pytest.mark.usefixtures("world")
def test_it_is_whole_and_says_that_it_is_illustrative() -> None:
    version = published_version()

    assert version is not None
    assert version.framework.is_illustrative
    assert "illustrative demo text" in version.framework.title
    assert LevelDescriptor.objects.count() == Competency.objects.count() * len(RANKS) > 0


@pytest.mark.usefixtures("world")
def test_exceptions_stand_above_what_a_group_needs_of_all() -> None:
    assert needed("C", "D2.1") == 3
    assert needed("A", "D5.1") == 0
