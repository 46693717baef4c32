"""What messages there are, and their words: those they came with, or the office's in their place.

A text is plain: its first line is the subject, then paragraphs with placeholders in braces from
the type's own list. Nothing in it is ever run as a template. A line that is a placeholder with
nothing to say is left out, and so is a paragraph with such a one among its words: one text serves
a date online and one in a hall.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from django.conf import settings
from django.db.models import Exists, Q
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.mail.message_keys import KeyFunction, KeyPart, was_put
from core.mail.timed import HowSoon, Since, Timed, Until
from core.models import Message, MessageTemplate
from core.registry import Registry
from core.text import unlinked
from core.web.ttl_cache import TtlCache

TEST = "[Test] "
TEST_TYPE = "core/test"  # somebody tries out words: nobody declares it, so it always goes

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
        is_whole = self.path == "[link]" or self.path.startswith(("https://", "http://"))
        return self.path if is_whole else f"{settings.BASE_URL}{self.path}"


Settled: TypeAlias = str | Link | Sequence[str]
Value: TypeAlias = Settled | Timed
NOTHING: Mapping[str, Value] = MappingProxyType({})


StillNeeded = Callable[[Message, datetime], bool]


def always(message: Message, now: datetime) -> bool:
    """A message that makes sense whenever it comes: what it tells of cannot be undone."""
    return True


def unless_untold(holds: StillNeeded, *news: str) -> StillNeeded:
    """Of an end: nobody reads of it to whom the news, of these types, was written and never left.

    They are asked in the order in which they were put, and news that is put off goes out no more
    once its cause has gone.
    """

    def check(message: Message, now: datetime) -> bool:
        return holds(message, now) and not _is_untold(message, news)

    return check


def _is_untold(message: Message, news: Sequence[str]) -> bool:
    told = Message.objects.filter(to=message.to, about=message.about, kind__in=news)
    left = Q(sent_at__isnull=False) | Q(unanswered_at__isnull=False)
    return told.exists() and not told.filter(left).exists()


@dataclass(frozen=True)
class MessageType:
    """One type of message, declared once, in the emails room of its subject.

    `samples` are its placeholders, each with what stands for it in the preview. `key` makes the
    parts of its dedupe key. `is_still_needed` is asked just before it goes out (rule 21): a
    reminder of a place that was cancelled since, an offer that was answered, is not sent. Each says
    it, and says `always` only where it holds whatever happens.
    """

    name: str  # "enrolments/offer_made"
    label: str  # what the office calls it
    samples: Mapping[str, Value]
    key: KeyFunction
    is_still_needed: StillNeeded
    # Placeholders for what the office wrote itself; nothing else can be made a link of.
    office_words: frozenset[str] = frozenset()
    # Placeholders with email addresses that passed the cleaner, which people have to recognise.
    addresses: frozenset[str] = frozenset()

    @property
    def printed_whole(self) -> frozenset[str]:
        return self.office_words | self.addresses

    def printed(self, values: Mapping[str, Settled]) -> dict[str, Settled]:
        """The values as a message prints them: what people typed leads nowhere (rule 72)."""
        return {
            name: value if name in self.printed_whole else _printed(value)
            for name, value in values.items()
        }

    def was_put(self, *about: KeyPart) -> Exists:
        """Whether one is in the outbox for the outer row; `about` as for `key`."""
        return was_put(self.name, self.key(*about))


def _printed(value: Settled) -> Settled:
    if isinstance(value, Link):
        return value
    return unlinked(value) if isinstance(value, str) else [unlinked(line) for line in value]


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


message_types: Registry[MessageType] = Registry("message types")
_to_send: TtlCache[Text] = TtlCache("message-texts")
_frames: TtlCache["Frame"] = TtlCache("message-frames")


def declare(message_type: MessageType) -> MessageType:
    """Add a message type. Raises ValueError for a name that is taken."""
    return message_types.add(message_type.name, message_type)


def labelled() -> list[MessageType]:
    """Every message type, by what the office calls it."""
    return sorted(message_types, key=lambda one: one.label)


def is_still_needed(message: Message, now: datetime) -> bool:
    """Whether a message should go out. Codes, notices and tests have no type and always do."""
    declared = message_types.find(message.kind)
    return declared is None or declared.is_still_needed(message, now)


@cache
def default_text(name: str) -> Text:
    """The words a message type came with: templates/emails/<name>.txt."""
    path = TEXTS / f"{name}.txt"
    subject, _, body = path.read_text(encoding="utf-8").partition("\n")
    return Text(subject.strip(), body.strip())


def text_of(message_type: MessageType) -> Text:
    """The words in use for a message type: the office's when it has written some."""
    own = MessageTemplate.objects.filter(kind=message_type.name)
    words = own.values_list("subject", "body").first()
    return Text(*words) if words else default_text(message_type.name)


def text_to_send(message_type: MessageType) -> Text:
    """The words in use a moment ago: new ones are in every mail within seconds."""
    return _to_send.get(message_type.name, lambda: text_of(message_type))


def unknown_placeholders(message_type: MessageType, text: Text) -> list[str]:
    """The names in braces that this message type does not have."""
    found = PLACEHOLDER.findall(f"{text.subject}\n{text.body}")
    return sorted(set(found) - set(message_type.samples))


