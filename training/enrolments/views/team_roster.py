"""The people of a date, for the office: say yes or no, put somebody on it, write to all, export."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render

from accounts.access import me, seen_people
from accounts.actions.person import OtherNameError
from core import clock
from core.changes.submission import posted, render_form, submit
from core.clock import london_date
from core.email_addresses import same_address
from core.files.spreadsheet_writer import XLSX, Cell, csv_lines, workbook
from core.forms import KeyedForm
from core.policy import access
from training.enrolments.access import team_enrolment_for, visible_to
from training.enrolments.actions.approval import By, approve_enrolment, decline_enrolment
from training.enrolments.actions.roster import enrol_named, write_to_people
from training.enrolments.forms.overlap import ask_about_both
from training.enrolments.forms.roster import (
    EnrolmentDeclineForm,
    PersonAddForm,
    RosterMessageForm,
)
from training.enrolments.models import Enrolment
from training.enrolments.presenters.overlap import office_words
from training.enrolments.presenters.roster import ALL, counted_parts
from training.enrolments.queries.enrolment import name_on_event, roster, roster_values
from training.enrolments.queries.overlap import overlapping_by_address
from training.events.access import team_event_for
from training.events.models import Event

Status = Enrolment.Status
HEADER = (
    *("Name", "Email", "Organisation", "URN", "Area", "State", "Attendance"),
    *("Manager's email", "Asked for on"),
)


@access("office")
def team_enrolment_approve(request: HttpRequest, ref: str, place: str) -> HttpResponse:
    """Say yes to a place that waits for it, for the manager too."""
    enrolment = team_enrolment_for(request.user, ref, place)
    form = KeyedForm(posted(request))

    def act() -> str:
        return approve_enrolment(enrolment, by=By.OFFICE, actor=me(request), now=clock.now()).status

    if done := submit(request, form, act):
        tell(request, enrolment, Status(done.result))
        return redirect("enrolments:team_event_detail", ref=ref)
    context = about_place(enrolment)
    return render_form(request, "training/enrolments/team_enrolment_approve.html", form, context)


@access("office")
def team_enrolment_decline(request: HttpRequest, ref: str, place: str) -> HttpResponse:
    """Say no to a place that waits for a yes."""
    enrolment = team_enrolment_for(request.user, ref, place)
    form = EnrolmentDeclineForm(posted(request))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return decline_enrolment(
            enrolment, by=By.OFFICE, actor=me(request), now=clock.now(), reason=reason
        ).status

    if done := submit(request, form, act):
        tell(request, enrolment, Status(done.result))
        return redirect("enrolments:team_event_detail", ref=ref)
    context = about_place(enrolment)
    return render_form(request, "training/enrolments/team_enrolment_decline.html", form, context)


def about_place(enrolment: Enrolment) -> dict[str, object]:
    """What the page of one thing to do about a place shows of it."""
    name = name_on_event(enrolment)
    return {"enrolment": enrolment, "event": enrolment.event, "name": name}


def tell(request: HttpRequest, enrolment: Enrolment, status: Status) -> None:
    """Say what came of an answer, which may have come too late."""
    name = enrolment.person.name
    if status == Status.CONFIRMED:
        messages.success(request, f"The place of {name} is confirmed, and they are told.")
    elif status == Status.DECLINED:
        messages.success(request, f"{name} is told that there is no place for them.")
    else:
        messages.warning(request, f"The time to answer had run out: {name} has no place now.")


@access("office")
def team_person_add(request: HttpRequest, ref: str) -> HttpResponse:
    event = team_event_for(request.user, ref)
    form = PersonAddForm(posted(request))
    if form.is_bound:
        address = same_address(form.data.get("email", ""))
        also = overlapping_by_address(event, [address]).get(address, [])
        ask_about_both(form, office_words(visible_to(request.user, also)))

    def act() -> str:
        try:
            return enrol_named(
                form.cleaned_data["name"],
                form.cleaned_data["email"],
                event,
                form.answers,
                override=form.cleaned_data["override"],
                actor=me(request),
                now=clock.now(),
                meant=form.meant_refs,
            ).person.name
        except OtherNameError as error:
            form.ask_about(error.person, seen=seen_people(request.user, [error.person]))
            raise

    if done := submit(request, form, act):
        messages.success(request, f"{done.result} is on this date, and is told.")
        return redirect("enrolments:team_event_detail", ref=event.ref)
    return render_form(request, "training/enrolments/team_person_add.html", form, {"event": event})


@access("office")
def team_event_message(request: HttpRequest, ref: str) -> HttpResponse:
    """Write to the people of a date: first the words, then a look at them, then the button."""
    event = team_event_for(request.user, ref)
    rows = list(roster(event))
    parts = [part for part in counted_parts(event, rows) if part.code != ALL.code]
    chosen = request.POST.getlist("people")
    form = RosterMessageForm(posted(request), parts=parts, rows=rows, chosen=chosen)

    def act() -> str:
        return write_to_people(
            event,
            statuses=form.statuses,
            refs=form.cleaned_data["people"],
            subject=form.cleaned_data["subject"],
            words=form.cleaned_data["message"],
            actor=me(request),
            now=clock.now(),
        ).ref

    context = {"event": event, "parts": parts}
    if form.is_bound and form.is_valid() and not form.cleaned_data["is_checked"]:
        return render(
            request, "training/enrolments/team_event_message_check.html", {**context, "form": form}
        )
    if submit(request, form, act):
        messages.success(request, "The message is on its way to each of them.")
        return redirect("enrolments:team_event_detail", ref=event.ref)
    return render_form(request, "training/enrolments/team_event_message.html", form, context)


@access("office")
def team_event_people_csv(request: HttpRequest, ref: str) -> StreamingHttpResponse:
    """Everyone who is or was on a date, as CSV. What helps them take part is left out."""
    event = team_event_for(request.user, ref)
    return StreamingHttpResponse(
        csv_lines(HEADER, cells_of(event)),
        content_type="text/csv; charset=utf-8",
        headers=saved_as(event, "csv"),
    )


@access("office")
def team_event_people_xlsx(request: HttpRequest, ref: str) -> HttpResponse:
    event = team_event_for(request.user, ref)
    content = workbook("People", HEADER, cells_of(event))
    return HttpResponse(content, content_type=XLSX, headers=saved_as(event, "xlsx"))


def saved_as(event: Event, ending: str) -> dict[str, str]:
    """The server's own name for a file of people."""
    name = f"people-{london_date(event.starts_at).isoformat()}-{event.ref}.{ending}"
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def cells_of(event: Event) -> Iterator[tuple[Cell, ...]]:
    states, results = dict(Status.choices), dict(Enrolment.Outcome.choices) | {"": ""}
    for *who, status, outcome, manager, created_at in roster_values(event):
        made_at = london_date(created_at).isoformat()
        yield (*(word or "" for word in who), states[status], results[outcome], manager, made_at)
