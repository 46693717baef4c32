"""The words of messages, for the office, in the CMS."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from core import clock
from core.access import me, message_type_for
from core.actions.message_template import reset_message_text, send_test, set_message_text
from core.changes.submission import posted, render_form, submit
from core.forms import KeyedForm
from core.forms.message_template import MessageTemplateForm
from core.mail import message_types
from core.mail.message_types import Link, MessageType, Rendered, Settled
from core.models import MessageTemplate
from core.policy import access


@access("wordings")
def message_template_list(request: HttpRequest) -> HttpResponse:
    own = {row.kind: row for row in MessageTemplate.objects.select_related("changed_by")}
    rows = [{"message_type": one, "own": own.get(one.name)} for one in message_types.labelled()]
    return render(request, "core/message_template_list.html", {"rows": rows})


@access("wordings")
def message_template_edit(request: HttpRequest, name: str) -> HttpResponse:
    """The words of one message type: change them, look at them filled in, send them to oneself."""
    message_type, do = message_type_for(name), request.POST.get("do", "")
    text = message_types.text_of(message_type)
    form = MessageTemplateForm(
        posted(request),
        message_type=message_type,
        initial={"subject": text.subject, "body": text.body},
    )
    if do == "save" and submit(request, form, lambda: save(request, message_type, form)):
        messages.success(request, "Messages have these words from now on.")
        return redirect("message_template_list")
    if do == "test" and submit(request, form, lambda: test(request, message_type, form)):
        messages.success(request, f"A test is on its way to {me(request).get_username()}.")
    preview = preview_of(message_type, form)
    samples = message_types.settle(message_type.samples, clock.now())
    context = {
        "message_type": message_type,
        "own": own_words(message_type),
        "placeholders": [(one, sample_words(it)) for one, it in samples.items()],
        "preview": preview,
    }
    return render_form(request, "core/message_template_edit.html", form, context)


def own_words(message_type: MessageType) -> MessageTemplate | None:
    """The office's own words for it, with who wrote them; None when it says what it came with."""
    rows = MessageTemplate.objects.filter(kind=message_type.name)
    return rows.select_related("changed_by").first()


def save(request: HttpRequest, message_type: MessageType, form: MessageTemplateForm) -> str:
    return set_message_text(message_type, form.text, actor=me(request), now=clock.now()).kind


def test(request: HttpRequest, message_type: MessageType, form: MessageTemplateForm) -> str:
    send_test(message_type, form.text, to=me(request).get_username(), now=clock.now())
    return message_type.name


def preview_of(message_type: MessageType, form: MessageTemplateForm) -> Rendered | None:
    """The words as typed, or as they are, filled in with the samples; none for faulty ones."""
    samples = message_types.settle(message_type.samples, clock.now())
    if not form.is_bound:
        return message_types.render(message_types.text_of(message_type), samples)
    return message_types.render(form.text, samples) if form.is_valid() else None


def sample_words(sample: Settled) -> str:
    """What stands for a placeholder in the preview, in one line."""
    if isinstance(sample, Link):
        return f"{sample.label} (a link)"
    return sample if isinstance(sample, str) else ", ".join(sample)


@access("wordings")
def message_template_reset(request: HttpRequest, name: str) -> HttpResponse:
    """Go back to the words it came with."""
    message_type = message_type_for(name)
    form = KeyedForm(posted(request))

    def act() -> str:
        reset_message_text(message_type, actor=me(request), now=clock.now())
        return message_type.name

    if submit(request, form, act):
        messages.success(request, "Messages have the words the site came with again.")
        return redirect("message_template_list")
    text = message_types.default_text(message_type.name)
    return render_form(
        request,
        "core/message_template_reset.html",
        form,
        {"message_type": message_type, "text": text},
    )
