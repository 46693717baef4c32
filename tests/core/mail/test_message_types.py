"""The words of messages: placeholders filled in, and never anything else."""

from datetime import datetime
from typing import Any

import pytest

from core.mail import message_types
from core.mail.message_keys import by_ref
from core.mail.message_types import Link, MessageType, Text, always
from core.models import MessageTemplate

GREETING = MessageType(
    name="tests/greeting",
    label="A greeting",
    samples={"name": "Amina", "page": "x"},
    key=by_ref,
    is_still_needed=always,
)


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that a test declares outlives it."""
    found = message_types.message_types._found
    monkeypatch.setattr(message_types.message_types, "_found", dict(found))


def test_placeholders_are_filled_in_the_subject_and_the_words(settings: Any) -> None:
    settings.BASE_URL = "https://up.example"
    text = Text("For {name}", "Dear {name},\n\n{dates}\n\nSee {page}.")
    values = {"name": "Amina", "dates": ["Monday", "Tuesday"], "page": Link("Your page", "/my/")}

    made = message_types.render(text, values)

    assert made.subject == "For Amina"
    assert made.text == (
        "Dear Amina,\n\nMonday\nTuesday\n\nSee Your page: https://up.example/my/.\n"
    )
    assert "Monday<br>Tuesday" in made.html
    assert '<a href="https://up.example/my/"' in made.html
    assert ">Your page</a>." in made.html


def test_a_link_after_a_colon_needs_no_label_in_plain_text(settings: Any) -> None:
    settings.BASE_URL = "https://up.example"

    made = message_types.render(
        Text("Hello", "See: {page}\n\n{page}"), {"page": Link("Page", "/my/")}
    )

    assert made.text == "See: https://up.example/my/\n\nPage: https://up.example/my/\n"


def test_a_paragraph_with_nothing_to_say_is_left_out() -> None:
    text = Text("Hello", "First.\n\nBring {thing} along.\n\nLast {missing}.\n\nEnd.")

    assert message_types.render(text, {"thing": ""}).text == "First.\n\nEnd.\n"


def test_a_line_with_nothing_to_say_is_left_out_and_its_paragraph_stays() -> None:
    text = Text("Hello", "{course}\n{dates}\n{where}\n\n{where}\n\nEnd.")

    made = message_types.render(text, {"course": "First aid", "dates": [], "where": ""})

    assert made.text == "First aid\n\nEnd.\n"


def test_values_are_words_and_never_markup_or_placeholders() -> None:
    text = Text("About {course}", "{course} for {name}")

    made = message_types.render(text, {"course": "<b>{name}</b>", "name": "Amina & co"})

    assert made.subject == "About <b>{name}</b>"
    assert made.text == "<b>{name}</b> for Amina & co\n"
    assert "&lt;b&gt;{name}&lt;/b&gt; for Amina &amp; co" in made.html
    assert "<b>" not in made.html


def test_the_offices_words_are_escaped_too() -> None:
    made = message_types.render(
        Text("Hi", "<script>alert(1)</script> {{ settings }} {% now %}"), {}
    )

    assert "<script>" not in made.html
    assert made.text == "<script>alert(1)</script> {{ settings }} {% now %}\n"


def test_placeholders_that_a_type_does_not_have_are_found() -> None:
    text = Text("{name} {price}", "{page} {secret_key} {Not_one} { name }")

    assert message_types.unknown_placeholders(GREETING, text) == ["price", "secret_key"]


@pytest.mark.django_db
def test_the_offices_own_words_are_used(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(message_types, "default_text", lambda name: Text("Ours", "Our words"))
    assert message_types.text_of(GREETING) == Text("Ours", "Our words")

    MessageTemplate.objects.create(
        kind=GREETING.name, subject="Theirs", body="Their words", changed_at=now
    )

    assert message_types.text_of(GREETING) == Text("Theirs", "Their words")


def test_two_message_types_may_not_share_a_name() -> None:
    message_types.declare(GREETING)

    assert message_types.message_types[GREETING.name] == GREETING
    with pytest.raises(ValueError, match="tests/greeting"):
        message_types.declare(GREETING)


@pytest.mark.parametrize("message_type", message_types.labelled(), ids=lambda one: one.name)
def test_the_words_a_type_came_with_use_only_its_placeholders(message_type: MessageType) -> None:
    text = message_types.default_text(message_type.name)
    shown = message_types.render(text, message_type.samples)

    assert message_types.unknown_placeholders(message_type, text) == []
    assert 0 < len(text.subject) <= 200
    assert "{" not in shown.subject + shown.text


def test_every_text_belongs_to_a_message_type() -> None:
    files = {
        path.relative_to(message_types.TEXTS).as_posix()
        for path in message_types.TEXTS.rglob("*.txt")
    }

    assert {f"{one.name}.txt" for one in message_types.labelled()} == files
