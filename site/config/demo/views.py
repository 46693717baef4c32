"""A way to be each of the invented people, and to read the mail that went out."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import is_staff_member
from accounts.views.navigation import home_of
from config.demo import guide, letters
from core.access import message_among
from core.models import Message
from core.policy import access

NEWEST = 12


@access("demo")
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everyone one can be, what to try, and the mail that went out."""
    people = list(guide.accounts())
    roles = [
        {
            "guide": one,
            "people": [
                {"name": user.name, "ref": user.ref, "place": guide.places_of(user)}
                for user in people
                if guide.role_of(user) == one.role
            ],
        }
        for one in guide.GUIDES
    ]
    mail = Message.objects.order_by("-created_at", "-pk")[:NEWEST]
    return render(request, "demo/home.html", {"roles": roles, "mail": map(as_line, mail)})


def as_line(message: Message) -> dict[str, object]:
    """A message as the list shows it."""
    return {
        "ref": message.ref,
        "to": message.to,
        "subject": message.subject,
        "created_at": message.created_at,
        "is_sent": message.sent_at is not None,
    }


@access("demo")
@require_POST
def sign_in(request: HttpRequest, ref: str) -> HttpResponse:
    """Be one of the invented people, as if they had signed in with their second step."""
    person = get_object_or_404(guide.accounts(), ref=ref)
    logout(request)
    get_adapter(request).login(request, person)
    record_authentication(request, person, "password", email=person.email)
    if is_staff_member(person):
        record_authentication(request, person, "mfa", type="totp")
    messages.success(request, f"You are signed in as {person.name}.")
    return redirect(home_of(person))


@access("demo")
@require_GET
def mail_detail(request: HttpRequest, ref: str) -> HttpResponse:
    """One message as it went out. Secrets are wiped from the database, so the files are read."""
    message = message_among(Message.objects.all(), ref)
    folder = letters.folder_of(settings.EMAIL_URL)
    is_wiped = message.is_secret or message.personal_link is not None
    sent = letters.text_of(folder, message.message_id) if is_wiped else ""
    text = sent or message.body_text
    shown = as_line(message) | {"text": text, "has_calendar": bool(message.calendar)}
    return render(request, "demo/mail_detail.html", {"mail": shown})


@access("demo")
@require_GET
def mail_calendar(request: HttpRequest, ref: str) -> HttpResponse:
    message = message_among(Message.objects.all(), ref)
    if not message.calendar:
        raise Http404
    kind = f"text/calendar; charset=utf-8; method={message.calendar_method}"
    attached = {"Content-Disposition": 'attachment; filename="dates.ics"'}
    return HttpResponse(message.calendar.encode(), content_type=kind, headers=attached)
