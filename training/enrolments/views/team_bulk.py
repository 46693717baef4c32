"""One thing for several people of a date: choose, look at it, press the button."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from accounts.access import me
from core import clock
from core.changes.submission import render_form, submit
from core.policy import access
from training.enrolments.actions.bulk import do_to_several, stands_in_the_way
from training.enrolments.forms.bulk import WORDS, SeveralForm
from training.enrolments.forms.roster import RosterMessageForm
from training.enrolments.models import Enrolment
from training.enrolments.presenters.roster import counted_parts
from training.enrolments.queries.bulk import Do, Wish
from training.enrolments.queries.enrolment import roster
from training.enrolments.queries.event_change import other_dates
from training.events.access import team_event_for
from training.events.models import Event

MOST_DATES = 50
DONE = {
    Do.APPROVE: "The places are confirmed, and everyone is told.",
    Do.CANCEL: "The places are cancelled, and everyone is told.",
    Do.MOVE: "They are on the other date now, and everyone is told.",
}


@access("office")
def team_several(request: HttpRequest, ref: str) -> HttpResponse:
    """Approve, cancel or move several places, all of them or none."""
    event, now = team_event_for(request.user, ref), clock.now()
    rows = [row for row in roster(event) if row.is_active]
    form = SeveralForm(
        request.POST if request.method == "POST" else None,
        rows=rows,
        events=list(other_dates(event, now)[:MOST_DATES]),
    )

    def act() -> str:
        return do_to_several(event, form.wish, actor=me(request), now=now).ref

    if form.is_bound and form.is_valid() and form.wish.do == Do.WRITE:
        return write_page(request, event, rows, form.wish.refs)
    if form.is_bound and form.is_valid() and not form.cleaned_data["is_checked"]:
        words = stands_in_the_way(event, rows, form.wish, now)
        if not words:
            chosen = [row for row in rows if row.ref in form.wish.refs]
            context = {"event": event, "form": form, "rows": chosen, **asked(form.wish)}
            return render(request, "training/enrolments/team_bulk_check.html", context)
        form.add_error(None, words)
    elif form.is_bound and submit(request, form, act):
        messages.success(request, DONE[form.wish.do])
        return redirect("enrolments:team_event_detail", ref=event.ref)
    return render_form(request, "training/enrolments/team_bulk.html", form, {"event": event})


def write_page(
    request: HttpRequest, event: Event, rows: Sequence[Enrolment], chosen: Sequence[str]
) -> HttpResponse:
    """The page on which the office writes to those it chose."""
    parts = counted_parts(event, rows)
    context = {
        "event": event,
        "parts": parts,
        "form": RosterMessageForm(parts=parts, rows=rows, chosen=chosen),
        "chosen_number": len(chosen),
        "message_url": reverse("enrolments:team_event_message", args=[event.ref]),
    }
    return render(request, "training/enrolments/team_event_message.html", context)


def asked(wish: Wish) -> dict[str, str]:
    """The question before the button, in words."""
    number = len(wish.refs)
    places = "1 place" if number == 1 else f"{number} places"
    to = f" to {wish.to_event.when_words}" if wish.to_event else ""
    verb = {Do.APPROVE: "Approve", Do.CANCEL: "Cancel", Do.MOVE: "Move"}[wish.do]
    return {
        "heading": f"{verb} {places}{to}?",
        "words": f"{WORDS[wish.do]}. Everyone is told.",
        "reason": wish.reason,
        "button": f"{verb} {places}",
        "kind": "warning" if wish.do == Do.CANCEL else "",
    }
