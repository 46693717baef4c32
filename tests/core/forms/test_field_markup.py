"""What a reader's browser gets: labels, hints, errors and the ids that tie them together."""

import pytest
from bs4 import BeautifulSoup
from django import forms

from core.forms import BaseForm, CleanTextField, GovDateField, HeadcountField
from core.forms.widgets import CheckboxSelectMultiple, ChoiceSegment, HeadcountInput, RadioSelect

YES_NO = [("yes", "Yes"), ("no", "No")]


def draw(form):
    """The form as a tree."""
    return BeautifulSoup(str(form), "html.parser")


class PlainForm(forms.Form):
    """A form as a package would bring it: Django's own fields and widgets."""

    login = forms.EmailField(label="Email", help_text="Your <b>work</b> address")
    password = forms.CharField(widget=forms.PasswordInput)
    note = forms.CharField(widget=forms.Textarea, required=False, max_length=50)
    one = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)
    many = forms.MultipleChoiceField(choices=YES_NO, widget=forms.CheckboxSelectMultiple)
    pick = forms.ChoiceField(choices=YES_NO)
    remember = forms.BooleanField(label="Remember me", required=False)
    upload = forms.FileField(required=False)


@pytest.mark.parametrize(
    ("selector", "css"),
    [
        ("#id_login", "govuk-input"),
        ("#id_password", "govuk-password-input__input"),
        ("#id_note", "govuk-textarea"),
        ("#id_one_0", "govuk-radios__input"),
        ("#id_many_0", "govuk-checkboxes__input"),
        ("#id_pick", "govuk-select"),
        ("#id_remember", "govuk-checkboxes__input"),
        ("#id_upload", "govuk-file-upload"),
    ],
)
def test_plain_django_widgets_are_dressed(selector, css):
    assert css in draw(PlainForm()).select_one(selector)["class"]


def test_every_input_has_a_label_or_a_legend():
    page = draw(PlainForm())

    for control in page.select("input, select, textarea"):
        assert page.select_one(f'label[for="{control["id"]}"]'), control
    assert [legend.get_text(strip=True) for legend in page.select("legend")] == ["One", "Many"]


def test_hint_and_error_are_tied_to_their_input():
    page = draw(PlainForm({"login": "x"}))
    control = page.select_one("#id_login")

    assert control["aria-describedby"] == "id_login_helptext id_login_error"
    assert control["aria-invalid"] == "true"
    assert "govuk-input--error" in control["class"]
    assert page.select_one("#id_login_helptext b").string == "work"
    error = page.select_one("#id_login_error").get_text(" ", strip=True)
    assert error == "Error: Enter a valid email address."


def test_a_group_of_choices_is_described_as_a_whole():
    page = draw(PlainForm({}))
    group = page.select_one("#id_one_0").find_parent("fieldset")

    assert group["aria-describedby"] == "id_one_error"
    assert not page.select_one("#id_one_0").has_attr("aria-invalid")


def test_what_was_chosen_stays_chosen():
    page = draw(PlainForm({"one": "no", "many": ["yes", "no"], "pick": "no"}))

    assert [box["id"] for box in page.select("input[checked]")] == [
        "id_one_1",
        "id_many_0",
        "id_many_1",
    ]
    assert page.select_one("option[selected]")["value"] == "no"


def test_optional_fields_say_so_unless_the_form_filters():
    class FilterForm(BaseForm):
        mark_optional = False
        area = forms.CharField(required=False)

    assert "Note (optional)" in " ".join(draw(PlainForm()).get_text().split())
    assert "(optional)" not in str(FilterForm())


def test_text_people_typed_is_escaped():
    page = draw(PlainForm({"login": '"><script>alert(1)</script>'}))

    assert page.select("script") == []
    assert page.select_one("#id_login")["value"] == '"><script>alert(1)</script>'


def test_a_long_answer_is_counted_not_cut():
    class TextForm(BaseForm):
        notes = CleanTextField(max_length=300, help_text="No names.")

    page = draw(TextForm())
    area = page.select_one("#id_notes")

    assert not area.has_attr("maxlength")
    assert area["aria-describedby"] == "id_notes_helptext id_notes-info"
    assert page.select_one("[data-maxlength]")["data-maxlength"] == "300"
    assert page.select_one("#id_notes-info").get_text(strip=True) == (
        "You can enter up to 300 characters"
    )


def test_only_the_wrong_parts_of_a_date_are_marked():
    class DateForm(BaseForm):
        when = GovDateField(help_text="For example, 27 3 2027")

    page = draw(DateForm({"when_day": "30", "when_month": "2", "when_year": "2027"}))
    marked = [box["name"] for box in page.select(".govuk-input--error")]

    assert marked == ["when_day", "when_month"]
    assert [box["value"] for box in page.select("input")] == ["30", "2", "2027"]
    assert page.select_one("#id_when_2")["class"] == ["govuk-input", "govuk-input--width-4"]
    assert page.fieldset["aria-describedby"] == "id_when_helptext id_when_error"


def test_choices_may_carry_a_hint():
    class HintForm(BaseForm):
        who = forms.ChoiceField(choices=YES_NO, widget=RadioSelect(hints={"yes": "A class"}))
        years = forms.MultipleChoiceField(choices=YES_NO, widget=CheckboxSelectMultiple(small=True))

    page = draw(HintForm())

    assert page.select_one("#id_who_0")["aria-describedby"] == "id_who_0-hint"
    assert page.select_one("#id_who_0-hint").get_text(strip=True) == "A class"
    assert not page.select_one("#id_who_1").has_attr("aria-describedby")
    assert "govuk-checkboxes--small" in page.select_one(".govuk-checkboxes")["class"]


def test_a_register_is_drawn_with_its_own_controls():
    class RegisterForm(BaseForm):
        count = HeadcountField(label="Class 9A", most=40, initial=28, widget=HeadcountInput)
        mark = forms.ChoiceField(choices=YES_NO, initial="yes", widget=ChoiceSegment)

    page = draw(RegisterForm())
    count = page.select_one("#id_count")

    assert (count["value"], count["data-min"], count["data-max"]) == ("28", "0", "40")
    assert page.select_one('label[for="id_count"]').get_text(strip=True) == "Class 9A"
    assert [option["value"] for option in page.select('.segment input[name="mark"]')] == [
        "yes",
        "no",
    ]
    assert page.select_one("#id_mark_0").has_attr("checked")


def test_a_wrong_count_keeps_what_was_typed():
    class RegisterForm(BaseForm):
        count = HeadcountField(label="Class 9A", help_text="expected 30", widget=HeadcountInput)

    page = draw(RegisterForm({"count": "4o"}))
    count = page.select_one("#id_count")

    assert count["value"] == "4o"
    assert count["aria-describedby"] == "id_count_helptext id_count_error"
    assert "Enter a whole number" in page.select_one("#id_count_error").get_text()


def test_formsets_draw_each_form_and_the_count():
    formset = forms.formset_factory(PlainForm, extra=2)()
    page = draw(formset)

    assert page.select_one('[name="form-TOTAL_FORMS"]')["value"] == "2"
    assert len(page.select(".formset__form")) == 2
