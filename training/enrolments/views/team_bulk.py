"""One thing for several people of a date: choose, look at it, press the button."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from core import clock
from core.changes.submission import posted, render_form, submit
from core.policy import access
from training.enrolments.actions.bulk import apply_bulk_action, blocking_reason
from training.enrolments.forms.bulk import WORDS, BulkForm
from training.enrolments.forms.roster import RosterMessageForm
from training.enrolments.models import Enrolment
from training.enrolments.presenters.roster import counted_parts
from training.enrolments.queries.bulk import BulkAction, BulkRequest
from training.enrolments.queries.enrolment import roster
from training.events.access import team_event_for, team_events
from training.events.models import Event
from training.events.queries.event import other_events

MOST_DATES = 50
DONE = {
    BulkAction.APPROVE: "The places are confirmed, and everyone is told.",
    BulkAction.CANCEL: "The places are cancelled, and everyone is told.",
    BulkAction.MOVE: "They are on the other date now, and everyone is told.",
}


@access("office")
def team_bulk(request: HttpRequest, ref: str) -> HttpResponse:
    """Approve, cancel or move several places, all of them or none."""
    event, now = team_event_for(request.user, ref), clock.now()
    rows = [row for row in roster(event) if row.is_active]
    others = team_events(request.user, other_events(event, now))
    form = BulkForm(posted(request), rows=rows, events=list(others[:MOST_DATES]))

    def act() -> str:
        return apply_bulk_action(event, form.bulk_request, actor=me(request), now=now).ref

    if form.is_bound and form.is_valid() and form.bulk_request.do == BulkAction.WRITE:
        return write_page(request, event, rows, form.bulk_request.refs)
    if form.is_bound and form.is_valid() and not form.cleaned_data["is_checked"]:
        words = blocking_reason(event, rows, form.bulk_request, now)
        if not words:
            chosen = [row for row in rows if row.ref in form.bulk_request.refs]
            lines = [(form.names[row.person.email], row) for row in chosen]
            context = {"event": event, "form": form, "lines": lines, **asked(form.bulk_request)}
            return render(request, "training/enrolments/team_bulk_check.html", context)
        form.add_error(None, words)
    elif submit(request, form, act):
        messages.success(request, DONE[form.bulk_request.do])
        return redirect("enrolments:team_event_detail", ref=event.ref)
    return render_form(request, "training/enrolments/team_bulk.html", form, {"event": event})


def write_page(
    request: HttpRequest, event: Event, rows: Sequence[Enrolment], chosen: Sequence[str]
) -> HttpResponse:
    """The page on which the office writes to those it chose."""
    parts = counted_parts(event, rows)
    context = {
        "event": event,
        "form": RosterMessageForm(parts=parts, rows=rows, chosen=chosen),
        "chosen_number": len(chosen),
        "message_url": reverse("enrolments:team_event_message", args=[event.ref]),
    }
    return render(request, "training/enrolments/team_event_message.html", context)


def asked(bulk_request: BulkRequest) -> dict[str, str]:
    """The question before the button, in words."""
    number = len(bulk_request.refs)
    places = "1 place" if number == 1 else f"{number} places"
    to = f" to {bulk_request.to_event.when_words}" if bulk_request.to_event else ""
    verb = {BulkAction.APPROVE: "Approve", BulkAction.CANCEL: "Cancel", BulkAction.MOVE: "Move"}[
        bulk_request.do
    ]
    return {
        "heading": f"{verb} {places}{to}?",
        "words": f"{WORDS[bulk_request.do]}. Everyone is told.",
        "reason": bulk_request.reason,
        "button": f"{verb} {places}",
        "kind": "warning" if bulk_request.do == BulkAction.CANCEL else "",
    }
