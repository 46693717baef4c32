"""What the loaders hand to one another: who and what there is, and what day it is."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time

from accounts.models import Area, Organisation, User
from bookings.rota.models import Facilitator
from config.demo.school_year import SchoolYear
from core.clock import LONDON
from training.courses.models import Course
from training.events.models import Venue


@dataclass
class World:
    """The demonstration while it is being made."""

    now: datetime
    today: date
    year: SchoolYear
    seed: int
    areas: dict[str, Area] = field(default_factory=dict)
    courses: dict[str, Course] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)  # by URN, else by name
    accounts: dict[str, User] = field(default_factory=dict)  # by e-mail address
    contacts: dict[int, User] = field(default_factory=dict)  # who books, by organisation
    venues: dict[str, Venue] = field(default_factory=dict)  # by name
    facilitators: dict[str, Facilitator] = field(default_factory=dict)  # by name
    people: list[User] = field(default_factory=list)
    works_at: dict[int, Organisation | None] = field(default_factory=dict)  # by person
    works_in: dict[int, Area] = field(default_factory=dict)

    @property
    def office(self) -> User:
        """The coordinator, who does what the office does."""
        return self.accounts["coordinator@vrp.example"]

    def chance(self, *about: object) -> random.Random:
        """Chance that is the same for the same seed and subject, whatever was drawn before."""
        return random.Random("/".join(map(str, (self.seed, *about))))  # noqa: S311 - no secret


def at(day: date, clock: time) -> datetime:
    """A moment said in London time."""
    return datetime.combine(day, clock, tzinfo=LONDON)
