"""Where a facilitator works, and what they may teach."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.models import Area
from bookings.rota.models import Facilitator
from core.forms import KeyedForm
from core.forms.widgets import CheckboxSelectMultiple
from training.courses.models import Course


class FacilitatorEditForm(KeyedForm):
    """The record the rota and the assignment list go by."""

    areas = forms.MultipleChoiceField(
        label="Where do they work?",
        widget=CheckboxSelectMultiple(small=True),
        error_messages={"required": "Choose at least one area"},
    )
    courses = forms.MultipleChoiceField(
        label="What may they teach?",
        widget=CheckboxSelectMultiple(small=True),
        error_messages={"required": "Choose at least one course"},
    )
    is_active = forms.BooleanField(
        label="Takes sessions at the moment",
        help_text="Untick it and they are no longer offered for new sessions.",
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        facilitator: Facilitator | None,
        areas: Sequence[Area],
        courses: Sequence[Course],
    ):
        """`facilitator` is None before the record is set up."""
        self.area_rows = {row.code: row for row in areas}
        self.course_rows = {row.slug: row for row in courses}
        super().__init__(data, initial=initial_of(facilitator))
        self._offer("areas", [(code, row.name) for code, row in self.area_rows.items()])
        self._offer("courses", [(slug, row.title) for slug, row in self.course_rows.items()])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def answers(self) -> dict[str, Any]:
        """What change_facilitator() wants to know of a valid form."""
        given = self.cleaned_data
        return {
            "areas": [self.area_rows[code] for code in given["areas"]],
            "courses": [self.course_rows[slug] for slug in given["courses"]],
            "is_active": given["is_active"],
        }


def initial_of(facilitator: Facilitator | None) -> dict[str, Any]:
    if facilitator is None:
        return {"is_active": True}
    return {
        "areas": [area.code for area in facilitator.areas.all()],
        "courses": [course.slug for course in facilitator.courses.all()],
        "is_active": facilitator.is_active,
    }
