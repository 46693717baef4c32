"""Where the office lands: what waits for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.access import has_role, office_remit
from accounts.models import StaffRole
from accounts.queries.area import remit_words
from core import clock
from core.access import messages_for
from core.clock import london_date
from core.models import MessageState
from core.policy import access
from core.queries.message import in_state
from reports.presenters.obstacle_tasks import obstacle_tasks
from reports.presenters.people_tasks import (
    approval_tasks,
    asked_tasks,
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
from reports.queries.obstacle import obstacles_met
from reports.queries.people_queue import people_queue
from reports.queries.queue import office_queue

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
        "today": london_date(now),
        "boroughs": remit_words(remit),
    }
    return render(request, "reports/team_home.html", context)
