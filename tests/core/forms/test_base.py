"""What every form of ours asks for, lists as wrong and remembers."""

import uuid

import pytest
from django import forms

from core.forms import BaseForm, CleanCharField, GovDateField, HeadcountField, KeyedForm
from core.forms.widgets import CheckboxInput, ChoiceSegment, RadioSelect

YES_NO = [("yes", "Yes"), ("no", "No")]


class VisitForm(BaseForm):
    """A field of each kind that is asked for in its own words."""

    name = CleanCharField(label="Full name")
    mailbox = CleanCharField(label="DSL role mailbox")
    email = forms.EmailField()
    hall = forms.ChoiceField(label="Is there a hall?", choices=YES_NO, widget=RadioSelect)
    area = forms.ChoiceField(label="Area", choices=YES_NO)
    when = GovDateField(label="Date")
    count = HeadcountField(label="class 9A")
    mark = forms.ChoiceField(label="Ann Example", choices=YES_NO, widget=ChoiceSegment)
    agree = forms.BooleanField(label="Staff will stay", widget=CheckboxInput)
    file = forms.FileField(label="Insurance")


def test_missing_answers_are_asked_for_by_name():
    links = VisitForm({}).error_summary

    assert [(link.message, link.target) for link in links] == [
        ("Enter full name", "id_name"),
        ("Enter DSL role mailbox", "id_mailbox"),
        ("Enter email", "id_email"),
        ("Answer the question: Is there a hall?", "id_hall_0"),
        ("Choose area", "id_area"),
        ("Enter date", "id_when_0"),
        ("Enter a number for class 9A", "id_count"),
        ("Choose an answer for Ann Example", "id_mark_0"),
        ("Tick the box: Staff will stay", "id_agree"),
        ("Choose a file for “Insurance”", "id_file"),
    ]


def test_a_form_s_own_words_for_a_missing_answer_stay():
    class OwnForm(BaseForm):
        name = CleanCharField(error_messages={"required": "Say who is coming"})

    assert OwnForm({}).error_summary[0].message == "Say who is coming"


def test_error_summary_leads_to_the_part_of_a_date_that_is_wrong():
    class DateForm(BaseForm):
        when = GovDateField()

    form = DateForm({"when_day": "1", "when_month": "2", "when_year": "27"})

    assert form.error_summary[0].target == "id_when_2"


def test_error_summary_names_what_no_field_is_to_blame_for():
    form = BaseForm({})
    form.add_error(None, "The event filled up while you were typing.")

    assert [(link.message, link.target) for link in form.error_summary] == [
        ("The event filled up while you were typing.", "")
    ]


def test_an_unsent_form_has_no_errors():
    assert VisitForm().error_summary == []


def test_each_page_gets_its_own_key():
    assert KeyedForm()["form_key"].value() != KeyedForm()["form_key"].value()


def test_a_key_survives_being_shown_again():
    key = uuid.uuid4()
    form = KeyedForm({"form_key": str(key)})

    assert form.is_valid()
    assert form.key == key
    assert f'value="{key}"' in str(form["form_key"])


@pytest.mark.parametrize("posted", [{}, {"form_key": "nonsense"}])
def test_a_form_without_a_key_says_what_to_do(posted):
    links = KeyedForm(posted).error_summary

    assert links[0].message.startswith("This page was open too long.")
    assert links[0].target == ""


def test_hidden_keys_of_several_forms_share_no_id():
    assert "id=" not in str(KeyedForm()["form_key"])


@pytest.mark.parametrize(
    "field", [forms.ChoiceField, forms.MultipleChoiceField, forms.TypedChoiceField]
)
def test_a_choice_that_is_gone_is_said_without_its_reference(
    field: type[forms.ChoiceField],
) -> None:
    class Choosing(BaseForm):
        date = field(choices=[("a1", "Monday")])

    form = Choosing({"date": ["3gzrn9bbgbck"] if "Multiple" in field.__name__ else "3gzrn9bbgbck"})

    assert form.errors["date"] == [
        "What you chose is not offered any more. Choose from what is left"
    ]
