"""How the site runs, in the office's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.dates import moment_words
from core.jobs.failed_step import FailedStep
from core.jobs.health import CLOCK_REFUSED, CLOCK_SHOWN, WorkerState
from core.models import JobItem
from core.text import count_words

TROUBLES = {
    "ENOSPC": "There is no room left on the disk",
    "EDQUOT": "There is no room left on the disk",
    "EROFS": "The disk cannot be written to",
    "EACCES": "A folder may not be written to",
    "PermissionError": "A folder may not be written to",
    "Busy": "The database was busy",
    "OperationalError": "The database was busy or away",
}


@dataclass(frozen=True)
class StepLine:
    """A failed step as its line shows it."""

    ref: str
    title: str  # what it is about, by name
    label: str  # what was to be done
    trouble: str
    is_in_hand: bool
    next_words: str


@dataclass(frozen=True)
class HealthLine:
    what: str
    words: str
    is_well: bool


def step_lines(steps: Iterable[FailedStep], now: datetime) -> list[StepLine]:
    return [
        StepLine(
            ref=step.item.ref,
            title=step_title(step),
            label=step_label(step),
            trouble=step_trouble(step.item),
            is_in_hand=bool(step.item.lease_until and step.item.lease_until > now),
            next_words=moment_words(max(step.item.next_at, now)),
        )
        for step in steps
    ]


def step_title(step: FailedStep) -> str:
    if step.row is None or step.job is None or step.job.of is None:
        return "Something that is not there any more"
    return step.job.of.words(step.row)


def step_label(step: FailedStep) -> str:
    return (step.job.label if step.job else "") or step.item.job


def step_trouble(item: JobItem) -> str:
    """Why, in words where there are any; the technical name for who runs the site."""
    words = next((say for code, say in TROUBLES.items() if code in item.failed_reason), "")
    why = f"{words} ({item.failed_reason})" if words else item.failed_reason
    return f"Failed {count_words(item.attempts, 'time')}: {why}"


def health_lines(workers: WorkerState, ours_ahead: timedelta) -> list[HealthLine]:
    """The worker, the mail server and the clocks. `ours_ahead`: the web server's clock."""
    lines = [
        HealthLine(
            "Automatic work",
            "Being done."
            if workers.is_alive
            else "Nothing has been done by itself for two minutes, and no mail goes out. Ask "
            "whoever runs the site to start its worker.",
            workers.is_alive,
        )
    ]
    lines.append(mail_line(workers.mail_away_since))
    clocks = {"worker": workers.clock_ahead, "web server": ours_ahead}
    machine = max(clocks, key=lambda name: abs(clocks[name]))
    return [*lines, clock_line(machine, clocks[machine])]


def mail_line(away: datetime | None) -> HealthLine:
    if away is None:
        return HealthLine("Mail server", "No trouble known.", is_well=True)
    return HealthLine(
        "Mail server",
        f"None has answered since {moment_words(away)}. Messages wait, and go by themselves "
        "once one does.",
        is_well=False,
    )


def clock_line(machine: str, ahead: timedelta) -> HealthLine:
    if abs(ahead) <= CLOCK_SHOWN:
        return HealthLine("Clocks", "They agree.", is_well=True)
    seconds = round(abs(ahead).total_seconds())
    minutes = seconds // 60
    by = count_words(minutes, "minute") if minutes > 1 else count_words(seconds, "second")
    where = "ahead of" if ahead > timedelta() else "behind"
    words = f"The clock of the {machine} is {by} {where} the one of the database."
    if abs(ahead) > CLOCK_REFUSED:
        words += " Times in mail and on pages may be wrong, and offers may end early or late."
    return HealthLine("Clocks", f"{words} Ask whoever runs the site to set it.", is_well=False)
