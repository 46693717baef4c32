"""Kinds of settings: what each takes, says no to, and how the database keeps it.

A stored value is JSON; a value is what code decides with. core.forms.option draws each kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

V = TypeVar("V")
Json: TypeAlias = bool | int | str


@dataclass(frozen=True, kw_only=True)
class Spec(Generic[V]):
    """One setting, with the default it starts on."""

    key: str  # "<app>.<name>"
    group: str
    label: str
    hint: str = ""
    default: V

    def refusal(self, value: object) -> str:
        """Why a value will not do, as a sentence; nothing when it will."""
        raise NotImplementedError

    def stored(self, value: Any) -> Json:
        """A value as the database keeps it."""
        kept: Json = value
        return kept

    def read(self, stored: Any) -> V:
        """The value again. Raises ValueError for what was never a value of this setting."""
        value: V = self.loaded(stored)
        if self.refusal(value):
            raise ValueError(self.refusal(value))
        return value

    def loaded(self, stored: Any) -> Any:
        """What is stored as the type of the value, its limits not yet looked at."""
        return stored


@dataclass(frozen=True, kw_only=True)
class YesNo(Spec[bool]):
    def refusal(self, value: object) -> str:
        return "" if isinstance(value, bool) else f"{self.label}: choose yes or no."


@dataclass(frozen=True, kw_only=True)
class Number(Spec[int]):
    """A whole number within limits. Nought means nought: what can be off has a yes or no."""

    least: int = 0
    most: int = 200

    def refusal(self, value: object) -> str:
        # True is an int.
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if is_number and self.least <= value <= self.most:  # type: ignore[operator]
            return ""
        return f"{self.label}: enter a whole number from {self.least} to {self.most}."


@dataclass(frozen=True, kw_only=True)
class Text(Spec[str]):
    """One line of words; may be empty."""

    most: int = 200  # characters

    def refusal(self, value: object) -> str:
        if isinstance(value, str) and len(value) <= self.most:
            return ""
        return f"{self.label}: use {self.most} characters or fewer."


@dataclass(frozen=True, kw_only=True)
class Day(Spec[date]):
    """A day of the calendar."""

    def refusal(self, value: object) -> str:
        # By its very type: a datetime is a date too.
        return "" if type(value) is date else f"{self.label}: enter a date."

    def stored(self, value: date) -> str:
        return value.isoformat()

    def loaded(self, stored: Any) -> Any:
        return date.fromisoformat(stored) if isinstance(stored, str) else stored


class Unit(Enum):
    """What a length of time is counted in on the screen and in the database."""

    MINUTES = timedelta(minutes=1)
    HOURS = timedelta(hours=1)
    DAYS = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Duration(Spec[timedelta]):
    """A length of time in whole units; the label names the unit."""

    unit: Unit
    least: int = 0
    most: int = 200

    def __post_init__(self) -> None:
        if self.unit.name.lower() not in self.label.lower():
            raise ValueError(f"The label of {self.key} does not name its unit.")

    def refusal(self, value: object) -> str:
        is_whole = isinstance(value, timedelta) and not value % self.unit.value
        if is_whole and self.least <= value // self.unit.value <= self.most:  # type: ignore[operator]
            return ""
        return f"{self.label}: enter a whole number from {self.least} to {self.most}."

    def stored(self, value: timedelta) -> int:
        return value // self.unit.value

    def loaded(self, stored: Any) -> Any:
        is_number = isinstance(stored, int) and not isinstance(stored, bool)
        return stored * self.unit.value if is_number else stored


@dataclass(frozen=True, kw_only=True)
class Choice(Spec[str]):
    choices: Sequence[tuple[str, str]]

    def refusal(self, value: object) -> str:
        fits = value in [value for value, _ in self.choices]
        return "" if fits else f"{self.label}: choose one of the answers."
