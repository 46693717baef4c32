"""A month's reach as the public sees it: a few big numbers, small ones hidden (domain 5.3)."""

from dataclasses import dataclass

from core.dates import month_words
from reports.models.reach import LINES, Participant, Reach

FEWEST_SHOWN = 5  # below it a number could point at someone (domain 5.3.15)
MEANINGS = (
    (Participant.CHILD_YOUNG_PERSON, "children and young people"),
    (Participant.PROFESSIONAL, "professionals"),
    (Participant.ADULT_COMMUNITY, "parents, carers and other adults"),
    (Participant.UNKNOWN_AGE, "people whose age is not known"),
)


@dataclass(frozen=True)
class Figure:
    """A number and what it counts; components/figures.html draws it."""

    number: str
    meaning: str


@dataclass(frozen=True)
class Figures:
    month: str
    figures: tuple[Figure, ...]


def figures_of(reach: Reach) -> Figures | None:
    """What the front page shows; None when nothing was confirmed in the month."""
    if not reach.total:
        return None
    contacts = dict(zip(LINES, reach.whole.contacts, strict=True))
    return Figures(
        month_words(reach.month),
        tuple(
            Figure(shown(contacts[kind]), meaning) for kind, meaning in MEANINGS if contacts[kind]
        ),
    )


def shown(number: int) -> str:
    """1,748; small numbers are not said."""
    return f"{number:,}" if number >= FEWEST_SHOWN else f"Under {FEWEST_SHOWN}"
