"""A month's reach: on screen and as a file."""

from datetime import date

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render

from accounts.access import reports_remit
from accounts.queries.area import remit_words
from core import clock
from core.dates import add_months
from core.files.spreadsheet_writer import csv_lines
from core.policy import access
from reports.models.reach import LINES
from reports.queries.reach import reach, reach_rows

FIRST_MONTH = date(2000, 1, 1)  # the first that an address can name
HEADER = ("Month", "Line", "Area code", "Area", "Course", "Contacts")


@access("reports")
def reach_month(request: HttpRequest, month: date | None = None) -> HttpResponse:
    """Whom one month reached; this month unless the address names another."""
    this_month = clock.today().replace(day=1)
    shown = month or this_month
    remit = reports_remit(request.user)
    context = {
        "reach": reach(shown, clock.now(), remit),
        "boroughs": remit_words(remit),
        "lines": list(LINES.values()),
        "earlier": add_months(shown, -1) if shown > FIRST_MONTH else None,
        "later": add_months(shown, 1) if shown < this_month else None,
        "is_running": shown == this_month,
    }
    return render(request, "reports/reach_month.html", context)


@access("reports")
def reach_csv(request: HttpRequest, month: date) -> StreamingHttpResponse:
    """The month's rows, one for each line of the return, area and course."""
    rows = (
        (
            f"{month:%Y-%m}",
            row.report_line,
            row.area.code,
            row.area.name,
            row.course.title,
            row.contacts,
        )
        for row in reach_rows(month, clock.now(), reports_remit(request.user))
    )
    return StreamingHttpResponse(
        csv_lines(HEADER, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="reach-{month:%Y-%m}.csv"'},
    )
