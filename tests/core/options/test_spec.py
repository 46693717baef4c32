"""Each kind of setting: what it takes, how it is kept, and the field it is drawn by."""

from datetime import date, timedelta
from typing import Any

import pytest

from core.forms.option import OptionsForm
from core.options import store
from core.options.spec import Choice, Day, Duration, Number, Spec, Text, Unit, YesNo

HOUR = timedelta(hours=1)
ASKED = YesNo(key="a.asked", group="A", label="Ask first", default=False)
COUNT = Number(key="a.count", group="A", label="How many", default=3, least=1, most=9)
WORDS = Text(key="a.words", group="A", label="Contact", default="", most=20)
FIRST = Day(key="a.first", group="A", label="First day", default=date(2026, 9, 1))
HELD = Duration(
    key="a.held", group="A", label="Hours to answer", unit=Unit.HOURS, default=4 * HOUR, most=72
)
LOOK = Choice(
    key="a.look",
    group="A",
    label="Look",
    default="list",
    choices=(("list", "List"), ("grid", "Grid")),
)
EACH: list[Spec[Any]] = [ASKED, COUNT, WORDS, FIRST, HELD, LOOK]
DRAWN = {
    ASKED: ('type="radio" name="a.asked" value="yes"', 'name="a.asked" value="no"', "<legend"),
    COUNT: ('type="text" name="a.count" value="3"', 'inputmode="numeric"'),
    WORDS: ('type="text" name="a.words"', 'maxlength="20"'),
    FIRST: ('name="a.first_day" value="1"', 'name="a.first_year" value="2026"'),
    HELD: ('type="text" name="a.held" value="4"', 'inputmode="numeric"', "Hours to answer"),
    LOOK: ('type="radio" name="a.look" value="list"', 'value="grid"'),
}
TYPED = {
    ASKED: ({"a.asked": "yes"}, True),
    COUNT: ({"a.count": "7"}, 7),
    WORDS: ({"a.words": " 0121 496 0001 "}, "0121 496 0001"),
    FIRST: ({"a.first_day": "2", "a.first_month": "10", "a.first_year": "2026"}, date(2026, 10, 2)),
    HELD: ({"a.held": "6"}, 6 * HOUR),
    LOOK: ({"a.look": "grid"}, "grid"),
}
WRONG = {
    ASKED: ({"a.asked": "maybe"}, "Ask first: choose yes or no."),
    COUNT: ({"a.count": "0"}, "How many: enter a whole number from 1 to 9."),
    WORDS: ({"a.words": "x" * 21}, "Use 20 characters or fewer: this has 21"),
    FIRST: ({}, "First day: enter a date."),
    HELD: ({"a.held": "4.5"}, "Hours to answer: enter a whole number from 0 to 72."),
    LOOK: ({"a.look": "pie"}, "Look: choose one of the answers."),
}
NO_VALUES: dict[Spec[Any], tuple[object, ...]] = {
    ASKED: (1, "yes", None),
    COUNT: (0, 10, True, "3", None),
    WORDS: ("x" * 21, 3, None),
    FIRST: ("soon", 20260901, None),
    HELD: (-1, 73, True, "4", None),
    LOOK: ("pie", 1, None),
}


def form(spec: Spec[Any], data: dict[str, str] | None = None) -> OptionsForm:
    key = {} if data is None else {"form_key": "00000000-0000-4000-8000-000000000000"}
    typed = None if data is None else {**data, **key}
    return OptionsForm(typed, specs=[spec], current=store.values(spec))


pytestmark = pytest.mark.django_db
each = pytest.mark.parametrize("spec", EACH, ids=lambda spec: type(spec).__name__)


@each
def test_each_is_drawn_by_its_field(spec: Spec[Any]) -> None:
    html = " ".join(str(form(spec)[spec.key].as_field_group()).split())

    for sign in (*DRAWN[spec], spec.label):
        assert sign in html, html


@each
def test_each_reads_what_is_typed(spec: Spec[Any]) -> None:
    typed, value = TYPED[spec]
    filled = form(spec, typed)

    assert filled.is_valid(), filled.errors
    assert filled.changes == {spec.key: value}
    assert spec.refusal(value) == ""


@each
def test_each_says_what_is_wrong(spec: Spec[Any]) -> None:
    typed, words = WRONG[spec]

    assert form(spec, typed).errors[spec.key] == [words]


@each
def test_each_is_kept_as_json_and_read_again(spec: Spec[Any]) -> None:
    _, value = TYPED[spec]

    assert type(spec.stored(value)) in {bool, int, str}
    assert spec.read(spec.stored(value)) == value


@each
def test_what_was_never_a_value_is_refused(spec: Spec[Any]) -> None:
    for stored in NO_VALUES[spec]:
        with pytest.raises(ValueError):  # noqa: PT011 - of several readers
            spec.read(stored)


def test_a_length_of_time_names_its_unit() -> None:
    with pytest.raises(ValueError, match="does not name its unit"):
        Duration(key="a.b", group="A", label="Time to answer", unit=Unit.HOURS, default=HOUR)
