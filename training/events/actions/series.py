"""Dates by a rule: all of them at once, or none. Each then lives a life of its own."""

from collections.abc import Sequence
from datetime import datetime

from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.events.actions.event import schedule_event_locked
from training.events.models import Series, Venue
from training.events.queries.series import SeriesRequest
from training.events.rules.blocks import Block
from training.events.rules.recurrence import MOST


def series_changed() -> Refusal:
    return Refusal(
        "These dates are not the ones you looked at. Look at them again before you open them.",
        code="series_changed",
    )


@transact
def create_series(
    wanted: SeriesRequest,
    dates: Sequence[Sequence[Block]],
    *,
    capacity: int,
    mode: str,
    venue: Venue | None,
    join_link: str,
    actor: User,
    now: datetime,
) -> Series:
    """Open each of these dates of a rule. Refuses with series_length and as schedule_event()."""
    if not dates:
        raise Refusal("Every date of this rule is skipped. Change the rule.", code="series_length")
    if len(dates) > MOST:
        raise Refusal(
            f"Open at most {MOST} dates at once. Choose a shorter time.", code="series_length"
        )
    # Before the series is written: two who each wrote first would wait for one another.
    held = lock_resources(wanted.course, *([venue] if venue else []))
    course, venue = held[wanted.course], held[venue] if venue else None
    series = Series.objects.create(
        course=course,
        rule=wanted.rule,
        skips_bank_holidays=wanted.skips_bank_holidays,
        skips_school_holidays=wanted.skips_school_holidays,
        created_at=now,
    )
    for blocks in dates:
        event = schedule_event_locked(
            course,
            blocks=blocks,
            capacity=capacity,
            area=wanted.area,
            mode=mode,
            venue=venue,
            join_link=join_link,
            actor=actor,
            now=now,
        )
        event.series = series
        event.save(update_fields=["series"])
    record(series, "create_series", title=series.ref, actor=actor, now=now, dates=len(dates))
    return series
