"""What people type leads nowhere in a message, whichever type it is and whichever field."""

import re
from datetime import datetime

import pytest
from django import forms
from django.apps import apps
from django.conf import settings

from core.forms import PersonNameField
from core.mail import outbox
from core.mail.message_types import Link, MessageType, Value, message_types
from core.models import Message
from tests.architecture import trees
from tests.processes import ROOT

pytestmark = pytest.mark.django_db
HOSTILE = (
    "Win £500 at www.evil.test",
    "https://evil.test/x?a=b",
    "evil.test",
    "mailto:win@evil.test",
    "a<a href='//evil.test'>b",
    "evil\u3002test",
)
LINKABLE = re.compile(
    r"[a-z]+://|//\w|\bwww[.\u3002]\w|mailto:|[@\uff20]\w|[^\W\d_][.\u3002\uff0e\uff61]\w",
    re.IGNORECASE,
)
OURS = re.compile(r"https?://(?:127\.0\.0\.1|localhost|[\w.]+\.example)[^\s\"<]*")


def hostile(sample: Value, typed: str) -> Value:
    if isinstance(sample, Link):
        return sample
    return typed if isinstance(sample, str) else [typed]


def whole(sample: Value) -> Value:
    """An address, or the office's words, that may lead somewhere: here they do not."""
    return sample.replace("@", " ").replace(".", " ") if isinstance(sample, str) else "Words"


def typed_in(message: Message) -> str:
    """What a message says, without the links that are ours and without its markup."""
    html = re.sub(r"<(?!br)[^>]+>", " ", message.body_html)
    words = f"{message.subject}\n{message.body_text}\n{html}"
    return OURS.sub("", words.replace(settings.BASE_URL, ""))


@pytest.mark.guard("what people type makes no link", where="core/mail/message_types.py")
@pytest.mark.parametrize("message_type", message_types, ids=lambda one: one.name)
@pytest.mark.parametrize("typed", HOSTILE)
def test_no_message_makes_a_link_of_what_somebody_typed(
    message_type: MessageType, typed: str, now: datetime
) -> None:
    context = {
        name: whole(sample) if name in message_type.printed_whole else hostile(sample, typed)
        for name, sample in message_type.samples.items()
    }
    typed_names = {
        name for name, sample in message_type.samples.items() if not isinstance(sample, Link)
    }
    is_typed = bool(typed_names - message_type.printed_whole)
    outbox.put(message_type, key=("key",), to="reader@work.example", context=context, now=now)
    words = typed_in(Message.objects.get())
    assert ("evil" in words) is is_typed
    assert LINKABLE.findall(words) == []
    assert "<a href='" not in Message.objects.get().body_html


def test_only_the_office_writes_what_may_hold_a_link() -> None:
    found = {one.name: sorted(one.office_words) for one in message_types if one.office_words}
    assert found == {"enrolments/office_message": ["message", "subject"]}


def test_only_addresses_that_passed_the_cleaner_stand_whole() -> None:
    found = {one.name: sorted(one.addresses) for one in message_types if one.addresses}
    assert found == {
        "accounts/membership_requested": ["email"],
        "accounts/messages_not_sent": ["messages"],  # and subjects, which were printed before
        "enrolments/approval_awaited": ["approver"],
    }


@pytest.mark.parametrize("typed", [*HOSTILE, "amina@work.example"])
def test_a_name_that_leads_somewhere_is_refused(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="without an email or web address"):
        PersonNameField().clean(typed)


# Names of what is no person.
OTHERS = {"training/events/forms/venue.py"}


def test_every_form_that_takes_a_name_refuses_those() -> None:
    assert apps.ready
    source = {name: (ROOT / name).read_text() for name, _ in trees(ROOT) if "/forms/" in name}
    plain = re.compile(r"(?:\bname|fields\[[^]]*name[^]]*\]) = CleanCharField\(")
    assert {name for name, text in source.items() if plain.search(text)} - OTHERS == set()
