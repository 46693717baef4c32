"""People of a file are put on a date: the file, a look at it, the button, the undo."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator

from accounts.access import me, seen_people
from core import clock
from core.changes.submission import INVALID, posted, render_form, submit
from core.files.spreadsheet_writer import XLSX, workbook
from core.forms import KeyedForm
from core.policy import access
from training.enrolments.access import roster_import_for, visible_to
from training.enrolments.actions.roster_import import (
    ImportCheck,
    check_roster,
    import_roster,
    undo_import,
)
from training.enrolments.forms.roster_import import RosterCommitForm, RosterFileForm
from training.enrolments.presenters.overlap import office_words
from training.enrolments.queries.overlap import overlapping_by_address
from training.enrolments.rules.roster_file import TEMPLATE, ImportRow, RosterFile, seal
from training.events.access import team_event_for
from training.events.models import Event


@dataclass(frozen=True)
class ImportLine:
    """A row of the file in the preview."""

    row: ImportRow
    organisation: str
    fault: str
    also: str


@access("office")
def team_roster_import(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose a file; the answer shows what it would do, and changes nothing."""
    event = team_event_for(request.user, ref)
    if request.method != "POST":
        return render_form(
            request,
            "training/enrolments/team_roster_import.html",
            RosterFileForm(),
            {"event": event},
        )
    form = RosterFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_form(
            request, "training/enrolments/team_roster_import.html", form, {"event": event}
        )
    file, override = form.cleaned_data["file"], form.cleaned_data["override"]
    rows = file.people
    checked = check_roster(event, rows, override=override, now=clock.now())
    commit = RosterCommitForm(about=about(request, event))
    if checked.fits:
        commit.initial = {"people": seal(rows, about=about(request, event)), "override": override}
    return look(request, event, checked, commit, override, file)


@access("office")
def team_roster_template(request: HttpRequest, ref: str) -> HttpResponse:
    """An empty sheet with the headings that an import reads."""
    team_event_for(request.user, ref)
    content = workbook("People", TEMPLATE, [])
    headers = {"Content-Disposition": 'attachment; filename="people-to-import.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=headers)


@access("office")
def team_roster_commit(request: HttpRequest, ref: str) -> HttpResponse:
    """Put them on the date, all or none."""
    event = team_event_for(request.user, ref)
    if request.method != "POST":
        return redirect("enrolments:team_roster_import", ref=event.ref)
    form = RosterCommitForm(request.POST, about=about(request, event))

    def act() -> str:
        return import_roster(
            event,
            form.cleaned_data["people"],
            override=form.cleaned_data["override"],
            actor=me(request),
            now=clock.now(),
            meant=form.cleaned_data["meant"],
        ).ref

    if submit(request, form, act):
        number = len(form.cleaned_data["people"])
        people = "1 person is" if number == 1 else f"{number} people are"
        messages.success(request, f"{people} on this date now, and told.")
        return redirect("enrolments:team_event_detail", ref=event.ref)
    if not form.is_readable:
        context: dict[str, object] = {"event": event, "commit_url": request.path}
        template = "training/enrolments/team_roster_import_check.html"
        return render_form(request, template, form, context)
    rows, override = form.cleaned_data["people"], form.cleaned_data["override"]
    checked = check_roster(event, rows, override=override, now=clock.now())
    return look(request, event, checked, form, override)


def look(
    request: HttpRequest,
    event: Event,
    checked: ImportCheck,
    form: RosterCommitForm,
    override: str,
    file: RosterFile | None = None,
) -> HttpResponse:
    """What the file would do, each person in a line, and what has to be said before the button."""
    others = checked.other_names
    form.ask_about(others if checked.fits else {}, seen_people(request.user, others.values()))
    context = preview(request, event, checked) | {"override": override, "file": file}
    template = "training/enrolments/team_roster_import_check.html"
    if checked.fits or form.is_bound:
        return render_form(request, template, form, context)
    return render(request, template, {**context, "form": form}, status=INVALID)


@access("office")
def team_roster_undo(request: HttpRequest, ref: str, batch: str) -> HttpResponse:
    """Take everyone of an import off the date again."""
    row = roster_import_for(request.user, ref, batch)
    form = KeyedForm(posted(request))

    def act() -> str:
        return undo_import(row, actor=me(request), now=clock.now()).ref

    if submit(request, form, act):
        messages.success(request, "The import is undone. Each of them is told.")
        return redirect("enrolments:team_event_detail", ref=ref)
    context = {"event": row.event, "batch": row, "people": row.enrolments.count()}
    return render_form(request, "training/enrolments/team_roster_undo.html", form, context)


def about(request: HttpRequest, event: Event) -> str:
    """For whom and for which date a preview is good."""
    return f"{me(request).ref}:{event.ref}"


def preview(request: HttpRequest, event: Event, checked: ImportCheck) -> dict[str, object]:
    """What the page of the second look shows; rows with a fault come first."""
    also = overlapping_by_address(event, [row.email for row in checked.rows])
    lines = [
        ImportLine(
            row,
            organisation.name
            if (organisation := checked.organisations.get(row.line))
            else Truncator(row.organisation).chars(60),
            checked.faults.get(row.line, ""),
            office_words(visible_to(request.user, also.get(row.email, []))),
        )
        for row in checked.rows
    ]
    lines.sort(key=lambda line: not line.fault)
    commit_url = reverse("enrolments:team_roster_commit", args=[event.ref])
    return {
        "event": event,
        "checked": checked,
        "lines": lines,
        "some_also": any(line.also for line in lines),
        "commit_url": commit_url,
    }
