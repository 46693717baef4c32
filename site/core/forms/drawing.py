"""How a bound field is drawn: which shape, which ids, which error. A tool for the templates."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.safestring import SafeString

from core.forms.widgets import CheckboxInput, ChoiceSegment, HeadcountInput, dressed

LOOKS: dict[type[forms.Widget], str] = {
    ChoiceSegment: "segment",
    HeadcountInput: "count",
    CheckboxInput: "checkbox",
}
# In quotes: BaseFormSet takes a parameter in the type stubs only.
Formlike: TypeAlias = "forms.BaseForm | BaseFormSet[Any] | None"


@dataclass(frozen=True)
class ErrorLink:
    """One line of the error summary; `target` is the id of the input, or nothing."""

    message: str
    target: str = ""


@dataclass(frozen=True)
class Group:
    """What components/field.html needs to know about one field."""

    bound: BoundField
    widget: forms.Widget
    kind: str  # input, fieldset, checkbox, segment or count

    @property
    def hint_id(self) -> str:
        """The id Django's aria-describedby names for the hint."""
        return f"{self.bound.auto_id}_helptext"

    @property
    def error_id(self) -> str:
        """The id Django's aria-describedby names for the error."""
        return f"{self.bound.auto_id}_error"

    @property
    def optional(self) -> bool:
        """Whether to say "(optional)"; a single box may always stay empty."""
        marks = getattr(self.bound.form, "mark_optional", True)
        return marks and not self.bound.field.required and self.kind != "checkbox"

    @property
    def options(self) -> list[dict[str, Any]]:
        """The choices of a segment, as components/choice_segment.html takes them."""
        return [
            {
                "value": option.data["value"],
                "label": option.data["label"],
                "checked": option.data["selected"],
                "id": option.data["attrs"].get("id", ""),
            }
            for option in self.bound.subwidgets
        ]

    def control(self) -> SafeString:
        wrong = wrong_parts(self.bound)
        attrs: dict[str, str | bool] | None = {"data-wrong": " ".join(wrong)} if wrong else None
        return self.bound.as_widget(widget=self.widget, attrs=attrs)


def group_of(bound: BoundField) -> Group:
    """Look at a field's widget and say how its group is drawn."""
    widget = dressed(bound.field.widget)
    for look, kind in LOOKS.items():
        if isinstance(widget, look):
            return Group(bound, widget, kind)
    return Group(bound, widget, "fieldset" if widget.use_fieldset else "input")


def wrong_parts(bound: BoundField) -> tuple[str, ...]:
    """Which of several inputs the error is about: ("day", "month")."""
    for error in bound.form.errors.as_data().get(bound.name, []):
        if isinstance(error, ValidationError) and error.params and "parts" in error.params:
            return tuple(error.params["parts"])
    return ()


def first_input_id(bound: BoundField) -> str:
    """The id of the first input of a field, for links from the error summary."""
    widget = bound.field.widget
    if widget.attrs.get("id") is False or bound.is_hidden:
        return ""
    base = str(widget.attrs.get("id") or bound.auto_id)
    if isinstance(widget, forms.MultiWidget):
        parts = list(getattr(widget, "parts", ()))
        wrong = wrong_parts(bound)
        return f"{base}_{parts.index(wrong[0]) if wrong and parts else 0}"
    several = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    return f"{base}_0" if several and base else base


def error_links(form: Formlike) -> list[ErrorLink]:
    """All that is wrong with a form or formset, in the order it stands on the page."""
    if form is None or not form.is_bound:
        return []
    if isinstance(form, BaseFormSet):
        links = [ErrorLink(str(message)) for message in form.non_form_errors()]
        return links + [link for one in form.forms for link in error_links(one)]
    links = [ErrorLink(str(message)) for message in form.non_field_errors()]
    for bound in form:
        target = first_input_id(bound)
        links += [ErrorLink(str(message), target) for message in bound.errors]
    return links
