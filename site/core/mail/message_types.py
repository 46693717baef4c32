"""The words of messages: the house's own, or the office's in their place.

A text is plain: its first line is the subject, then paragraphs with placeholders in braces from
the kind's own list. Nothing in it is ever run as a template. A line that is a placeholder with
nothing to say is left out, and so is a paragraph with such a one among its words: one text serves
a date online and one in a hall.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.models import MessageTemplate
from core.web.ttl_cache import TtlCache

TEST = "[Test] "
TEST_KIND = "core/test"  # nothing asks whether it still makes sense

TEXTS = Path(__file__).resolve().parents[3] / "templates" / "emails"
PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True)
class Link:
    """Words to press and where they lead: a path of ours, "[link]" for a personal one, or a
    whole address."""

    label: str
    path: str

    @property
    def address(self) -> str:
        """The whole address."""
        is_whole = self.path == "[link]" or self.path.startswith(("https://", "http://"))
        return self.path if is_whole else f"{settings.BASE_URL}{self.path}"


Value = str | Link | Sequence[str]
NOTHING: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True)
class MessageType:
    """One kind of message: its name ("enrolments/offer_made"), what the office calls it, and
    what its placeholders stand for, each with a sample for the preview."""

    name: str
    label: str
    samples: Mapping[str, Value]

    @property
    def event(self) -> str:
        """What happened, without the app it happened in: "offer_made"."""
        return self.name.partition("/")[2]


@dataclass(frozen=True)
class Text:
    """A subject and paragraphs, placeholders still in them."""

    subject: str
    body: str


@dataclass(frozen=True)
class Rendered:
    """A message's words as they go out."""

    subject: str
    text: str
    html: str


_kinds: dict[str, MessageType] = {}
_to_send: TtlCache[Text] = TtlCache("message-texts")


def declare(kind: MessageType) -> MessageType:
    """Add a kind. Called at import by an app's wordings.py. Raises ValueError for a name taken."""
    if kind.name in _kinds:
        raise ValueError(f"Two kinds of message are called {kind.name}.")
    _kinds[kind.name] = kind
    return kind


def kinds() -> list[MessageType]:
    """Every kind, by what the office calls it."""
    return sorted(_kinds.values(), key=lambda kind: kind.label)


def message_type_named(name: str) -> MessageType:
    """The kind of a name. Raises KeyError when nobody declared it."""
    return _kinds[name]


def find_message_type(name: str) -> MessageType | None:
    """The kind of a name; None for a sign-in code, or one that is no longer in use."""
    return _kinds.get(name)


@cache
def default_text(name: str) -> Text:
    """The house's own words for a kind: templates/emails/<name>.txt."""
    path = TEXTS / f"{name}.txt"
    subject, _, body = path.read_text(encoding="utf-8").partition("\n")
    return Text(subject.strip(), body.strip())


def text_of(kind: MessageType) -> Text:
    """The words in use for a kind: the office's when it has written some."""
    own = MessageTemplate.objects.filter(kind=kind.name).values_list("subject", "body").first()
    return Text(*own) if own else default_text(kind.name)


def text_to_send(kind: MessageType) -> Text:
    """The words in use for a kind a moment ago: new ones are in every mail within seconds."""
    return _to_send.get(kind.name, lambda: text_of(kind))


def unknown_placeholders(kind: MessageType, text: Text) -> list[str]:
    """The names in braces that this kind does not have."""
    found = PLACEHOLDER.findall(f"{text.subject}\n{text.body}")
    return sorted(set(found) - set(kind.samples))


def faults(kind: MessageType, text: Text) -> dict[str, str]:
    """What is wrong with a text for a kind, as a sentence for "subject" and for "body"."""
    found = {"subject": _fault(kind, text.subject), "body": _fault(kind, text.body)}
    lines = {name for name, sample in kind.samples.items() if isinstance(sample, str)}
    for name in PLACEHOLDER.findall(text.subject):
        if not found["subject"] and name not in lines:
            found["subject"] = f"{{{name}}} does not fit into a subject: put it into the message."
    for name, sample in kind.samples.items():
        needed = isinstance(sample, Link) and sample.address == "[link]"
        if not found["body"] and needed and f"{{{name}}}" not in text.body:
            found["body"] = f"Keep {{{name}}}: without it nobody can answer."
    return {part: words for part, words in found.items() if words}


def _fault(kind: MessageType, words: str) -> str:
    unknown = unknown_placeholders(kind, Text("", words))
    if unknown:
        names = ", ".join(f"{{{name}}}" for name in unknown)
        return f"This message has nothing to put in for {names}. Use the placeholders in the list."
    if set("{}") & set(PLACEHOLDER.sub("", words)):
        return "Write placeholders as they stand in the list, like {course}, and no other braces."
    return ""


def render(text: Text, values: Mapping[str, Value]) -> Rendered:
    """Fill in a text's placeholders. Those with no value leave their paragraph out."""
    whole = [_without_idle_lines(part, values) for part in re.split(r"\n\s*\n", text.body)]
    parts = [
        part
        for part in whole
        if part and all(values.get(name) for name in PLACEHOLDER.findall(part))
    ]
    subject = PLACEHOLDER.sub(lambda found: _plain(values.get(found[1], "")), text.subject)
    plain = [PLACEHOLDER.sub(lambda found: _in_text(found, values), part) for part in parts]
    html = [_paragraph(part, values) for part in parts]
    shown = {"subject": subject, "paragraphs": html, "base_url": settings.BASE_URL}
    return Rendered(
        subject=subject,
        text="\n\n".join(plain) + "\n",
        html=render_to_string("emails/wording.html", shown),
    )


def _without_idle_lines(part: str, values: Mapping[str, Value]) -> str:
    """A paragraph without its lines that are one placeholder with nothing to say."""
    lines = [line.strip() for line in part.strip().split("\n")]
    alone = [PLACEHOLDER.fullmatch(line) for line in lines]
    kept = [
        line for line, found in zip(lines, alone, strict=True) if not found or values.get(found[1])
    ]
    return "\n".join(kept)


def _in_text(found: re.Match[str], values: Mapping[str, Value]) -> str:
    """A value in plain text; a link whose words end in a colon needs no label of its own."""
    value = values[found[1]]
    if isinstance(value, Link) and found.string[: found.start()].rstrip().endswith(":"):
        return value.address
    return _plain(value)


def _plain(value: Value) -> str:
    if isinstance(value, Link):
        return f"{value.label}: {value.address}"
    return value if isinstance(value, str) else "\n".join(value)


def _paragraph(part: str, values: Mapping[str, Value]) -> SafeString:
    pieces = PLACEHOLDER.split(part)  # words, name, words, name, words
    shown = [
        _html(values[piece]) if number % 2 else _lines(piece) for number, piece in enumerate(pieces)
    ]
    return mark_safe("".join(shown))  # noqa: S308 - every piece was escaped above


def _html(value: Value) -> str:
    if isinstance(value, Link):
        return format_html(
            '<a href="{}" style="color: #562886; font-weight: bold">{}</a>',
            value.address,
            value.label,
        )
    return _lines(value if isinstance(value, str) else "\n".join(value))


def _lines(words: str) -> str:
    return "<br>".join(conditional_escape(line) for line in words.split("\n"))
