"""How the site runs: what failed, by name, and whether worker, mail and clocks are well."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from core import clock
from core.actions.failed_step import retry_steps
from core.changes.submission import posted, render_form, submit
from core.forms.health import StepRetryForm
from core.jobs.health import worker_state
from core.policy import access
from core.presenters.health import health_lines, step_lines
from core.queries.failed_step import failed_items, failed_steps

MOST = 500


@access("whole_office")
def health_detail(request: HttpRequest) -> HttpResponse:
    """What failed, each with a button that tries it at once, and how the rest is."""
    form = StepRetryForm(posted(request))

    def act() -> int:
        step = form.cleaned_data["step"]
        return retry_steps([step] if step else None, now=clock.now())

    if done := submit(request, form, act):
        number = int(done.result or 0)
        words = f"Tried again within seconds: {number}." if number else "Nothing is left to try."
        messages.success(request, words)
        return redirect("health_detail")
    now, database_now = clock.now(), clock.database_now()
    items = failed_items()
    context = {
        "lines": health_lines(worker_state(database_now), now - database_now),
        "number": items.count(),
        "steps": step_lines(failed_steps(items[:MOST]), now),
    }
    return render_form(request, "core/health_detail.html", form, context)
