"""Calendar documents, read back as a mail reader would."""

from typing import Any

from icalendar import Calendar

from core.models import Message
from tests.libical import faults, library


def entries_of(document: str | bytes) -> list[Any]:
    """The VEVENTs of a document, in order; one that breaks the standard's rules is none."""
    if library():
        assert faults(document) == []
    return list(Calendar.from_ical(document).walk("VEVENT"))


def method_of(document: str | bytes) -> str:
    """REQUEST, CANCEL or PUBLISH."""
    return str(Calendar.from_ical(document)["METHOD"])


def last_message(kind: str) -> Message:
    """The newest message of a kind of training."""
    return Message.objects.filter(kind=f"enrolments/{kind}").latest("pk")
