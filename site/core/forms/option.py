"""The office's settings as one form: each kind of setting has its field."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import singledispatch
from itertools import groupby
from operator import attrgetter
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from core.forms.base import KeyedForm
from core.forms.fields import CleanCharField, GovDateField
from core.forms.widgets import NumberInput, RadioSelect
from core.options.spec import Choice, Day, Duration, Number, Spec, Text, YesNo
from core.options.store import OptionValues

NUMBER_ERRORS = ("required", "invalid", "min_value", "max_value")


class YesNoField(forms.TypedChoiceField):
    """Yes or no, each said: a box left empty would be a no that nobody meant."""

    widget = RadioSelect(inline=True)

    def __init__(self, **kwargs: Any):
        choices = [("yes", "Yes"), ("no", "No")]
        super().__init__(choices=choices, coerce=lambda value: value == "yes", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return ("yes" if value else "no") if isinstance(value, bool) else value


class DurationField(forms.IntegerField):
    """A length of time, typed as a number of its units."""

    def __init__(self, unit: timedelta, **kwargs: Any):
        super().__init__(**kwargs)
        self.unit = unit

    def prepare_value(self, value: Any) -> Any:
        return value // self.unit if isinstance(value, timedelta) else value

    def clean(self, value: Any) -> Any:
        number = super().clean(value)
        return number if number is None else number * self.unit


@singledispatch
def field_of(spec: Spec[Any]) -> forms.Field:
    raise NotImplementedError(type(spec).__name__)


@field_of.register
def _(spec: YesNo) -> forms.Field:
    return YesNoField(error_messages=_choice_errors(spec))


@field_of.register
def _(spec: Number) -> forms.Field:
    return _number(forms.IntegerField, spec)


@field_of.register
def _(spec: Duration) -> forms.Field:
    return _number(DurationField, spec, unit=spec.unit.value)


@field_of.register
def _(spec: Text) -> forms.Field:
    return CleanCharField(max_length=spec.most, required=False)


@field_of.register
def _(spec: Day) -> forms.Field:
    return GovDateField(error_messages={"required": spec.refusal(None)})


@field_of.register
def _(spec: Choice) -> forms.Field:
    return forms.ChoiceField(
        choices=spec.choices,
        widget=RadioSelect,
        error_messages=_choice_errors(spec),
    )


def _choice_errors(spec: YesNo | Choice) -> dict[str, str]:
    return dict.fromkeys(("required", "invalid_choice"), spec.refusal(None))


def _number(field: Callable[..., forms.Field], spec: Number | Duration, **more: Any) -> forms.Field:
    return field(
        min_value=spec.least,
        max_value=spec.most,
        widget=NumberInput,
        error_messages=dict.fromkeys(NUMBER_ERRORS, spec.refusal(None)),
        **more,
    )


class OptionsForm(KeyedForm):
    """A field for each setting, named by its key."""

    def __init__(self, data: Any = None, *, specs: Sequence[Spec[Any]], current: OptionValues):
        self.specs = specs
        super().__init__(data)
        for spec in specs:
            field = field_of(spec)
            field.label, field.help_text, field.initial = spec.label, spec.hint, current[spec]
            self.fields[spec.key] = field

    @property
    def sections(self) -> list[tuple[str, list[BoundField]]]:
        """The settings under the headings of their groups, in order."""
        return [
            (group, [self[spec.key] for spec in specs])
            for group, specs in groupby(self.specs, key=attrgetter("group"))
        ]

    @property
    def changes(self) -> dict[str, Any]:
        return {spec.key: self.cleaned_data[spec.key] for spec in self.specs}
