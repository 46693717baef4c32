"""Two accounts are one person: of two places on one event the better one stays.

The caller holds the events' and both people's locks, and moves the rest in between.
"""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from core.errors import Refusal
from training.enrolments.actions.attendance_result import set_outcome_locked
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.models import Enrolment, Interest
from training.enrolments.queries.merge import clashes_of
from training.events.models import Event
from training.framework.models import PersonRole


def settle_enrolments_locked(
    keep: User, drop: User, events: Mapping[int, Event], *, actor: User, now: datetime
) -> list[Event]:
    """End the worse place wherever both have one; the events to come on which one ended.

    Refuses with both_came.
    """
    freed: list[Event] = []
    for clash in clashes_of(keep, drop):
        event = events[clash.event.pk]
        event.course = clash.event.course
        if clash.both_came:
            raise Refusal(
                f"Both accounts are marked as having come to {event.course.title} on "
                f"{event.when_words}. Put the register right first: one of them was not there.",
                code="both_came",
            )
        row = clash.ends
        row.event = event
        set_outcome_locked(row, Enrolment.Outcome.NONE_YET, now=now, actor=actor)
        end_place_locked(row, PlaceEnd.MERGED, actor=actor, now=now, offers_later=True)
        freed.append(event)
    _settle_wishes(keep, drop, now)
    return freed


def _settle_wishes(keep: User, drop: User, now: datetime) -> None:
    """One interest in a course, and one of each role, are enough."""
    waits = Interest.objects.filter(told_at__isnull=True, ended_at__isnull=True)
    mine = waits.filter(person=keep).values("course")
    waits.filter(person=drop, course__in=list(mine.values_list("course", flat=True))).update(
        ended_at=now
    )
    roles = PersonRole.objects.filter(person=keep).values_list("role_group", flat=True)
    PersonRole.objects.filter(person=drop, role_group__in=list(roles)).delete()
