"""Every message, for the office: what waits, what went out, what could not."""

from collections.abc import Callable

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from core import clock
from core.access import me, message_for, messages_for
from core.actions.message import (
    cancel_message,
    resend_message,
    retry_message,
    retry_messages,
)
from core.changes.submission import posted, render_form, submit
from core.forms import KeyedForm
from core.forms.message import MessageCancelForm, MessageFilterForm
from core.mail.delivery import why_not
from core.mail.outbox import as_it_leaves
from core.models import Message, MessageState
from core.policy import access, allows
from core.presenters.message import BADGES, row_of, subject_of, trouble_words
from core.queries.message import failed_messages, in_state, messages_found
from core.queries.plan import planned_anew
from core.web.navigation import Link
from core.web.paging import open_page_of

COUNTED = (MessageState.WAITING, MessageState.FAILED)  # what asks for somebody's attention
MOST_COUNTED = 2_000  # nobody looks for one of so many by going through them
MOST_AT_ONCE = 500  # all are locked in one transaction


@access("office")
@planned_anew()
def message_list(request: HttpRequest) -> HttpResponse:
    """The newest first; states as links, type and recipient as a form."""
    form = MessageFilterForm(request.GET)
    wanted = form.wanted
    found = messages_for(request.user, messages_found(wanted))
    page = open_page_of(found, request.GET.get("page"), MOST_COUNTED)
    context = {
        "form": form,
        "page": page,
        "rows": [row_of(message) for message in page],
        "states": state_links(request, wanted.state),
        "is_filtered": bool(wanted.state or wanted.type_name or wanted.words),
        "may_retry": wanted.state == MessageState.FAILED and failed_for(request).exists(),
        "may_word": allows("wordings", request),
    }
    return render(request, "core/message_list.html", context)


def failed_for(request: HttpRequest) -> QuerySet[Message]:
    return messages_for(request.user, failed_messages())


def state_links(request: HttpRequest, chosen: MessageState | None) -> list[dict[str, object]]:
    """A link for every state, which the chosen one takes away; how many wait or have failed."""
    numbers = {state: messages_for(request.user, in_state(state)).count() for state in COUNTED}
    query = request.GET
    return [
        {
            "label": badge.label,
            "current": state == chosen,
            "count": numbers.get(state),
            "url": f"?{with_state(query, '' if state == chosen else state)}",
        }
        for state, badge in BADGES.items()
    ]


def with_state(query: QueryDict, code: str) -> str:
    """The same question about another state, or about all, from its first page."""
    asked = query.copy()
    for name in ("page", "state"):
        asked.pop(name, None)
    if code:
        asked["state"] = code
    return asked.urlencode()


@access("office")
def message_detail(request: HttpRequest, ref: str) -> HttpResponse:
    message, now = message_for(request.user, ref), clock.now()
    if message.is_waiting:
        for name, words in as_it_leaves(message, now).items():
            setattr(message, name, words)
    in_hand = bool(message.lease_until and message.lease_until > now)
    context = {
        "message": message,
        "row": row_of(message),
        "trouble": trouble_words(message.failed_reason) if message.has_failed else "",
        "copies": message.resent_as.order_by("pk"),
        "may_cancel": (message.is_waiting or message.has_failed) and not in_hand,
        "may_retry": message.has_failed and not message.is_secret,
        "may_resend": may_resend(message),
        "links": trail(),
    }
    return render(request, "core/message_detail.html", context)


def may_resend(message: Message) -> bool:
    """Whether sending it again can make sense; what has run out is refused by the action."""
    settled = message.sent_at or message.cancelled_at
    return bool(settled) and not message.is_secret and not why_not(message, clock.now())


@access("office")
def message_cancel(request: HttpRequest, ref: str) -> HttpResponse:
    message = message_for(request.user, ref)
    form = MessageCancelForm(posted(request))

    def act() -> str:
        reason = form.cleaned_data["reason"]
        return cancel_message(message, reason=reason, actor=me(request), now=clock.now()).ref

    done = "The message is cancelled."
    return answer(request, form, act, message, "core/message_cancel.html", done)


@access("office")
def message_resend(request: HttpRequest, ref: str) -> HttpResponse:
    done = "A copy of the message is on its way."
    return press(request, ref, resend_message, "core/message_resend.html", done)


@access("office")
def message_retry(request: HttpRequest, ref: str) -> HttpResponse:
    done = "The message tries again."
    return press(request, ref, retry_message, "core/message_retry.html", done)


@access("office")
def message_retry_all(request: HttpRequest) -> HttpResponse:
    """Let everything that could not be sent try again, as after an outage."""
    form = KeyedForm(posted(request))

    def act() -> int:
        rows = list(failed_for(request)[:MOST_AT_ONCE])
        return len(retry_messages(rows, actor=me(request), now=clock.now()))

    if done := submit(request, form, act):
        messages.success(request, f"Messages that try again: {done.result}.")
        return redirect(f"{reverse('message_list')}?state={MessageState.WAITING}")
    context = {"number": failed_for(request).count(), "links": trail()}
    return render_form(request, "core/message_retry_all.html", form, context)


def press(
    request: HttpRequest, ref: str, action: Callable[..., Message], template: str, done: str
) -> HttpResponse:
    """Do to a message what needs no more than a button."""
    message, form = message_for(request.user, ref), KeyedForm(posted(request))

    def act() -> str:
        return action(message, actor=me(request), now=clock.now()).ref

    return answer(request, form, act, message, template, done)


def answer(
    request: HttpRequest,
    form: KeyedForm,
    act: Callable[[], str],
    message: Message,
    template: str,
    done: str,
) -> HttpResponse:
    """Do it and go to the message, or show the page with its button."""
    if outcome := submit(request, form, act):
        messages.success(request, done)
        return redirect("message_detail", ref=outcome.ref)
    links = [*trail(), Link(subject_of(message), reverse("message_detail", args=[message.ref]))]
    context = {"message": message, "subject": subject_of(message), "links": links}
    return render_form(request, template, form, context)


def trail() -> list[Link]:
    return [Link("Messages", reverse("message_list"))]
