"""The register on a page: numbers and answers in, marks out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from bookings.registers.models import Attendance, Register
from bookings.registers.queries.register import STAFF_CELL, RegisterSheet, group_cell, person_cell
from bookings.registers.rules.fold import Cell, Mark, NewMark
from bookings.visits.models import BookingGroup
from core.forms import HeadcountField, KeyedForm
from core.forms.widgets import ChoiceSegment, HeadcountInput, RadioSelect

MUCH_MORE = 1.5  # domain 3.5: over this share of those expected, the form asks
GONE = "This page is out of date. Open the register again and check your answers."


@dataclass(frozen=True)
class RegisterSection:
    """One cell of the register as a field of the form."""

    name: str
    cell: Cell
    label: str
    expected: int = 0

    @property
    def base(self) -> str:
        """The hidden field that says which marks the page had shown."""
        return f"base_{self.name}"


class BaseField(forms.Field):
    """The marks a page showed in a cell, by UUID. Kept in the page, not typed."""

    widget = forms.HiddenInput

    def to_python(self, value: Any) -> tuple[UUID, ...]:
        """The UUIDs. Raises for anything else."""
        try:
            return tuple(UUID(one) for one in str(value or "").split())
        except ValueError:
            raise ValidationError(GONE) from None


class RegisterForm(KeyedForm):
    """Numbers of groups, answers for people, and the staff who stayed in the room.

    Each answer that differs from what the page showed becomes a mark upon what it showed. Its
    UUID follows from the form's key, so that the same page sent twice makes the same marks.
    """

    sure = forms.BooleanField(required=False, label="Yes, the numbers are right")

    def __init__(self, sheet: RegisterSheet, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.said = {mark.uuid: mark.value for mark in sheet.marks}
        self.who = {mark.uuid: str(mark.captured_by) for mark in sheet.marks}
        self.group_parts = [self._add_group(group) for group in sheet.groups]
        self.people_parts = [self._add_person(enrolment) for enrolment in sheet.enrolments]
        self.staff_part = self._add_staff()
        # The tick is about the numbers above it; as a declared field it would come first.
        self.order_fields([name for name in self.fields if name != "sure"])

    @property
    def parts(self) -> list[RegisterSection]:
        return [*self.group_parts, *self.people_parts, self.staff_part]

    @property
    def groups(self) -> list[BoundField]:
        return [self[part.name] for part in self.group_parts]

    @property
    def people(self) -> list[BoundField]:
        return [self[part.name] for part in self.people_parts]

    @property
    def staff(self) -> BoundField:
        return self[self.staff_part.name]

    @property
    def asks_sure(self) -> bool:
        """Whether a number is so high that the page asks."""
        return "sure" in self.errors or bool(self.is_bound and self.data.get("sure"))

    def clean(self) -> dict[str, Any]:
        """Refuse pages older than the register, and ask about numbers that look too high."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for part in self.parts:
            if not set(cleaned.get(part.base, ())) <= set(self.said):
                raise ValidationError(GONE)
        high = [part for part in self.group_parts if self._is_high(part)]
        if high and not cleaned.get("sure"):
            self.add_error("sure", self._asking(high))
        return cleaned

    def new_marks(self, now: datetime) -> list[NewMark]:
        """A mark upon each one shown, for each answer that says something else."""
        return [mark for part in self.parts for mark in self._marks(part, now)]

    def _marks(self, part: RegisterSection, now: datetime) -> Iterator[NewMark]:
        if not self._is_new(part):
            return
        value = str(self.cleaned_data[part.name])
        for base in self.cleaned_data[part.base] or (None,):
            uuid = uuid5(self.key, f"{part.name} {base or ''}")
            yield NewMark(uuid, part.cell, value, base, now)

    def _is_new(self, part: RegisterSection) -> bool:
        """Whether there is an answer, and it is not what the page showed already."""
        value = self.cleaned_data.get(part.name)
        shown = {self.said[base] for base in self.cleaned_data.get(part.base, ())}
        return value not in {None, ""} and shown != {str(value)}

    def _is_high(self, part: RegisterSection) -> bool:
        if not part.expected or not self._is_new(part):
            return False
        return int(self.cleaned_data[part.name]) > part.expected * MUCH_MORE

    def _asking(self, high: list[RegisterSection]) -> str:
        things = "; ".join(
            f"{self.cleaned_data[part.name]} for {part.label}, where {part.expected} were expected"
            for part in high
        )
        return f"You entered {things}. Tick the box if that is right, or change the number"

    def _add_group(self, group: BookingGroup) -> RegisterSection:
        booking = group.booking
        label = group.label
        if self.sheet.is_joint:
            label = f"{label}, {booking.organisation.name}"
        part = RegisterSection(
            f"group_{booking.reference}_{group.number}".lower(),
            group_cell(group),
            label,
            group.expected,
        )
        return self._add(part, self._number(part, f"{group.who_words}, expected {group.expected}"))

    def _add_staff(self) -> RegisterSection:
        part = RegisterSection("staff", STAFF_CELL, "Staff who stayed in the room")
        words = "Counted apart from those who took part. Leave yourself out"
        return self._add(part, self._number(part, words))

    def _add_person(self, enrolment: Any) -> RegisterSection:
        part = RegisterSection(
            f"person_{enrolment.ref}", person_cell(enrolment), str(enrolment.person)
        )
        words = enrolment.person.job_title
        return self._add(part, self._choice(part, Attendance.Value.choices, words))

    def _number(self, part: RegisterSection, words: str) -> forms.Field:
        """A number to count up and down; once disputed, the numbers that were given."""
        heads = self._disputed_heads(part)
        widget: forms.Widget = HeadcountInput()
        if heads:
            values = sorted({head.value for head in heads}, key=int)
            widget = ChoiceSegment(choices=[(value, value) for value in values])
            words = self._said_words(heads, {})
        return HeadcountField(
            label=part.label,
            help_text=words,
            widget=widget,
            required=False,
            error_messages={
                "invalid": f"Enter a whole number for {part.label}, for example 28",
                "min_value": f"Enter 0 or more for {part.label}",
                "max_value": f"Enter 2,000 or fewer for {part.label}",
            },
        )

    def _choice(self, part: RegisterSection, choices: list[Any], words: str) -> forms.Field:
        heads = self._disputed_heads(part)
        return forms.ChoiceField(
            label=part.label,
            help_text=self._said_words(heads, dict(choices)) if heads else words,
            choices=choices,
            widget=ChoiceSegment,
            required=False,
            error_messages={"invalid_choice": f"Choose one of the answers for {part.label}"},
        )

    def _disputed_heads(self, part: RegisterSection) -> tuple[Mark, ...]:
        state = self.sheet.state.cells.get(part.cell)
        return state.heads if state and state.is_disputed else ()

    def _said_words(self, heads: tuple[Mark, ...], labels: dict[str, str]) -> str:
        said = [f"{self.who[one.uuid]} said {labels.get(one.value, one.value)}" for one in heads]
        return f"{', '.join(said)}. Choose which is right"

    def _add(self, part: RegisterSection, field: forms.Field) -> RegisterSection:
        """Put the field and what it was made upon into the form."""
        state = self.sheet.state.cells.get(part.cell)
        self.fields[part.name] = field
        self.fields[part.base] = BaseField(required=False)
        if state:
            heads = " ".join(str(head.uuid) for head in state.heads)
            self.initial[part.base] = heads
            self.initial[part.name] = None if state.is_disputed else state.value
        return part


class NotDeliveredForm(KeyedForm):
    """Why a session did not go ahead: one of a list, nothing to type."""

    why = forms.ChoiceField(
        label="Why did it not go ahead?", choices=Register.Why.choices, widget=RadioSelect
    )


class ReopenForm(KeyedForm):
    """Why a register is opened again: one of a list, nothing to type."""

    reason = forms.ChoiceField(
        label="Why do you need to open it again?",
        choices=Register.Again.choices,
        widget=RadioSelect,
    )
