"""clean_text: what people typed, made safe once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean_text, count_words, holds_address, list_words, unlinked


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Amina   Rashid ", "Amina   Rashid"),
        ("Zoe\u0308", "Zoë"),
        ("one\r\ntwo\rthree\u2028four", "one two three four"),
        ("a\x00b\x07c\x1bd", "abcd"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("half\ud800 a pair", "half a pair"),
        ("tab\there", "tab here"),
        ("\ufeffmark", "mark"),
        ("Ọlátúnjí Żółć Gwŷr", "Ọlátúnjí Żółć Gwŷr"),
        ("Ami\u200bna Ra\u00adshid\u2060", "Amina Rashid"),
        ("\u200b", ""),
        ("\u3164 \u2800", ""),
        ("\u200d\u0301", ""),
        ("क्\u200dष मि\u200cय", "क्\u200dष मि\u200cय"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("\U0001f469\u200d\U0001f3eb", "\U0001f469\u200d\U0001f3eb"),
    ],
)
def test_clean_text_keeps_a_single_line(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


def test_clean_text_keeps_newlines_only_where_there_may_be_several_lines() -> None:
    assert clean_text("one\r\ntwo \x0bthree", multiline=True) == "one\ntwo\nthree"


@given(st.text())
def test_clean_text_of_anything_is_one_safe_line(typed: str) -> None:
    kept = clean_text(typed)

    assert not set(kept) & {"\n", "\r", "\x00", "\x85", "\u2028", "\u2029", "\u202e"}
    assert clean_text(kept) == kept
    kept.encode()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Amina Rashid", "Amina Rashid"),
        ("Dr. J.Smith", "Dr. J. Smith"),
        ("Win at https://prize.example/x", "Win at https prize. example/x"),
        ("www.prize.example", "www. prize. example"),
        ("amina@work.example", "amina at work. example"),
        ("mailto:a@b.example", "mailto a at b. example"),
        ("//evil.test", " evil. test"),
        ("HTTPS:evil.test", "HTTPS evil. test"),
        ("evil\u3002test and evil\uff0etest", "evil. test and evil. test"),
        ("a\uff20evil.test", "a at evil. test"),
        ("9.30am, 2.5 hours, Room:B", "9.30am, 2.5 hours, Room:B"),
    ],
)
def test_a_name_in_a_message_is_never_a_link(name: str, shown: str) -> None:
    assert unlinked(name) == shown


@pytest.mark.parametrize(
    ("name", "holds"),
    [
        ("Amina Rashid", False),
        ("J. R. R. Tolkien", False),
        ("J.R.R. Tolkien", False),
        ("J.Smith", False),
        ("Dr.Amina Rashid", False),
        ("O'Neill-Smith", False),
        ("Win £500 at www.evil.test", True),
        ("Win at evil.test", True),
        ("evil.test/Amina", True),
        ("https://evil", True),
        ("amina@work", True),
        ("WWW evil", True),
        ("evil\u3002test", True),
    ],
)
def test_a_name_that_holds_an_address_is_known(name: str, holds: bool) -> None:
    assert holds_address(name) is holds


def test_numbers_and_lists_in_words() -> None:
    assert [count_words(number, "place") for number in (0, 1, 1994)] == [
        "0 places",
        "1 place",
        "1,994 places",
    ]
    assert count_words(2, "person", "people") == "2 people"
    assert [list_words(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
