"""The words of messages, for the office, in the CMS."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core import clock
from core.access import kind_for
from core.actions.message_template import reset_wording, send_test, set_wording
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.forms.message_template import WordingForm
from core.mail import message_types
from core.mail.message_types import Kind, Link, Rendered, Value
from core.models import Wording
from core.policy import access


@access("wordings")
def wording_list(request: HttpRequest) -> HttpResponse:
    """Every kind of message, and whether its words are the house's or the office's."""
    own = {row.kind: row for row in Wording.objects.select_related("changed_by")}
    rows = [{"kind": kind, "own": own.get(kind.name)} for kind in message_types.kinds()]
    return render(request, "core/wording_list.html", {"rows": rows})


@access("wordings")
def wording_edit(request: HttpRequest, name: str) -> HttpResponse:
    """The words of one kind: change them, look at them filled in, send them to oneself."""
    kind, do = kind_for(name), request.POST.get("do", "")
    text = message_types.text_of(kind)
    form = WordingForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        initial={"subject": text.subject, "body": text.body},
    )
    if do == "save" and submit(request, form, lambda: save(request, kind, form)):
        messages.success(request, "Messages have these words from now on.")
        return redirect("wording_list")
    if do == "test" and submit(request, form, lambda: test(request, kind, form)):
        messages.success(request, f"A test is on its way to {me(request).get_username()}.")
    preview = preview_of(kind, form)
    context = {
        "kind": kind,
        "own": Wording.objects.filter(kind=kind.name).select_related("changed_by").first(),
        "placeholders": [(one, sample_words(sample)) for one, sample in kind.samples.items()],
        "preview": preview,
    }
    return render_form(request, "core/wording_edit.html", form, context)


def save(request: HttpRequest, kind: Kind, form: WordingForm) -> str:
    """Keep the words."""
    return set_wording(kind, form.text, actor=me(request), now=clock.now()).kind


def test(request: HttpRequest, kind: Kind, form: WordingForm) -> str:
    """Send them, filled in with the samples, to who is signed in."""
    send_test(kind, form.text, to=me(request).get_username(), now=clock.now())
    return kind.name


def preview_of(kind: Kind, form: WordingForm) -> Rendered | None:
    """The words as typed, or as they are, filled in with the samples; none for faulty ones."""
    if not form.is_bound:
        return message_types.render(message_types.text_of(kind), kind.samples)
    return message_types.render(form.text, kind.samples) if form.is_valid() else None


def sample_words(sample: Value) -> str:
    """What stands for a placeholder in the preview, in one line."""
    if isinstance(sample, Link):
        return f"{sample.label} (a link)"
    return sample if isinstance(sample, str) else ", ".join(sample)


@access("wordings")
def wording_reset(request: HttpRequest, name: str) -> HttpResponse:
    """Go back to the house's own words."""
    kind = kind_for(name)
    form = KeyedForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        reset_wording(kind, actor=me(request), now=clock.now())
        return kind.name

    if form.is_bound and submit(request, form, act):
        messages.success(request, "Messages have the words the site came with again.")
        return redirect("wording_list")
    text = message_types.house_text(kind.name)
    return render_form(request, "core/wording_reset.html", form, {"kind": kind, "text": text})


def me(request: HttpRequest) -> AbstractBaseUser:
    """Who is signed in; the policy lets no visitor through."""
    return cast(AbstractBaseUser, request.user)
