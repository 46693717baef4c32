"""What a certificate says, word for word. Values only: a tool without database or clock."""

from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Self

from core.text import list_words
from training.courses.rules.facts import cpd_words

SHAPE = "shape"
LISTS = ("dates", "outcomes", "facilitators")
TEXTS = ("number", "name", "course_title", "place", "cpd_hours", "issuer", "verify_url")


class UnreadableSnapshotError(ValueError):
    """It was frozen in a shape that this code does not know, or lacks what its shape has."""


@dataclass(frozen=True)
class Snapshot:
    """The facts as they are printed. Kept with the certificate and never read from rows again.

    A field that is added has a default, which older papers are read with. A field that changes
    its meaning, or goes, makes a new shape, and from_json() learns to read the one before.
    """

    SHAPE: ClassVar[int] = 1
    is_known: ClassVar[bool] = True

    number: str
    name: str
    course_title: str
    course_version: int
    dates: tuple[str, ...]  # in words, one for each session
    place: str
    cpd_hours: str  # "2.75"; empty for a course without
    outcomes: tuple[str, ...]
    facilitators: tuple[str, ...]
    issuer: str
    issued_date: date
    refresh_date: date | None
    verify_url: str

    def as_json(self) -> dict[str, Any]:
        """The facts as the database keeps them."""
        values = asdict(self)
        values["issued_date"] = self.issued_date.isoformat()
        values["refresh_date"] = self.refresh_date.isoformat() if self.refresh_date else None
        kept = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }
        return {SHAPE: self.SHAPE, **kept}

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The facts again, from what as_json() gave. Raises UnreadableSnapshotError."""
        shape = values.get(SHAPE) if isinstance(values, Mapping) else None
        if type(shape) is not int or not 1 <= shape <= cls.SHAPE:
            raise UnreadableSnapshotError(f"Shape {shape} is not known here.")
        facts = {one.name: values[one.name] for one in fields(cls) if one.name in values}
        required = {one.name for one in fields(cls) if one.default is MISSING}
        missing = sorted(required - set(facts))
        if missing:
            raise UnreadableSnapshotError(f"Shape {shape} without {', '.join(missing)}.")
        refresh = facts["refresh_date"]
        try:
            facts["refresh_date"] = date.fromisoformat(refresh) if refresh else None
            facts["issued_date"] = date.fromisoformat(facts["issued_date"])
        except (TypeError, ValueError) as error:
            raise UnreadableSnapshotError(f"Shape {shape} with a day that is none.") from error
        wrong = sorted(name for name in LISTS if not _is_texts(facts[name]))
        wrong += sorted(name for name in TEXTS if not isinstance(facts[name], str))
        if wrong:
            raise UnreadableSnapshotError(f"Shape {shape} with no words in {', '.join(wrong)}.")
        return cls(**{**facts, **{several: tuple(facts[several]) for several in LISTS}})

    @classmethod
    def read(cls, values: Mapping[str, Any]) -> "Snapshot":
        """The facts, or an UnknownSnapshot: a screen says so instead of failing."""
        try:
            return cls.from_json(values)
        except UnreadableSnapshotError:
            return UnknownSnapshot.of(values)

    @property
    def hours_words(self) -> str:
        """2.75 hours; empty for a course without."""
        return cpd_words(self.cpd_hours)

    @property
    def facilitators_words(self) -> str:
        """Priya Nandra and Jordan Ellis."""
        return list_words(self.facilitators)


@dataclass(frozen=True)
class UnknownSnapshot(Snapshot):
    """Stands for facts in a shape that nobody here knows: nothing of them is shown.

    The name alone is taken, when there is one, to compare a surname with.
    """

    is_known: ClassVar[bool] = False

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "UnknownSnapshot":
        values = values if isinstance(values, Mapping) else {}
        return cls(
            number=_text(values, "number"),
            name=_text(values, "name"),
            course_title="Course not shown",
            course_version=0,
            dates=(),
            place="",
            cpd_hours="",
            outcomes=(),
            facilitators=(),
            issuer="",
            issued_date=date.min,
            refresh_date=None,
            verify_url="",
        )


def _is_texts(value: object) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return value if isinstance(value, str) else ""
