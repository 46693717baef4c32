"""The words of messages, for the office, in the CMS."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core import clock
from core.access import kind_for
from core.actions.message_template import reset_message_text, send_test, set_message_text
from core.changes.submission import render_form, submit
from core.forms import KeyedForm
from core.forms.message_template import MessageTemplateForm
from core.mail import message_types
from core.mail.message_types import Link, MessageType, Rendered, Value
from core.models import MessageTemplate
from core.policy import access


@access("wordings")
def message_template_list(request: HttpRequest) -> HttpResponse:
    """Every kind of message, and whether its words are the house's or the office's."""
    own = {row.kind: row for row in MessageTemplate.objects.select_related("changed_by")}
    rows = [{"kind": kind, "own": own.get(kind.name)} for kind in message_types.kinds()]
    return render(request, "core/message_template_list.html", {"rows": rows})


@access("wordings")
def message_template_edit(request: HttpRequest, name: str) -> HttpResponse:
    """The words of one kind: change them, look at them filled in, send them to oneself."""
    kind, do = kind_for(name), request.POST.get("do", "")
    text = message_types.text_of(kind)
    form = MessageTemplateForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        initial={"subject": text.subject, "body": text.body},
    )
    if do == "save" and submit(request, form, lambda: save(request, kind, form)):
        messages.success(request, "Messages have these words from now on.")
        return redirect("message_template_list")
    if do == "test" and submit(request, form, lambda: test(request, kind, form)):
        messages.success(request, f"A test is on its way to {me(request).get_username()}.")
    preview = preview_of(kind, form)
    context = {
        "kind": kind,
        "own": MessageTemplate.objects.filter(kind=kind.name).select_related("changed_by").first(),
        "placeholders": [(one, sample_words(sample)) for one, sample in kind.samples.items()],
        "preview": preview,
    }
    return render_form(request, "core/message_template_edit.html", form, context)


def save(request: HttpRequest, kind: MessageType, form: MessageTemplateForm) -> str:
    """Keep the words."""
    return set_message_text(kind, form.text, actor=me(request), now=clock.now()).kind


def test(request: HttpRequest, kind: MessageType, form: MessageTemplateForm) -> str:
    """Send them, filled in with the samples, to who is signed in."""
    send_test(kind, form.text, to=me(request).get_username(), now=clock.now())
    return kind.name


def preview_of(kind: MessageType, form: MessageTemplateForm) -> Rendered | None:
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
def message_template_reset(request: HttpRequest, name: str) -> HttpResponse:
    """Go back to the house's own words."""
    kind = kind_for(name)
    form = KeyedForm(request.POST if request.method == "POST" else None)

    def act() -> str:
        reset_message_text(kind, actor=me(request), now=clock.now())
        return kind.name

    if form.is_bound and submit(request, form, act):
        messages.success(request, "Messages have the words the site came with again.")
        return redirect("message_template_list")
    text = message_types.default_text(kind.name)
    return render_form(
        request, "core/message_template_reset.html", form, {"kind": kind, "text": text}
    )


def me(request: HttpRequest) -> AbstractBaseUser:
    """Who is signed in; the policy lets no visitor through."""
    return cast(AbstractBaseUser, request.user)
