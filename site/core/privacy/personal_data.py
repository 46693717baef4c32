"""Every place where something about a person is kept: how long, and what becomes of it.

Each app names its personal fields in personal_data.py, and says why the others are none. What
touches one person everywhere (merging two accounts, showing somebody all that is kept, erasing
them) goes by these declarations; a test fails when a field that could hold something personal has
none (rule 64, domain 6.1).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db import models

from core.registry import Registry

# Numbers, moments and yes or no. Any other kind of field could hold words, a document or a file.
HOLDS_NO_WORDS = frozenset(
    {
        *("AutoField", "BigAutoField", "SmallAutoField", "UUIDField", "BooleanField"),
        *("IntegerField", "SmallIntegerField", "BigIntegerField", "DecimalField", "FloatField"),
        *("PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField"),
        *("DateTimeField", "TimeField", "DurationField", "DateField"),
    }
)


class Retention(Enum):
    ACCOUNT = "until the account has been unused for 24 months"
    ATTENDANCE = "6 years and the current one"
    BOOKING = "6 years and the current one, as bookings"
    WAITING = "3 months after the end of the date"
    ACCESS_NEEDS = "30 days after the end of the date"
    VISIT_CONTACT = "30 days after the visit"
    OPINION = "2 years"
    MESSAGE = "as long as what it tells of"
    LOG = "6 years, as the log"


class Merged(Enum):
    """What becomes of it when two accounts turn out to be one person."""

    MOVES = "goes to the account that stays"
    STAYS = "stays as it is, with its row"
    OTHER_COUNTS = "that of the account that stays counts"
    REFUSED = "an account that has it is not merged"


class Erased(Enum):
    """What becomes of it when a person is erased."""

    EMPTIED = "made empty"
    DELETED = "deleted with its row"
    ANONYMISED = "put in words that name nobody"
    COUNTED = "kept for counting; nothing of it leads to the person any more"


@dataclass(frozen=True)
class Personal:
    """One field that says something about a person."""

    model: type[models.Model]
    field: str
    whose: str  # from its row to the person: "person", "enrolment__person"; empty: no account
    retention: Retention
    merged: Merged
    erased: Erased
    is_exported: bool

    @property
    def name(self) -> str:
        """app.Model.field."""
        return f"{self.model._meta.label}.{self.field}"

    @property
    def is_tie(self) -> bool:
        """Whether it is the foreign key that makes the row the person's."""
        return self.field == self.whose


# A field's name, and what it says about a person, or the reason why it says nothing.
FIELDS: Registry[Personal | str] = Registry("personal fields", room="personal_data")


def personal(
    model: type[models.Model],
    *fields: str,
    whose: str,
    retention: Retention,
    erased: Erased,
    merged: Merged = Merged.STAYS,
    exported: bool = True,
) -> None:
    """Name fields of a model that are about a person. Raises ValueError for one named before."""
    for field in fields:
        row = Personal(model, field, whose, retention, merged, erased, exported)
        _add(model, field, row)


def noted(model: type[models.Model], *fields: str, exported: bool = False) -> None:
    """Name keys to who did something, which are part of the log. Raises ValueError."""
    log, counted = Retention.LOG, Erased.COUNTED
    for field in fields:
        personal(model, field, whose=field, retention=log, erased=counted, exported=exported)


def impersonal(model: type[models.Model], reason: str, *fields: str) -> None:
    """Name fields that hold nothing about a person, with the reason. Raises ValueError."""
    for field in fields:
        _add(model, field, reason)


def _add(model: type[models.Model], field: str, what: Personal | str) -> None:
    model._meta.get_field(field)  # raises FieldDoesNotExist
    FIELDS.add(f"{model._meta.label}.{field}", what)


def declared() -> list[Personal]:
    """Every personal field of every app, by name."""
    return [what for what in FIELDS if isinstance(what, Personal)]


def moving() -> list[Personal]:
    """The foreign keys that go to the account that stays when two are merged, by name."""
    return [row for row in declared() if row.merged is Merged.MOVES and row.is_tie]


def undeclared(among: Iterable[type[models.Model]], is_person: Callable[[Any], bool]) -> list[str]:
    """Fields that could hold something personal and are not declared either way, by name."""
    found = {
        f"{model._meta.label}.{field.name}"
        for model in among
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if could_be_personal(field, is_person)
    }
    return sorted(name for name in found if name not in FIELDS)


def could_be_personal(field: models.Field[Any, Any], is_person: Callable[[Any], bool]) -> bool:
    """Whether a field leads to a person, or takes words, a document or a file.

    Choices of a list and random references say nothing by themselves.
    """
    if field.is_relation:
        return is_person(field.related_model)
    if field.choices or field.name == "ref":
        return False
    return field.get_internal_type() not in HOLDS_NO_WORDS
