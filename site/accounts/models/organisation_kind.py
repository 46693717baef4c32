"""Kinds of organisation, and what follows from each: one table, asked wherever it matters."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.db import models

from core.errors import Refusal


class OrganisationKind(models.TextChoices):
    SCHOOL = "school", "School"
    NURSERY = "nursery", "Nursery"
    COLLEGE = "college", "College"
    UNIVERSITY = "university", "University"
    ALTERNATIVE_PROVISION = "alternative_provision", "Alternative provision"
    CHILDRENS_HOME = "childrens_home", "Children's home"
    YOUTH = "youth", "Youth setting"
    SPORT = "sport", "Sports club"
    FAITH = "faith", "Faith community"
    HEALTH = "health", "Health service"
    COUNCIL = "council", "Council"
    POLICE = "police", "Police or criminal justice"
    CUSTODY = "custody", "Prison or other secure setting"
    HOUSING = "housing", "Housing provider"
    BUSINESS = "business", "Business"
    OTHER = "other", "Another setting"


class Year(StrEnum):
    """Which calendar an organisation's year goes by."""

    AREA = "area"  # the school terms and closures of its borough
    OWN = "own"  # terms of its own, as far as we know them
    NONE = "none"  # every working day is like another


@dataclass(frozen=True)
class KindFacts:
    noun: str  # as in "the school", in the middle of a sentence
    year: Year = Year.NONE
    has_pupils: bool = True  # young people, counted by school year
    books_workshops: bool = True  # what is made for pupils and students
    has_urn: bool = False  # in the register of schools (GIAS), with a phase


KINDS: Mapping[OrganisationKind, KindFacts] = MappingProxyType(
    {
        OrganisationKind.SCHOOL: KindFacts("school", Year.AREA, has_urn=True),
        OrganisationKind.NURSERY: KindFacts("nursery", Year.AREA, has_urn=True),
        OrganisationKind.COLLEGE: KindFacts("college", Year.OWN, has_urn=True),
        OrganisationKind.UNIVERSITY: KindFacts(
            "university", Year.OWN, has_pupils=False, has_urn=True
        ),
        OrganisationKind.ALTERNATIVE_PROVISION: KindFacts("provision", Year.AREA, has_urn=True),
        OrganisationKind.CHILDRENS_HOME: KindFacts("home"),
        OrganisationKind.YOUTH: KindFacts("setting"),
        OrganisationKind.SPORT: KindFacts("club"),
        OrganisationKind.FAITH: KindFacts("community"),
        OrganisationKind.HEALTH: KindFacts("service"),
        OrganisationKind.COUNCIL: KindFacts("council", has_pupils=False, books_workshops=False),
        OrganisationKind.POLICE: KindFacts("service", has_pupils=False, books_workshops=False),
        OrganisationKind.CUSTODY: KindFacts("setting"),
        OrganisationKind.HOUSING: KindFacts("provider", has_pupils=False, books_workshops=False),
        OrganisationKind.BUSINESS: KindFacts("business", has_pupils=False, books_workshops=False),
        OrganisationKind.OTHER: KindFacts("organisation"),
    }
)
WITH_URN = tuple(kind for kind, facts in KINDS.items() if facts.has_urn)


def kind_called(code: str) -> OrganisationKind:
    """The kind of a code, as a file or a form names it. Refuses with kind_unknown."""
    if code not in OrganisationKind.values:
        raise Refusal(
            f"There is no kind of organisation called “{code}”. "
            f"Use one of these: {', '.join(OrganisationKind.values)}.",
            code="kind_unknown",
        )
    return OrganisationKind(code)


def kind_labels(codes: Iterable[str]) -> list[str]:
    """The kinds in words, in the order of the table; a code of no kind is left out."""
    wanted = set(codes)
    return [str(kind.label) for kind in OrganisationKind if kind in wanted]
