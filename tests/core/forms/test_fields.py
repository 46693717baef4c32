"""What each field makes of what people type, and what it says when it cannot."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.forms import CleanCharField, CleanTextField, GovDateField, HeadcountField, TimeField


def refusal(field, value):
    """The sentence a field refuses a value with."""
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    return caught.value.messages[0]


def test_clean_char_field_takes_one_line_without_controls():
    assert CleanCharField().clean("  Sian\u202e\r\nBcc: x  ") == "Sian Bcc: x"


def test_clean_char_field_refuses_what_is_empty_once_cleaned():
    with pytest.raises(ValidationError):
        CleanCharField().clean("\u200f\u2028")


def test_clean_char_field_gives_none_when_told_to():
    assert CleanCharField(required=False, empty_value=None).clean(" \u200f ") is None


def test_clean_char_field_says_by_how_much_it_is_too_long():
    assert refusal(CleanCharField(max_length=5), "sixsix") == (
        "Use 5 characters or fewer: this has 6"
    )


def test_clean_text_field_counts_a_line_end_once():
    assert CleanTextField(max_length=3).clean("a\r\nb") == "a\nb"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["27", "3", "2027"], date(2027, 3, 27)),
        (["9", "Nov", "2026"], date(2026, 11, 9)),
        ([" 9 ", "november", "2026"], date(2026, 11, 9)),
        (["29", "2", "2028"], date(2028, 2, 29)),
        (["01", "sept", "2026"], date(2026, 9, 1)),
    ],
)
def test_date_field_reads(typed, meant):
    assert GovDateField().clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["30", "2", "2027"], "30 February is not a date: check the day and month"),
        (["29", "2", "2027"], "29 February 2027 is not a date: check the day and month"),
        (["", "2", "2027"], "Date must include a day"),
        (["1", "", ""], "Date must include a month and year"),
        (["32", "1", "2027"], "“32” is not a day: use 1 to 31"),
        (["1", "13", "2027"], "“13” is not a month: use 1 to 12"),
        (["1", "frimaire", "2027"], "“frimaire” is not a month: use 1 to 12"),
        (["1", "1", "27"], "Year must have 4 figures, for example 2027"),
        (["1", "1", "1066"], "Year must be from 1900 to 2100"),
        (["\u0661", "1", "2027"], "“\u0661” is not a day: use 1 to 31"),
        (["1", "1", "\u0968\u0966\u0968\u096d"], "Year must have 4 figures, for example 2027"),
    ],
)
def test_date_field_says_what_is_wrong(typed, says):
    assert refusal(GovDateField(), typed) == says


def test_date_field_holds_its_bounds():
    field = GovDateField(earliest=date(2026, 11, 12), latest=date(2027, 7, 31))

    assert field.clean(["12", "11", "2026"]) == date(2026, 11, 12)
    assert refusal(field, ["11", "11", "2026"]) == "Date must be 12 November 2026 or later"
    assert refusal(field, ["1", "8", "2027"]) == "Date must be 31 July 2027 or earlier"


def test_date_field_may_be_left_out_when_optional():
    assert GovDateField(required=False).clean(["", "", ""]) is None


@pytest.mark.parametrize(
    ("typed", "changed"),
    [(["3", "Dec", "2026"], False), (["4", "12", "2026"], True), (["x", "12", "2026"], True)],
)
def test_date_field_compares_dates_not_spellings(typed, changed):
    assert GovDateField().has_changed(date(2026, 12, 3), typed) is changed


@given(st.lists(st.text(max_size=12), min_size=3, max_size=3))
def test_date_field_never_breaks(parts):
    try:
        found = GovDateField(required=False).clean(parts)
    except ValidationError:
        return
    assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("9:30am", time(9, 30)),
        ("9.30 a.m.", time(9, 30)),
        ("09:30", time(9, 30)),
        ("13.15", time(13, 15)),
        ("9 AM", time(9)),
        ("12pm", time(12)),
        ("12am", time(0)),
        ("midday", time(12)),
        ("7:45", time(7, 45)),
        ("01:15", time(1, 15)),
    ],
)
def test_time_field_reads(typed, meant):
    assert TimeField().clean(typed) == meant


@pytest.mark.parametrize("typed", ["25:00", "9:75", "13pm", "0am", "9", "half nine", "9:3"])
def test_time_field_refuses_nonsense(typed):
    assert refusal(TimeField(), typed) == "Enter a time, for example 9:30am or 13:15"


def test_time_field_asks_which_half_of_the_day():
    assert refusal(TimeField(), "1:15") == "Add am or pm, for example 1:15pm"


@given(st.times())
def test_time_field_reads_what_it_shows(at):
    shown = at.replace(second=0, microsecond=0)
    field = TimeField()

    assert field.clean(field.prepare_value(shown)) == shown


@given(st.text(max_size=20))
def test_time_field_never_breaks(text):
    try:
        found = TimeField(required=False).clean(text)
    except ValidationError:
        return
    assert found is None or isinstance(found, time)


@pytest.mark.parametrize(("typed", "meant"), [("28", 28), (" 0 ", 0), ("1,200", 1200)])
def test_headcount_field_reads(typed, meant):
    assert HeadcountField().clean(typed) == meant


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("4o", "Enter a whole number, for example 28"),
        ("2.5", "Enter a whole number, for example 28"),
        ("9" * 400, "Enter a whole number, for example 28"),
        ("1,2", "Enter a whole number, for example 28"),
        ("-1", "Enter 0 or more"),
        ("301", "Enter 300 or fewer"),
    ],
)
def test_headcount_field_says_what_is_wrong(typed, says):
    assert refusal(HeadcountField(most=300), typed) == says


SIGNS = ["%", "%s", "%(a)s", "100%", "{}", "{0!r}", "\\", "\\N", "%%"]


@pytest.mark.parametrize("text", SIGNS)
@pytest.mark.parametrize(
    ("field", "typed"),
    [
        (CleanCharField(max_length=0), "{}"),
        (CleanTextField(max_length=0), "{}"),
        (HeadcountField(), "{}"),
        (TimeField(), "{}"),
        (GovDateField(), ["{}", "1", "2027"]),
        (GovDateField(), ["1", "{}", "2027"]),
        (GovDateField(), ["1", "1", "{}"]),
    ],
)
def test_what_is_typed_is_never_a_format(field, typed, text):
    put = [part.replace("{}", text) for part in typed] if isinstance(typed, list) else text
    said = refusal(field, put)

    if isinstance(typed, list) and typed[2] == "2027":
        assert f"“{text}”" in said
