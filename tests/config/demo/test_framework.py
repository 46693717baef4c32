"""The demonstration's framework: what it holds, and that a second run leaves it alone."""

import pytest

from config.demo import places
from config.demo.content import read
from config.demo.framework import load_framework
from config.demo.school_year import school_year
from config.demo.world import World
from core.clock import london_date
from tests.config.demo.conftest import NOW
from training.courses.models import Course
from training.courses.queries.competency import evidenced_by
from training.framework.models import (
    Competency,
    Framework,
    LevelDescriptor,
    RoleGroup,
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
    assert Competency.objects.count() == 13
    assert LevelDescriptor.objects.count() == 13 * len(RANKS)
    assert RoleGroup.objects.count() == 7
    assert RoleRequirement.objects.count() == 7 * 13 - 2


@pytest.mark.usefixtures("world")
@pytest.mark.parametrize(
    ("group", "code", "rank"),
    [("A", "D1.1", 1), ("A", "D5.1", 0), ("C", "D2.1", 3), ("F", "D4.1", 2), ("G", "D5.1", 2)],
)
def test_exceptions_stand_above_what_a_group_needs_of_all(group: str, code: str, rank: int) -> None:
    assert needed(group, code) == rank


@pytest.mark.usefixtures("world")
def test_courses_are_evidence_of_competencies_that_exist() -> None:
    course = Course.objects.get(slug="exploitation-county-lines-staff")

    assert [(row.competency.code, row.max_level.rank) for row in evidenced_by(course)] == [
        ("D1.1", 2),
        ("D2.1", 3),
        ("D3.1", 2),
        ("D5.1", 2),
    ]


def test_a_second_run_adds_nothing(world: World) -> None:
    load_framework(world)

    assert Framework.objects.count() == 1
    assert Competency.objects.count() == 13


@pytest.mark.parametrize(
    "entry",
    [entry for domain in read("framework")["domain"] for entry in domain["competency"]],
    ids=lambda entry: entry["code"],
)
def test_every_competency_is_described_at_every_level(entry: dict[str, object]) -> None:
    assert len(entry["levels"]) == len(RANKS)  # type: ignore[arg-type]
