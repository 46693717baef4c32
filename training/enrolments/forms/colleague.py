"""Who else comes: up to forty colleagues, by name and work address."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from core.forms import KeyedForm, OtherEmailField, PersonEmailField, PersonNameField
from core.forms.widgets import RadioSelect, TextInput
from training.courses.models import Course
from training.enrolments.queries.enrolment_request import EnrolmentRequest

MOST, FIRST = 40, 3  # a department of a large school


class ColleaguesForm(KeyedForm):
    """Names and addresses, for whom they come, and whether they would wait together."""

    mark_optional = False  # the page says how many may be named

    organisation = forms.ChoiceField(label="Which organisation are they from?", widget=RadioSelect)
    manager_email = OtherEmailField(
        label="Their manager's work email address",
        help_text="A manager approves places on this course. We write to them about each person.",
    )
    may_wait = forms.BooleanField(
        label="If there are not enough places for everyone, put all of them on the waiting list",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        course: Course,
        organisations: Sequence[Organisation],
        rows: int = FIRST,
        typed: Any = None,
    ):
        """`rows` people can be named; `typed` is shown again, without judging it yet."""
        self.organisations = {row.ref: row for row in organisations}
        self.rows = max(FIRST, min(rows, MOST))
        super().__init__(data, initial=typed)
        for number in range(1, self.rows + 1):
            self._offer_row(number)
        self._offer_organisations()
        if not course.manager_approval:
            del self.fields["manager_email"]
        rows_first = [f"{name}_{n}" for n in range(1, self.rows + 1) for name in ("name", "email")]
        self.order_fields(["organisation", *rows_first, "manager_email", "may_wait"])

    @property
    def may_grow(self) -> bool:
        return self.rows < MOST

    def _offer_row(self, number: int) -> None:
        is_needed = number == 1
        self.fields[f"name_{number}"] = PersonNameField(
            label=f"Person {number}: name",
            about=f"Person {number}",
            max_length=120,
            required=is_needed,
            widget=TextInput(attrs={"autocomplete": "off"}),
            error_messages={"required": f"Person {number}: enter the name"},
        )
        self.fields[f"email_{number}"] = PersonEmailField(
            label=f"Person {number}: work email address",
            about=f"Person {number}",
            required=is_needed,
            error_messages={"required": f"Person {number}: enter the work email address"},
        )

    def _offer_organisations(self) -> None:
        if len(self.organisations) == 1:
            del self.fields["organisation"]
            return
        self.offer("organisation", [(ref, row.name) for ref, row in self.organisations.items()])

    def clean(self) -> dict[str, Any]:
        """Each person with a name and an address of their own, and nobody twice."""
        cleaned = super().clean() or {}
        seen: dict[str, int] = {}
        for number in range(1, self.rows + 1):
            try:
                self._judge(number, cleaned, seen)
            except ValidationError as error:
                self.add_error(f"email_{number}", error)
        return cleaned

    def _judge(self, number: int, cleaned: dict[str, Any], seen: dict[str, int]) -> None:
        name, email = cleaned.get(f"name_{number}"), cleaned.get(f"email_{number}")
        if not email:
            if name and f"email_{number}" not in self.errors:
                raise ValidationError(f"Person {number}: enter the work email address")
            return
        if not name and f"name_{number}" not in self.errors:
            self.add_error(f"name_{number}", f"Person {number}: enter the name")
        if (first := seen.setdefault(email, number)) != number:
            raise ValidationError(f"Person {number}: this is the address of person {first} too")

    @property
    def named(self) -> list[tuple[str, str]]:
        """The names and addresses of a valid form, in their order."""
        rows = range(1, self.rows + 1)
        found = [(self.cleaned_data[f"name_{n}"], self.cleaned_data[f"email_{n}"]) for n in rows]
        return [(name, email) for name, email in found if email]

    @property
    def answers(self) -> EnrolmentRequest:
        """What a valid form asks for each; the only organisation when there is no choice."""
        chosen = self.cleaned_data.get("organisation", next(iter(self.organisations)))
        email = self.cleaned_data.get("manager_email", "")
        return EnrolmentRequest(self.organisations[chosen], manager_email=email)
