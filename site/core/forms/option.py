"""The office's settings as one form."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.forms.base import KeyedForm
from core.forms.fields import CleanCharField
from core.options.store import Spec, Value


class OptionsForm(KeyedForm):
    """A field for each setting, named by its key."""

    def __init__(self, data: Any = None, *, specs: Sequence[Spec], current: dict[str, Value]):
        self.specs = specs
        super().__init__(data)
        for spec in specs:
            field = self._field(spec)
            field.label, field.help_text = spec.label, spec.hint
            field.initial = current[spec.key]
            self.fields[spec.key] = field

    def _field(self, spec: Spec) -> forms.Field:
        if isinstance(spec.default, str):
            return CleanCharField(max_length=spec.most, required=False)
        wrong = spec.refusal("")
        names = ("required", "invalid", "min_value", "max_value")
        return forms.IntegerField(
            min_value=spec.least,
            max_value=spec.most,
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "class": "govuk-input govuk-input--width-4"}
            ),
            error_messages=dict.fromkeys(names, wrong),
        )

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """The settings under the headings of their groups, in order."""
        return [
            (group, [self[spec.key] for spec in specs])
            for group, specs in groupby(self.specs, key=attrgetter("group"))
        ]

    @property
    def changes(self) -> dict[str, Value]:
        """Every setting of a valid form, by key."""
        return {spec.key: self.cleaned_data[spec.key] for spec in self.specs}
