"""Where the office lands: what waits for it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import has_role, office_remit
from accounts.models import StaffRole
from accounts.queries.area import remit_words
from core import clock
from core.access import messages_for
from core.clock import london_date
from core.jobs.health import worker_state
from core.models import Message, MessageState
from core.policy import access
from core.presenters.health import health_lines
from core.queries.failed_step import failed_items, failed_steps
from core.queries.message import BODIES, dropped_since, in_state
from reports.presenters.obstacle_tasks import obstacle_tasks
from reports.presenters.people_tasks import (
    approval_tasks,
    asked_tasks,
    held_tasks,
    offer_tasks,
    paper_tasks,
    short_tasks,
    untold_tasks,
    walk_in_tasks,
)
from reports.presenters.session_tasks import (
    assurance_tasks,
    register_tasks,
    request_task,
    session_tasks,
)
from reports.presenters.stuck_tasks import dropped_tasks, message_tasks, step_tasks
from reports.queries.obstacle import obstacles_met
from reports.queries.people_queue import people_queue
from reports.queries.queue import SHOWN, Queue, office_queue, shown

DROPPED_SHOWN = timedelta(days=7)


def site_context(
    request: HttpRequest, queue: Queue, failed: QuerySet[Message], now: datetime, unfolded: str
) -> dict[str, object]:
    """What the site itself could not do or send, by name, and what is not well with it."""
    dropped = messages_for(request.user, dropped_since(now - DROPPED_SHOWN))
    first_dropped = list(dropped.defer(*BODIES)[:SHOWN])
    stuck = failed.order_by("pk").defer(*BODIES)[:SHOWN] if queue.failed_messages else []
    steps = failed_items()[: shown("steps", unfolded)] if queue.failed_jobs else []
    return {
        "steps": step_tasks(failed_steps(steps), now),
        "dropped_number": dropped.count() if first_dropped else 0,
        "dropped": dropped_tasks(first_dropped),
        "stuck": message_tasks(stuck),
        "health_words": trouble_of(now) if office_remit(request.user).is_whole else [],
    }


def trouble_of(now: datetime) -> list[str]:
    """What is not well with worker, mail server and clocks, as sentences."""
    database_now = clock.database_now()
    lines = health_lines(worker_state(database_now), now - database_now)
    return [f"{line.what}: {line.words}" for line in lines if not line.is_well]


EDITORS = (StaffRole.Role.EDITOR, StaffRole.Role.ADMINISTRATOR)


@access("office")
def team_home(request: HttpRequest) -> HttpResponse:
    """The queue, most pressing first; each line leads to where the work is done.

    Of a long part the first lines stand here; `?all=` with its name shows the whole part.
    """
    now = clock.now()
    unfolded = request.GET.get("all", "")
    remit = office_remit(request.user)
    failed = messages_for(request.user, in_state(MessageState.FAILED))
    queue = office_queue(now, unfolded, remit, failed)
    people = people_queue(now, unfolded, remit)
    context = {
        "queue": queue,
        "requests": list(map(request_task, queue.requests)),
        "obstacles": obstacle_tasks(
            obstacles_met(remit), is_editor=has_role(request.user, EDITORS)
        ),
        "unstaffed": session_tasks(queue.unstaffed),
        "unassured": assurance_tasks(queue.unassured, london_date(now)),
        "unconfirmed": register_tasks(queue.unconfirmed),
        "people": people,
        "approvals": approval_tasks(people.approvals),
        "short": short_tasks(people.short),
        "untold": untold_tasks(people.untold),
        "ending": offer_tasks(people.ending),
        "papers": paper_tasks(people.papers),
        "walk_ins": walk_in_tasks(people.walk_ins),
        "asked": asked_tasks(people.asked),
        "held": held_tasks(people.held),
        "today": london_date(now),
        "boroughs": remit_words(remit),
        **site_context(request, queue, failed, now, unfolded),
    }
    return render(request, "reports/team_home.html", context)
