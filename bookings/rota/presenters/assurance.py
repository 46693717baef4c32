"""A facilitator's checks in words: what holds, what is missing, what was recorded before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from bookings.rota.models import AssuranceCheck
from bookings.rota.rules.assurance import CHECK_KINDS, CheckKind, Gap
from core.clock import london_date
from core.dates import short_date_words

SOON = timedelta(days=42)  # a criminal record check takes weeks to come


@dataclass(frozen=True)
class CheckRow:
    """One kind of check and how it stands, for components/task_list.html."""

    title: str
    url: str
    about: str
    state: str
    tone: str


@dataclass(frozen=True)
class HistoryRow:
    """One check as it was recorded."""

    cells: tuple[str, ...]
    url: str  # takes it back; empty once it is


def check_rows(checks: Sequence[AssuranceCheck], today: date, person: str = "") -> list[CheckRow]:
    """Each kind in the order of the table. With a person's reference, links that record one."""
    current = {check.kind: check for check in checks if check.is_current}
    new = reverse("rota:team_check_create", args=[person]) if person else ""
    return [
        CheckRow(
            kind.label,
            f"{new}?kind={kind.key}" if new else "",
            _about(current.get(kind.key)),
            *_state(kind, current.get(kind.key), today),
        )
        for kind in CHECK_KINDS
    ]


def _about(check: AssuranceCheck | None) -> str:
    if check is None:
        return ""
    return f"Made on {short_date_words(check.made_date)}, seen by {check.seen_by.name}"


def _state(kind: CheckKind, check: AssuranceCheck | None, today: date) -> tuple[str, str]:
    if check is None:
        return ("Missing", "rose") if kind.is_required else ("Not recorded", "stone")
    due = check.due_date
    if due is None:
        return "Holds", "teal"
    if due <= today:
        return f"Was due on {short_date_words(due)}", "rose" if kind.is_required else "stone"
    return f"Due on {short_date_words(due)}", "warm" if due <= today + SOON else "teal"


def history_rows(checks: Sequence[AssuranceCheck], person: str) -> list[HistoryRow]:
    """Everything that was recorded, in the order given."""
    return [
        HistoryRow(
            (
                check.get_kind_display(),
                short_date_words(check.made_date),
                short_date_words(check.due_date) if check.due_date else "Does not lapse",
                f"{check.seen_by.name}, {short_date_words(london_date(check.recorded_at))}",
                _standing(check),
            ),
            ""
            if check.withdrawn_at
            else reverse("rota:team_check_withdraw", args=[person, check.ref]),
        )
        for check in checks
    ]


def _standing(check: AssuranceCheck) -> str:
    if check.withdrawn_at:
        return "Taken back"
    return "Counts" if check.is_current else "Before"


def list_state(
    gaps: Sequence[Gap], held: Mapping[str, date | None], today: date
) -> tuple[str, str]:
    """How somebody's checks stand, in the few words of a list, and their tone."""
    if gaps:
        first, others = gaps[0], len(gaps) - 1
        words = _first_upper(first.words(today))
        return (f"{words}, and {others} more" if others else words), "rose"
    due = min((day for day in held.values() if day), default=None)
    if due and due <= today + SOON:
        return f"A check is due on {short_date_words(due)}", "warm"
    return "Takes sessions", "teal"


def _first_upper(words: str) -> str:
    words = words.removeprefix("the ")
    return words[:1].upper() + words[1:]
