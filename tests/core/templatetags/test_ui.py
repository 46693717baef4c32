"""What the components ask of the template tags."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines

from core.styleguide.sample import PLACES
from core.templatetags import ui

WINTER = datetime(2026, 12, 3, 9, 30, tzinfo=UTC)
SUMMER_MIDNIGHT = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)


def render(source, **context):
    """A piece of template, as text."""
    return engines["django"].from_string("{% load ui %}" + source).render(context)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ at|date_words }}", "Thursday 3 December 2026"),
        ("{{ at|short_date_words }}", "3 December 2026"),
        ("{{ at|month_words }}", "December 2026"),
        ("{{ at|short_month }} {{ at|day_number }}", "Dec 3"),
        ("{{ at|time_words }}", "9:30am"),
        ("{{ at|range_words:end }}", "Thursday 3 December 2026, 9:30am to 12:30pm"),
        ("{{ at|times_words:end }}", "9:30am to 12:30pm"),
    ],
)
def test_dates_are_in_words(source, words):
    assert render(source, at=WINTER, end=WINTER.replace(hour=12)) == words


def test_a_moment_belongs_to_its_day_in_london():
    assert render("{{ at|date_words }}", at=SUMMER_MIDNIGHT) == "Thursday 1 July 2027"
    assert render("{{ at|date_words }}", at=date(2027, 6, 30)) == "Wednesday 30 June 2027"


def test_places_are_said_in_words():
    drawn = render('{% include "components/seats.html" with seats=seats only %}', seats=PLACES[1])

    assert "4 of 50 places left" in drawn
    assert 'width="92"' in drawn
    assert "style" not in drawn


def test_pager_leaves_out_the_middle_and_keeps_the_filters():
    page = Paginator(range(300), 25).get_page(6)

    assert ui.pager_numbers(page) == [1, None, 5, 6, 7, None, 12]


def test_error_links_of_several_forms_stand_in_order():
    class AForm(forms.Form):
        first = forms.CharField()

    both = [AForm({}, prefix="a"), AForm({}, prefix="b")]

    assert [link.target for link in ui.error_links_filter(both)] == [
        "id_a-first",
        "id_b-first",
    ]
    assert ui.has_errors(both)
    assert not ui.has_errors(None)


def test_a_formset_lists_its_own_errors_first():
    class AForm(forms.Form):
        first = forms.CharField()

    formset = forms.formset_factory(AForm, min_num=2, validate_min=True)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-first": ""}
    )
    links = ui.error_links_filter(formset)

    assert [link.target for link in links] == ["", "id_form-0-first"]


def test_lookup_reads_a_key_from_a_variable():
    assert render("{{ counts|lookup:name }}", counts={"330": 4}, name="330") == "4"
    assert render("{{ counts|lookup:name }}", counts=None, name="330") == ""
