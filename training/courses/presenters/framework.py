"""The framework as its page shows it. A tool: rows in, words out; no query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from training.courses.models import CourseCompetency
from training.framework.models import Competency, Domain, RoleGroupVersion


@dataclass(frozen=True)
class Evidence:
    """A course that is evidence of a competency, up to a level."""

    title: str
    url: str
    rank: int


@dataclass(frozen=True)
class Entry:
    """One competency: what it means at each level, and the courses that help."""

    code: str
    title: str
    anchor: str
    rationale: str
    descriptors: tuple[tuple[str, str, str], ...]  # level in words, what one knows, what one sees
    courses: tuple[Evidence, ...]


@dataclass(frozen=True)
class Section:
    """A domain with its competencies."""

    code: str
    title: str
    summary: str
    anchor: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Need:
    """One row of the matrix: a competency, and the level each role group needs; 0 for none."""

    code: str
    title: str
    anchor: str
    ranks: tuple[int, ...]


def course_address(slug: str) -> str:
    return f"/courses/{slug}/"


def sections_of(
    domains: Iterable[Domain], evidence: Mapping[int, Sequence[CourseCompetency]]
) -> list[Section]:
    return [
        Section(
            code=domain.code,
            title=domain.title,
            summary=domain.summary,
            anchor=domain.code.lower(),
            entries=tuple(
                entry_of(competency, evidence.get(competency.pk, ()))
                for competency in domain.competencies.all()
            ),
        )
        for domain in domains
    ]


def entry_of(competency: Competency, evidence: Sequence[CourseCompetency]) -> Entry:
    return Entry(
        code=competency.code,
        title=competency.title,
        anchor=competency.anchor,
        rationale=competency.rationale,
        descriptors=tuple(
            (str(row.level), row.text, row.behaviour) for row in competency.descriptors.all()
        ),
        courses=tuple(
            Evidence(course.title, course_address(course.slug), row.max_level.rank)
            for row in evidence
            for course in (row.course_version.course,)
        ),
    )


def needs_of(
    domains: Iterable[Domain],
    groups: Sequence[RoleGroupVersion],
    requirements: Mapping[tuple[int, int], int],
) -> list[Need]:
    """The matrix, a row for each competency in order."""
    return [
        Need(
            code=competency.code,
            title=competency.title,
            anchor=competency.anchor,
            ranks=tuple(
                requirements.get((group.role_group_id, competency.pk), 0) for group in groups
            ),
        )
        for domain in domains
        for competency in domain.competencies.all()
    ]
