"""The register on a page: numbers and answers in, marks out."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.html import format_html

from bookings.registers.forms.register_section import (
    ANSWERS,
    GONE,
    Drawn,
    GroupSection,
    RegisterSection,
    ShownField,
    number_field,
    row_html,
)
from bookings.registers.models import Attendance, Register, RegisterMark
from bookings.registers.queries.sent_answers import GROUP_FIELD, PERSON_FIELD
from bookings.registers.queries.sheet import (
    STAFF_CELL,
    RegisterSheet,
    about_words,
    as_mark,
    group_cell,
    person_cell,
    walk_in_cell,
)
from bookings.registers.rules.answer_words import words_of
from bookings.registers.rules.fold import WALK_IN, Answer, Cell, Mark, NewMark
from bookings.visits.models import BookingGroup
from bookings.visits.rules.people_kind import PEOPLE_KINDS, kind_words
from core.forms import (
    KeyedForm,
    PersonEmailField,
    PersonNameField,
    TimeField,
)
from core.forms.widgets import ChoiceSegment, RadioSelect, Select

MUCH_MORE = 1.5  # domain 3.5: over this share of those expected, the form asks
MOST_WALK_INS = 100  # in one register
NEW_WALK_IN = NEW_NAME, NEW_EMAIL = ("walk_in_name", "walk_in_email")
TIMED = (Attendance.Value.LATE, Attendance.Value.LEFT_EARLY)


class RegisterForm(KeyedForm):
    """Numbers of groups, answers for people, and the staff who stayed in the room.

    Each answer that differs from what the page showed becomes a mark upon what it showed. Its
    UUID follows from the form's key, so that the same page sent twice makes the same marks.
    """

    mark_optional = False  # nothing has to be there before the register is closed

    shown = ShownField(required=False, widget=forms.HiddenInput(attrs={"id": False}))
    sure = forms.BooleanField(required=False, label="Yes, the numbers are right")

    def __init__(self, sheet: RegisterSheet, *args: Any, adds_another: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.sheet, self.adds_another = sheet, adds_another
        self._shown: list[UUID] = []
        self.rows = {mark.uuid: mark for mark in sheet.marks}
        self.said: dict[UUID, Mark] = {uuid: as_mark(row) for uuid, row in self.rows.items()}
        self.group_sections = [self._add_group(group) for group in sheet.groups]
        self.people_parts = [
            self._add_named(f"{PERSON_FIELD}{one.ref}", person_cell(one), one.person.job_title)
            for one in sheet.enrolments
        ]
        self.walk_in_parts = [
            self._add_named(f"walk_in_{one.ref}", walk_in_cell(one), one.email)
            for one in sheet.without_place
        ]
        if sheet.takes_walk_ins and len(sheet.walk_ins) < MOST_WALK_INS:
            self._add_new()
        self.staff_part = self._add_staff()
        self.initial["shown"] = " ".join(uuid.hex for uuid in self._shown)
        # The tick is about the numbers above it; as a declared field it would come first.
        self.order_fields([name for name in self.fields if name != "sure"])

    @property
    def parts(self) -> list[RegisterSection]:
        groups = [part for section in self.group_sections for part in section.parts]
        return [*groups, *self.people_parts, *self.walk_in_parts, self.staff_part]

    @cached_property
    def groups(self) -> list[Drawn]:
        """Each group: its numbers, and behind a summary that they are estimates, and others."""
        return [
            Drawn(
                [self[part.name] for part in section.parts],
                [
                    *(self[part.estimate] for part in section.parts),
                    self[section.other_kind],
                    self[section.other_number],
                ],
                label=section.parts[0].label,
            )
            for section in self.group_sections
        ]

    @cached_property
    def people(self) -> list[Drawn]:
        """Those on the list, then those who came without a place."""
        return [self._drawn(part) for part in (*self.people_parts, *self.walk_in_parts)]

    @cached_property
    def others(self) -> Drawn:
        """For somebody else who came without a place."""
        return Drawn([], [self[name] for name in NEW_WALK_IN if name in self.fields])

    @property
    def staff(self) -> BoundField:
        return self[self.staff_part.name]

    @property
    def asks_sure(self) -> bool:
        """Whether a number is so high that the page asks."""
        return "sure" in self.errors or bool(self.is_bound and self.data.get("sure"))

    def clean(self) -> dict[str, Any]:
        """Refuse pages older than the register, halves of an answer, and ask about high numbers."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not set(cleaned.get("shown", ())) <= set(self.said):
            raise ValidationError(GONE)
        for part in self.parts:
            self._refuse_times(part)
        for section in self.group_sections:
            self._refuse_other(section)
        self._refuse_walk_in()
        high = [section for section in self.group_sections if self._is_high(section)]
        if high and not cleaned.get("sure"):
            self.add_error("sure", self._asking(high))
        return cleaned

    def new_marks(self, now: datetime) -> list[NewMark]:
        """A mark upon each one shown, for each answer that says something else."""
        known = [mark for part in self.parts for mark in self._marks(part, now)]
        others = [mark for one in self.group_sections for mark in self._other_marks(one, now)]
        return [*known, *others, *self._walk_in_marks(now)]

    def _marks(self, part: RegisterSection, now: datetime) -> Iterator[NewMark]:
        if self._is_new(part):
            answer = self._answer(part)
            shown = self._shown_in(part)
            counted: list[UUID | None] = [mark.uuid for mark in shown if not mark.is_pending]
            looked_at = [mark.uuid for mark in shown if mark.is_pending]
            for base in (*(counted or [None]), *looked_at):
                yield self._mark(f"{part.name} {base or ''}", part.cell, answer, base, now)

    def _other_marks(self, section: GroupSection, now: datetime) -> Iterator[NewMark]:
        kind = self.cleaned_data.get(section.other_kind)
        number = self.cleaned_data.get(section.other_number)
        if kind and number is not None:
            cell = group_cell(section.group, kind)
            yield self._mark(f"{section.name} {kind}", cell, Answer(str(number)), None, now)

    def _walk_in_marks(self, now: datetime) -> Iterator[NewMark]:
        here = str(Attendance.Value.PRESENT)
        name, email = (self.cleaned_data.get(one) for one in NEW_WALK_IN)
        if name and email:
            uuid = uuid5(self.key, f"walk-in {email}")
            yield NewMark(uuid, Cell(WALK_IN), here, None, now, name=name, email=email)

    def _mark(
        self, words: str, cell: Cell, answer: Answer, base: UUID | None, now: datetime
    ) -> NewMark:
        return NewMark(
            uuid=uuid5(self.key, words),
            cell=cell,
            value=answer.value,
            base=base,
            captured_at=now,
            is_estimated=answer.is_estimated,
            arrived_at=answer.arrived_at,
            left_at=answer.left_at,
            is_added=self.sheet.is_added(cell),
        )

    def _answer(self, part: RegisterSection) -> Answer:
        """What the page says of a cell now."""
        value = str(self.cleaned_data[part.name])
        if value not in TIMED:
            return Answer(value, is_estimated=bool(self.cleaned_data.get(part.estimate)))
        arrived, left = (self.cleaned_data.get(name) for name in (part.arrived, part.left))
        return Answer(value, arrived_at=arrived, left_at=left)

    def _is_new(self, part: RegisterSection) -> bool:
        """Whether the answer is another than the page showed, or one was to be looked at."""
        if self.cleaned_data.get(part.name) in {None, ""}:
            return False
        shown = self._shown_in(part)
        counted = {mark.answer for mark in shown if not mark.is_pending}
        return any(mark.is_pending for mark in shown) or counted != {self._answer(part)}

    def _shown_in(self, part: RegisterSection) -> list[Mark]:
        """The marks of a cell that the page had shown."""
        return self._shown_by_cell.get(part.cell, [])

    @cached_property
    def _shown_by_cell(self) -> dict[Cell, list[Mark]]:
        found: dict[Cell, list[Mark]] = {}
        for uuid in self.cleaned_data.get("shown", ()):
            found.setdefault(self.said[uuid].cell, []).append(self.said[uuid])
        return found

    def _is_high(self, section: GroupSection) -> bool:
        """Whether something new makes the group much larger than it was booked."""
        other = self.cleaned_data.get(section.other_number)
        if other is None and not any(self._is_new(part) for part in section.parts):
            return False
        return self._total(section) > section.group.expected * MUCH_MORE

    def _total(self, section: GroupSection) -> int:
        names = [*(part.name for part in section.parts), section.other_number]
        return sum(int(self.cleaned_data.get(name) or 0) for name in names)

    def _asking(self, high: list[GroupSection]) -> str:
        things = "; ".join(
            f"{self._total(one)} for {one.label}, where {one.group.expected} were expected"
            for one in high
        )
        return f"You entered {things}. Tick the box if that is right, or change the number"

    def _refuse_other(self, section: GroupSection) -> None:
        """A kind and its number belong together, and a kind that is there already has a number."""
        kind, number = (
            self.cleaned_data.get(name) for name in (section.other_kind, section.other_number)
        )
        if kind and any(part.cell.people == kind for part in section.parts):
            words = f"There is a number for {kind_words(kind)} above: change that one"
            self.add_error(section.other_kind, words)
        elif kind and number is None and section.other_number not in self.errors:
            words = f"Enter how many there were for {kind_words(kind)}"
            self.add_error(section.other_number, words)
        elif number is not None and not kind and section.other_kind not in self.errors:
            self.add_error(section.other_kind, f"Choose who the {number} others were")

    def _refuse_walk_in(self) -> None:
        """A name and an address belong together; nobody is added who is on the list."""
        known = {one.person.email: str(one.person) for one in self.sheet.enrolments}
        known |= {one.email: one.name for one in self.sheet.without_place}
        name, email = (self.cleaned_data.get(one) for one in NEW_WALK_IN)
        if email and not name and NEW_NAME not in self.errors:
            self.add_error(NEW_NAME, f"Enter the name of {email}")
        if name and not email and NEW_EMAIL not in self.errors:
            self.add_error(NEW_EMAIL, f"Enter the email address of {name}")
        if email and (who := known.get(email)):
            self.add_error(NEW_EMAIL, f"{who} is on the list: mark them there")

    def _refuse_times(self, part: RegisterSection) -> None:
        arrived, left = (self.cleaned_data.get(name) for name in (part.arrived, part.left))
        if arrived and left and left <= arrived:
            self.add_error(part.left, f"{part.label} left before coming: check the times")

    def _add_group(self, group: BookingGroup) -> GroupSection:
        label = self.sheet.group_label(group)
        name = f"{group.booking.reference}_{group.number}".lower()
        parts = [self._add_kind(group, name, cell) for cell in self.sheet.cells_of(group)]
        section = GroupSection(name, group, label, parts)
        kinds = [("", "Nobody else"), *PEOPLE_KINDS]
        self.fields[section.other_kind] = forms.ChoiceField(
            label="Who else was there?", choices=kinds, widget=Select, required=False
        )
        self.fields[section.other_number] = number_field(f"Others in {label}", "Of those chosen")
        return section

    def _add_kind(self, group: BookingGroup, name: str, cell: Cell) -> RegisterSection:
        label = self.sheet.label_of(cell)
        part = RegisterSection(f"{GROUP_FIELD}{name}_{cell.people.lower()}", cell, label)
        words = about_words(group)
        if cell not in self.sheet.booked_cells:
            words = f"Not booked with this group ({words})"
        heads = self._disputed_heads(part)
        field = number_field(label, self._words(part, words), [head.value for head in heads])
        self._add(part, field)
        is_all = label == self.sheet.group_label(group)
        one_of = "" if is_all else f" for {kind_words(cell.people)}"
        self.fields[part.estimate] = forms.BooleanField(
            label=f"The number{one_of} is an estimate", required=False
        )
        state = self.sheet.state.cells.get(cell)
        self.initial[part.estimate] = bool(state and state.answer.is_estimated)
        return part

    def _add_staff(self) -> RegisterSection:
        part = RegisterSection("staff", STAFF_CELL, "Staff who stayed in the room")
        words = self._words(part, "Counted apart from those who took part. Leave yourself out")
        heads = [head.value for head in self._disputed_heads(part)]
        return self._add(part, number_field(part.label, words, heads))

    def _add_named(self, name: str, cell: Cell, words: str) -> RegisterSection:
        """Somebody by name; with times once they were late or left early."""
        part = RegisterSection(name, cell, self.sheet.label_of(cell))
        self._add(
            part,
            forms.ChoiceField(
                label=part.label,
                help_text=self._words(part, words),
                choices=ANSWERS,
                widget=ChoiceSegment,
                required=False,
                error_messages={"invalid_choice": f"Choose one of the answers for {part.label}"},
            ),
        )
        state = self.sheet.state.cells.get(cell)
        if (state and state.value in TIMED) or part.arrived in self.data or part.left in self.data:
            self._add_times(part, state.answer if state else None)
        return part

    def _add_times(self, part: RegisterSection, answer: Answer | None) -> None:
        first = part.label.split(" ")[0]
        words = {part.arrived: f"When did {first} come?", part.left: f"When did {first} leave?"}
        for name, label in words.items():
            self.fields[name] = TimeField(label=label, required=False)
        if answer:
            self.initial[part.arrived] = answer.arrived_at
            self.initial[part.left] = answer.left_at

    def _add_new(self) -> None:
        """For one more person; whoever has several saves each and is given the next."""
        self.fields[NEW_NAME] = PersonNameField(label="Name", max_length=120, required=False)
        self.fields[NEW_EMAIL] = PersonEmailField(label="Email address", required=False)

    def _drawn(self, part: RegisterSection) -> Drawn:
        bound = self[part.name]
        more = [self[name] for name in (part.arrived, part.left) if name in self.fields]
        if part.name in self.errors:
            return Drawn([bound], more, label=part.label)
        words = format_html(" <small>{}</small>", bound.help_text) if bound.help_text else ""
        told = {"name": part.name, "label": part.label, "words": words}
        row = format_html(row_html(str(bound.value() or "")), **told)
        return Drawn([], more, row, part.label)

    def _disputed_heads(self, part: RegisterSection) -> tuple[Mark, ...]:
        state = self.sheet.state.cells.get(part.cell)
        return state.heads if state and state.is_disputed else ()

    def _words(self, part: RegisterSection, words: str) -> str:
        """What stands under a field: who said what when that is to be decided, else these words."""
        said = [self._said(part.cell, head) for head in self._disputed_heads(part)]
        choose = [f"{', '.join(said)}. Choose which is right"] if said else []
        pending = self.sheet.state.pending.get(part.cell, ())
        look = [f"{self._said(part.cell, mark)}. Save what is right" for mark in pending]
        return ". ".join([*choose, *look]) or words

    def _said(self, cell: Cell, mark: Mark) -> str:
        row = self.rows[mark.uuid]
        why = f" ({RegisterMark.Flag(row.flag).label})" if mark.is_pending else ""
        return f"{row.captured_by} said {words_of(cell.kind, mark.answer)}{why}"

    def _add(self, part: RegisterSection, field: forms.Field) -> RegisterSection:
        """Put the field and what it was made upon into the form."""
        state = self.sheet.state.cells.get(part.cell)
        pending = self.sheet.state.pending.get(part.cell, ())
        self.fields[part.name] = field
        self._shown += [mark.uuid for mark in (*(state.heads if state else ()), *pending)]
        if state:
            self.initial[part.name] = None if state.is_disputed else state.value
        elif len({mark.answer for mark in pending}) == 1:
            self.initial[part.name] = pending[0].value
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
