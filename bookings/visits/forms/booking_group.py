"""The groups of a request: three rows to begin with, up to twelve."""

from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict, ErrorList

from bookings.visits.models import BookingGroup
from bookings.visits.rules.people_kind import years_between
from bookings.visits.rules.visit_request import MOST_GROUPS, MOST_PEOPLE, GroupRequest
from core.forms import BaseForm, CleanCharField, HeadcountField
from core.forms.widgets import Select
from training.courses.rules.year_groups import YEAR_GROUPS

FIRST_ROWS = 3


class YearGroupField(forms.ChoiceField):
    """Needed for pupils, so not called optional; what the group is decides in the form."""

    def validate(self, value: str | None) -> None:
        """Let nothing through here: the form knows who they are."""
        if value not in self.empty_values:
            super().validate(value)


class BookingGroupForm(BaseForm):
    """Who comes, and how many. Never a name."""

    _errors: ErrorDict | None  # Django's own: what was judged so far

    label = CleanCharField(
        label="Name of the group", help_text="For example, 9A or Year 9 boys", max_length=40
    )
    expected = HeadcountField(label="How many people?", least=1, most=MOST_PEOPLE)
    who = forms.ChoiceField(
        label="Who are they?", choices=BookingGroup.Who.choices, initial="pupils", widget=Select
    )
    year_group = YearGroupField(
        label="Year group",
        help_text="For pupils",
        choices=[("", "Choose"), *YEAR_GROUPS],
        widget=Select,
    )
    last_year_group = YearGroupField(
        label="Last year group",
        help_text="For a mixed group only",
        choices=[("", "One year group"), *YEAR_GROUPS],
        widget=Select,
        required=False,
    )
    scope = forms.ChoiceField(
        label="Is it a whole year or a class?",
        choices=BookingGroup.Scope.choices,
        initial="class",
        widget=Select,
    )

    def __init__(self, *args: Any, number: int, **kwargs: Any):
        """`number` counts from 1: messages say which group they are about."""
        self.number = number
        super().__init__(*args, **kwargs)
        self.fields["label"].error_messages["required"] = f"Group {number}: enter its name"
        expected = self.fields["expected"].error_messages
        expected["required"] = f"Group {number}: enter how many people you expect"
        expected["invalid"] = f"Group {number}: enter a whole number, for example 28"
        for bound in ("min_value", "max_value"):
            expected[bound] = f"Group {number}: enter a number from 1 to {MOST_PEOPLE:,}"
        for validator in self.fields["expected"].validators:
            validator.message = expected["min_value"]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Pupils have a year group; a mixed group's last year is not before its first."""
        cleaned = super().clean() or {}
        pupils = cleaned.get("who") == BookingGroup.Who.PUPILS
        if pupils and not cleaned.get("year_group") and "year_group" not in self.errors:
            self.add_error("year_group", f"Group {self.number}: choose the year group")
        first, last = cleaned.get("year_group"), cleaned.get("last_year_group")
        if pupils and first and last and not years_between(first, last):
            self.add_error(
                "last_year_group", f"Group {self.number}: the last year group is before the first"
            )
        return cleaned


class BaseGroupFormSet(BaseFormSet[BookingGroupForm]):
    """Rows left empty are left out; the first is needed."""

    _errors: list[ErrorDict] | None  # Django's own: what was judged so far

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "number": (index or 0) + 1}

    @property
    def group_requests(self) -> list[GroupRequest]:
        """The groups of a valid set, in the order they were given."""
        return [GroupRequest(**form.cleaned_data) for form in self.forms if form.has_changed()]

    def keep_unjudged(self) -> None:
        """Show again what was typed, without judging it yet."""
        self._errors = []
        self._non_form_errors = ErrorList()
        for form in self.forms:
            form._errors = ErrorDict()

    @property
    def may_grow(self) -> bool:
        return self.total_form_count() < MOST_GROUPS


BookingGroupFormSet: type[BaseGroupFormSet] = formset_factory(  # type: ignore[assignment]
    BookingGroupForm,
    formset=BaseGroupFormSet,
    extra=FIRST_ROWS - 1,
    min_num=1,
    validate_min=False,  # the first row says itself what is missing
    max_num=MOST_GROUPS,
    absolute_max=MOST_GROUPS,  # else Django draws a thousand more for whoever asks for them
)
