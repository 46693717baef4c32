"""What the framework says, and what courses are evidence of."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests.factories.framework import PUBLISHED, make_framework, map_course
from tests.factories.training import add_version
from training.courses.models import Course
from training.courses.queries.competency import evidence_in, evidenced_by
from training.framework.models import FrameworkVersion
from training.framework.queries.framework import domains_of, published_version, requirements_of

pytestmark = pytest.mark.django_db


def codes(course: Course) -> list[tuple[str, int]]:
    return [
        (row.competency.code, row.max_level.rank) for row in evidenced_by(course.current_version)
    ]


def test_the_newest_published_version_is_the_one() -> None:
    make_framework(number="1.0")
    second = make_framework(number="2.0", published_at=PUBLISHED + timedelta(days=1))
    make_framework(number="3.0", status=FrameworkVersion.Status.DRAFT, published_at=None)
    make_framework(
        number="0.9",
        status=FrameworkVersion.Status.RETIRED,
        published_at=PUBLISHED + timedelta(days=2),
    )

    assert published_version() == second.version


def test_before_the_first_there_is_none() -> None:
    make_framework(status=FrameworkVersion.Status.DRAFT, published_at=None)

    assert published_version() is None


def test_a_published_version_has_a_moment() -> None:
    with pytest.raises(IntegrityError):
        make_framework(published_at=None)


def test_competencies_come_in_order_with_their_levels_in_order() -> None:
    parts = make_framework()

    [domain] = domains_of(parts.version)

    assert [row.code for row in domain.competencies.all()] == ["D1.1", "D1.2"]
    first = domain.competencies.all()[0]
    assert [row.text for row in first.descriptors.all()] == [
        "D1.1 at level 1.",
        "D1.1 at level 2.",
    ]


def test_requirements_are_ranks_and_absent_means_not_required() -> None:
    parts = make_framework()
    first, second = parts.competencies["D1.1"].pk, parts.competencies["D1.2"].pk
    occasional, regular = parts.groups["A"].pk, parts.groups["B"].pk

    assert requirements_of(parts.version) == {
        (occasional, first): 1,
        (regular, first): 2,
        (regular, second): 2,
    }


def test_a_course_is_evidence_of_what_is_mapped_to_it(course: Course) -> None:
    parts = make_framework()
    map_course(course, parts, "D1.2", 2)
    map_course(course, parts, "D1.1", 1)

    assert codes(course) == [("D1.1", 1), ("D1.2", 2)]


def test_each_version_of_a_course_has_a_mapping_of_its_own(course: Course) -> None:
    parts = make_framework()
    first = course.current_version
    map_course(course, parts, "D1.1", 1)
    add_version(course)
    assert codes(course) == []

    map_course(course, parts, "D1.2", 2)

    assert codes(course) == [("D1.2", 2)]
    assert [row.competency.code for row in evidenced_by(first)] == ["D1.1"]
    assert list(evidence_in(parts.version)) == [parts.competencies["D1.2"].pk]


def test_mappings_to_an_old_version_of_the_framework_are_not_shown(course: Course) -> None:
    map_course(course, make_framework(number="1.0"), "D1.1", 1)
    make_framework(number="2.0", published_at=PUBLISHED + timedelta(days=1))

    assert codes(course) == []


def test_a_course_that_is_not_listed_is_not_named_as_evidence(course: Course) -> None:
    parts = make_framework()
    map_course(course, parts, "D1.1", 1)
    course.is_listed = False
    course.save()

    assert evidence_in(parts.version) == {}
