"""What there is for a person to do about a place once its date is over.

Later apps add a question of their own in a next_steps.py, which is read at the start, and answer
with a step or nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass

from training.enrolments.models import Enrolment


@dataclass(frozen=True)
class Step:
    """A sentence, and the way to where it is done."""

    words: str
    label: str
    url: str


Ask = Callable[[Enrolment], Step | None]

_asks: list[Ask] = []


def add(ask: Ask) -> Ask:
    """Ask this about every place that is over."""
    _asks.append(ask)
    return ask


def steps_of(enrolment: Enrolment) -> list[Step]:
    """What there is to do, in the order of the apps."""
    return [step for ask in _asks if (step := ask(enrolment))]
