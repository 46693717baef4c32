"""Which checks a facilitator needs, and what is missing of them on a day (domain 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from core.dates import short_date_words
from core.text import list_words


class Lapse(Enum):
    """Whether a check has a day from which on it no longer holds."""

    NEVER = "never"
    MAY = "may"  # the right to work of somebody with a visa
    ALWAYS = "always"


class CheckKind(NamedTuple):
    """One kind of check: what the office reads, and what a sentence calls it."""

    key: str
    label: str
    noun: str  # "the ... is due on", "no ... is on record"
    is_required: bool
    lapse: Lapse
    is_plural: bool = False


IDENTITY, DBS, BARRED_LIST = "identity", "dbs", "barred_list"
RIGHT_TO_WORK, REFERENCES, SAFEGUARDING = "right_to_work", "references", "safeguarding"
# The one table of them: what else a facilitator needs is a line here. The barred list is asked
# only for regulated activity, so a visit does not wait for it.
CHECK_KINDS = (
    CheckKind(IDENTITY, "Identity", "identity check", True, Lapse.NEVER),
    CheckKind(DBS, "Criminal record (DBS)", "criminal record assurance", True, Lapse.ALWAYS),
    CheckKind(BARRED_LIST, "Children's barred list", "barred list check", False, Lapse.MAY),
    CheckKind(RIGHT_TO_WORK, "Right to work", "right to work check", True, Lapse.MAY),
    CheckKind(REFERENCES, "References", "references", True, Lapse.NEVER, is_plural=True),
    CheckKind(SAFEGUARDING, "Safeguarding training", "safeguarding training", True, Lapse.ALWAYS),
)
KIND_OF = {kind.key: kind for kind in CHECK_KINDS}
REQUIRED = tuple(kind for kind in CHECK_KINDS if kind.is_required)


@dataclass(frozen=True)
class Gap:
    """A required check that does not hold on a day: never made, or due by then."""

    kind: CheckKind
    due_date: date | None = None

    def words(self, today: date | None = None) -> str:
        """The criminal record assurance is due on 3 December 2026; was due, before today."""
        noun, is_plural = self.kind.noun, self.kind.is_plural
        if self.due_date is None:
            return f"no {noun} {'are' if is_plural else 'is'} on record"
        tense = ("were" if is_plural else "was") if today and self.due_date <= today else "is"
        return f"the {noun} {tense} due on {short_date_words(self.due_date)}"


def gaps_on(day: date, held: Mapping[str, date | None]) -> list[Gap]:
    """What is missing or due on or before a day, of the checks held: kind and day due, if any."""
    found = []
    for kind in REQUIRED:
        due = held.get(kind.key)
        if kind.key not in held:
            found.append(Gap(kind))
        elif due is not None and due <= day:
            found.append(Gap(kind, due))
    return found


def first_day_unfit(held: Mapping[str, date | None]) -> date | None:
    """The first day on which a required check does not hold; None when all hold for ever."""
    if any(kind.key not in held for kind in REQUIRED):
        return date.min
    return min((due for kind in REQUIRED if (due := held[kind.key])), default=None)


def gap_words(gaps: list[Gap], today: date | None = None) -> str:
    """All of them in one part of a sentence."""
    return list_words([gap.words(today) for gap in gaps])
