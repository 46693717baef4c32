"""What a certificate says, word for word. Values only: a tool without database or clock."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from core.text import list_words
from training.courses.rules.facts import cpd_words


@dataclass(frozen=True)
class Snapshot:
    """The facts as they are printed. Kept with the certificate and never read from rows again."""

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
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in values.items()
        }

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        """The facts again, from what as_json() gave. Raises KeyError when one is missing."""
        facts: dict[str, Any] = {field.name: values[field.name] for field in fields(cls)}
        refresh = facts["refresh_date"]
        facts["refresh_date"] = date.fromisoformat(refresh) if refresh else None
        facts["issued_date"] = date.fromisoformat(facts["issued_date"])
        for several in ("dates", "outcomes", "facilitators"):
            facts[several] = tuple(facts[several])
        return cls(**facts)

    @property
    def hours_words(self) -> str:
        """2.75 hours; empty for a course without."""
        return cpd_words(self.cpd_hours)

    @property
    def facilitators_words(self) -> str:
        """Priya Nandra and Jordan Ellis."""
        return list_words(self.facilitators)
