"""What the people of an event said, for the office: counts and texts, and nobody's name."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse

from bookings.evaluation.presenters.evaluation import question_sections, rate_words
from bookings.evaluation.queries.evaluation import QuestionResult, results_of
from core.files.spreadsheet_writer import csv_lines
from core.policy import access
from core.web.navigation import Link
from training.events.access import team_event_for

HEADER = ("Question", "Answer", "People")


@access("office")
def team_event_answers(request: HttpRequest, ref: str) -> HttpResponse:
    """Each question with how many gave which answer, and what they wrote."""
    event = team_event_for(request.user, ref)
    links = [
        Link("Dates", reverse("enrolments:team_event_list")),
        Link(event.course.title, reverse("enrolments:team_event_detail", args=[event.ref])),
    ]
    results = results_of(event)
    context = {
        "event": event,
        "has_answers": results.answered > 0,
        "rate": rate_words(results),
        "questions": question_sections(results.questions),
        "columns": HEADER[1:],
        "links": links,
    }
    return render(request, "bookings/evaluation/team_event_answers.html", context)


@access("office")
def team_event_answers_csv(request: HttpRequest, ref: str) -> StreamingHttpResponse:
    """The same as a file."""
    event = team_event_for(request.user, ref)
    rows = [row for result in results_of(event).questions for row in rows_of(result)]
    name = f'attachment; filename="answers-{event.ref}.csv"'
    return StreamingHttpResponse(
        csv_lines(HEADER, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name},
    )


def rows_of(result: QuestionResult) -> list[tuple[str, str, int]]:
    """A question's lines of the file: a count for each answer, or each text once."""
    words = result.question.words
    counts = [(words, label, count) for label, count in result.counts]
    return counts or [(words, text, 1) for text in result.texts]
