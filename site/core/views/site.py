"""Health for machines, pictures for pages, settings for the office, the style guide."""

import re
from dataclasses import asdict

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string

from core import clock
from core.access import me
from core.changes.submission import posted, render_form, submit
from core.forms.option import OptionsForm
from core.jobs import health
from core.options import store
from core.policy import access
from core.styleguide.sample import sample_context

PICTURE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*\.(avif|gif|jpe?g|png|webp)", re.ASCII)
FOR_GOOD = "max-age=31536000, public, immutable"
TYPES = {"jpg": "image/jpeg"}


@access("public")
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers.

    It asks no database: to start the process again would not bring that back.
    """
    return JsonResponse({"ok": True})


@access("public")
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything is well, else 503; either way which part is."""
    found = health.readiness(clock.now())
    response = JsonResponse(
        {"ok": found.is_ready, **asdict(found)}, status=200 if found.is_ready else 503
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@access("public")
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django could not read. Without the request: its host may be what is wrong with it."""
    return HttpResponse(render_to_string("400.html"), status=400)


@access("public")
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture as pages show it: a rendition, whose name changes when the picture does.

    Originals and documents lie in other folders, which no address here can name.
    """
    named = PICTURE.fullmatch(name)
    if named is None:
        raise Http404
    try:
        file = default_storage.open(f"images/{name}")
    except FileNotFoundError:
        raise Http404 from None
    # Should the file be no picture after all, nothing in it runs.
    return FileResponse(
        file,
        content_type=TYPES.get(named[1], f"image/{named[1]}"),
        headers={"Cache-Control": FOR_GOOD, "Content-Security-Policy": "default-src 'none'"},
    )


@access("whole_office")
def option_edit(request: HttpRequest) -> HttpResponse:
    specs = store.specs()
    current = store.values(*specs)
    form = OptionsForm(posted(request), specs=specs, current=current)

    def act() -> str:
        store.set_options(form.changes, actor=me(request), now=clock.now())
        return "settings"

    if submit(request, form, act):
        messages.success(request, "The settings are saved.")
        return redirect("option_edit")
    return render_form(request, "core/option_edit.html", form, {})


@access("styleguide")
def styleguide(request: HttpRequest) -> HttpResponse:
    return render(request, "styleguide.html", sample_context())
