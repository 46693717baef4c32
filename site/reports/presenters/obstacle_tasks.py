"""Lines of the office's queue about what is to be mended. Rows in, lines out."""

from collections.abc import Iterable
from typing import TypeAlias

from django.urls import reverse

from accounts.models import Area, User
from core.errors import Obstacle
from core.text import count_words
from reports.presenters.people_tasks import Task
from training.courses.models import Course
from training.events.models import Venue

Row: TypeAlias = User | Venue | Area | Course


def obstacle_tasks(
    met: Iterable[tuple[Obstacle, Row | None, int]], *, is_editor: bool
) -> list[Task]:
    """Each with the way to where it is mended, or with who mends it: courses are the editors'."""
    return [
        Task(
            title=title_of(row),
            url=url_of(row, is_editor=is_editor),
            about=about(obstacle, row, is_editor=is_editor),
            state=f"{count_words(waiting, 'certificate')} {'waits' if waiting == 1 else 'wait'}",
            tone="rose",
            late=True,
        )
        for obstacle, row, waiting in met
    ]


def title_of(row: Row | None) -> str:
    match row:
        case User():
            return row.name or row.email
        case Venue() | Area():
            return row.name
        case Course():
            return row.title
    return "Settings of the site"


def about(obstacle: Obstacle, row: Row | None, *, is_editor: bool) -> str:
    if isinstance(row, Course) and not is_editor:
        return f"{obstacle.words} An editor corrects it in the CMS."
    return obstacle.words


def url_of(row: Row | None, *, is_editor: bool) -> str:
    match row:
        case User():
            return reverse("people:team_people_name", args=[row.ref])
        case Venue():
            return reverse("events:team_venue_edit", args=[row.ref])
        case Course() if is_editor:
            return reverse("course_records:edit", args=[row.pk])
    return ""