def faults(message_type: MessageType, text: Text) -> dict[str, str]:
    """What is wrong with a text for a message type, as a sentence for "subject" and for "body"."""
    found = {"subject": _fault(message_type, text.subject), "body": _fault(message_type, text.body)}
    lines = {name for name, sample in message_type.samples.items() if isinstance(sample, str)}
    for name in PLACEHOLDER.findall(text.subject):
        if not found["subject"] and name not in lines:
            found["subject"] = f"{{{name}}} does not fit into a subject: put it into the message."
    for name, sample in message_type.samples.items():
        needed = isinstance(sample, Link) and sample.address == "[link]"
        if not found["body"] and needed and f"{{{name}}}" not in text.body:
            found["body"] = f"Keep {{{name}}}: without it nobody can answer."
    return {part: words for part, words in found.items() if words}


def _fault(message_type: MessageType, words: str) -> str:
    unknown = unknown_placeholders(message_type, Text("", words))
    if unknown:
        names = ", ".join(f"{{{name}}}" for name in unknown)
        return f"This message has nothing to put in for {names}. Use the placeholders in the list."
    if set("{}") & set(PLACEHOLDER.sub("", words)):
        return "Write placeholders as they stand in the list, like {course}, and no other braces."
    return ""


def render(text: Text, values: Mapping[str, Settled]) -> Rendered:
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
    return Rendered(
        subject=subject, text="\n\n".join(plain) + "\n", html=_frame().around(subject, html)
    )


@dataclass(frozen=True)
class Frame:
    """The HTML around the words of every message, cut where the words go."""

    before: str  # the subject
    between: str  # subject and first paragraph
    gap: str  # two paragraphs
    after: str

    def around(self, subject: str, paragraphs: Sequence[str]) -> str:
        words = self.gap.join(paragraphs)
        return f"{self.before}{conditional_escape(subject)}{self.between}{words}{self.after}"


def _frame() -> Frame:
    """Drawn once for all messages of some seconds: it says the same in each."""
    return _frames.get(settings.BASE_URL, _drawn_frame)


def _drawn_frame() -> Frame:
    first, second, third = (f"[[{number}]]" for number in range(3))
    shown = {"subject": first, "paragraphs": [second, third], "base_url": settings.BASE_URL}
    drawn = render_to_string("emails/message.html", shown)
    before, _, rest = drawn.partition(first)
    between, _, rest = rest.partition(second)
    gap, _, after = rest.partition(third)
    return Frame(before, between, gap, after)


def settle(values: Mapping[str, Value], now: datetime) -> dict[str, Settled]:
    """What goes into a message that leaves now."""
    return {
        name: value.at(now) if isinstance(value, Timed) else value for name, value in values.items()
    }


def stored(values: Mapping[str, Value]) -> dict[str, Any]:
    """The values as the database keeps them; nothing when none depends on the time."""
    if not any(isinstance(value, Timed) for value in values.values()):
        return {}
    return {name: _stored(value) for name, value in values.items()}


def _stored(value: Value) -> Any:
    match value:
        case Link():
            return {"label": value.label, "path": value.path}
        case HowSoon():
            return {"day": value.day.isoformat()}
        case Until():
            return {"words": value.words, "end": value.end.isoformat()}
        case Since():
            return {"words": value.words, "start": value.start.isoformat()}
        case str():
            return value
    return list(value)


def loaded(values: Mapping[str, Any]) -> dict[str, Value]:
    """Stored values again."""
    return {name: _loaded(value) for name, value in values.items()}


def _loaded(value: Any) -> Value:
    match value:
        case {"label": str(label), "path": str(path)}:
            return Link(label, path)
        case {"day": str(day)}:
            return HowSoon(date.fromisoformat(day))
        case {"words": str(words), "end": str(end)}:
            return Until(words, datetime.fromisoformat(end))
        case {"words": str(words), "start": str(start)}:
            return Since(words, datetime.fromisoformat(start))
    found: Settled = value
    return found


def _without_idle_lines(part: str, values: Mapping[str, Settled]) -> str:
    """A paragraph without its lines that are one placeholder with nothing to say."""
    lines = [line.strip() for line in part.strip().split("\n")]
    alone = [PLACEHOLDER.fullmatch(line) for line in lines]
    kept = [
        line for line, found in zip(lines, alone, strict=True) if not found or values.get(found[1])
    ]
    return "\n".join(kept)


def _in_text(found: re.Match[str], values: Mapping[str, Settled]) -> str:
    """A value in plain text; a link whose words end in a colon needs no label of its own."""
    value = values[found[1]]
    if isinstance(value, Link) and found.string[: found.start()].rstrip().endswith(":"):
        return value.address
    return _plain(value)


def _plain(value: Settled) -> str:
    if isinstance(value, Link):
        return f"{value.label}: {value.address}"
    return value if isinstance(value, str) else "\n".join(value)


def _paragraph(part: str, values: Mapping[str, Settled]) -> SafeString:
    pieces = PLACEHOLDER.split(part)  # words, name, words, name, words
    shown = [
        _html(values[piece]) if number % 2 else _lines(piece) for number, piece in enumerate(pieces)
    ]
    return mark_safe("".join(shown))  # noqa: S308 - every piece was escaped above


def _html(value: Settled) -> str:
    if isinstance(value, Link):
        # Styled in the tag: many mail readers drop style sheets.
        return format_html(
            '<a href="{}" style="color: #562886; font-weight: bold">{}</a>',
            value.address,
            value.label,
        )
    return _lines(value if isinstance(value, str) else "\n".join(value))


def _lines(words: str) -> str:
    return "<br>".join(conditional_escape(line) for line in words.split("\n"))
