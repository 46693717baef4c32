"""What somebody has to mend before work goes on: each row once, with how much waits for it."""

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast

from accounts.models import Area, User
from accounts.queries.remit import WHOLE, Remit
from certificates.papers.queries.certificate import DUE_JOB, papers_called
from core.errors import Obstacle
from core.models import JobItem
from training.courses.models import Course
from training.events.models import Venue

MOST_ITEMS, SHOWN = 2_000, 100


Row: TypeAlias = User | Venue | Area | Course


def obstacles_met(remit: Remit = WHOLE) -> list[tuple[Obstacle, Row | None, int]]:
    """Each with its row (none for what the site's own settings say) and how many rows wait for it.

    Those for which most waits come first, in the same five queries however many there are.
    """
    items = waiting_within(remit).order_by("pk")
    found = items.values_list("obstacles", flat=True)[:MOST_ITEMS]
    counted = Counter(Obstacle(**one) for obstacles in found for one in obstacles)
    obstacles = sorted(counted, key=lambda one: (-counted[one], one.kind, one.ref, one.words))
    rows = rows_of(obstacles[:SHOWN], remit)
    return [
        (one, rows.get((one.kind, one.ref)), counted[one])
        for one in obstacles[:SHOWN]
        # Courses and the site's own words are the whole region's.
        if remit.is_whole or (one.kind, one.ref) in rows
    ]


def waiting_within(remit: Remit) -> QuerySet[JobItem]:
    """What waits; within some boroughs for papers of people, or of dates, that are theirs."""
    items = JobItem.objects.exclude(obstacles=[])
    if remit.is_whole:
        return items
    theirs = Q(event__area__in=remit.areas) | Q(person__in=remit.people())
    # As text: an item names rows of any model.
    places = papers_called().filter(theirs).annotate(job_row=Cast("pk", CharField()))
    return items.filter(job=DUE_JOB, row__in=places.values("job_row"))


def rows_of(obstacles: Iterable[Obstacle], remit: Remit) -> dict[tuple[str, str], Row]:
    """The rows that obstacles name, by kind and reference."""
    kinds = ("person", "venue", "area", "course")
    refs: dict[str, set[str]] = {kind: set() for kind in kinds}
    for one in obstacles:
        refs.setdefault(one.kind, set()).add(one.ref)
    people = remit.people(User.objects.filter(ref__in=refs["person"]))
    venues = remit.limit(Venue.objects.filter(ref__in=refs["venue"]), "area")
    areas = Area.objects.filter(code__in=refs["area"] if remit.is_whole else ())
    courses = Course.objects.filter(slug__in=refs["course"] if remit.is_whole else ())
    return {
        **{("person", row.ref): row for row in people},
        **{("venue", row.ref): row for row in venues},
        **{("area", row.code): row for row in areas},
        **{("course", row.slug): row for row in courses},
    }
