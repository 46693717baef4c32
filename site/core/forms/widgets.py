"""GOV.UK's inputs: Django's own widgets with our class names and, where needed, our templates.

`dressed()` turns a plain Django widget into its counterpart here, so that forms from packages
(sign-in, second factor) look like everyone else's.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.widgets import ChoiceWidget


class BaseWidget(forms.Widget):
    """What all of them share: the class of the kind, the width, the error look."""

    css = "govuk-input"
    error_css = "govuk-input--error"
    width = ""

    def __init__(self, attrs: dict[str, Any] | None = None, *, width: str = "", **kwargs: Any):
        """`width`: GOV.UK's modifier, such as "width-4" or "three-quarters"."""
        super().__init__(attrs, **kwargs)
        self.width = width or self.width

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add class names to the attributes; Django's aria-invalid says where an error is."""
        context = super().get_context(name, value, attrs)
        made = context["widget"]["attrs"]
        made["class"] = " ".join(self.class_names(made))
        return context

    def class_names(self, attrs: Mapping[str, Any]) -> list[str]:
        """The class names of the input: kind, width, error, then the form author's own."""
        names = [self.css]
        if self.width:
            # A number of characters, or a share of the column by GOV.UK's override class.
            kind = "govuk-input-" if "width-" in self.width else "govuk-!-width"
            names.append(f"{kind}-{self.width}")
        if attrs.get("aria-invalid"):
            names.append(self.error_css)
        own = str(attrs.get("class", ""))
        return names + [name for name in own.split() if name not in names]


class TextInput(BaseWidget, forms.TextInput):
    """One line of text."""


class SearchInput(BaseWidget, forms.TextInput):
    """Words to look for, with a button of their own inside a form that asks more."""

    template_name = "components/widgets/search.html"
    input_type = "search"

    def __init__(self, attrs: dict[str, Any] | None = None, *, button: str, button_name: str):
        """`button_name` is in what is sent when the words are to be looked for."""
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.button, self.button_name = button, button_name

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template of the button."""
        context = super().get_context(name, value, attrs)
        return {**context, "button": self.button, "button_name": self.button_name}


class EmailInput(BaseWidget, forms.EmailInput):
    """An email address: right keyboard, no spell checker."""

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__(
            {"spellcheck": "false", "autocomplete": "email", **(attrs or {})}, **kwargs
        )


class TelInput(BaseWidget, forms.TextInput):
    """A telephone number, as text."""

    input_type = "tel"
    width = "width-20"

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__({"autocomplete": "tel", **(attrs or {})}, **kwargs)


class NumberInput(BaseWidget, forms.TextInput):
    """A whole number. A text input, because type=number changes when one scrolls over it."""

    width = "width-4"

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__({"inputmode": "numeric", "autocomplete": "off", **(attrs or {})}, **kwargs)


class URLInput(BaseWidget, forms.URLInput):
    """A web address."""


class FileInput(BaseWidget, forms.ClearableFileInput):
    """A file to send, without a preview of the old one."""

    template_name = "django/forms/widgets/file.html"
    css = "govuk-file-upload"
    error_css = "govuk-file-upload--error"


class PasswordInput(BaseWidget, forms.PasswordInput):
    """A password with a button that shows it, when scripts run."""

    template_name = "components/widgets/password.html"
    css = "govuk-input govuk-password-input__input govuk-js-password-input-input"

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any):
        plain = {"spellcheck": "false", "autocapitalize": "none"}
        super().__init__({**plain, "autocomplete": "current-password", **(attrs or {})}, **kwargs)


class Textarea(BaseWidget, forms.Textarea):
    """Several lines; says how many characters are left when the field has a limit."""

    template_name = "components/widgets/textarea.html"
    css = "govuk-textarea"
    error_css = "govuk-textarea--error"

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any):
        super().__init__({"rows": "5", **(attrs or {})}, **kwargs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Move maxlength out of the tag: a browser would cut pasted text off without a word."""
        context = super().get_context(name, value, attrs)
        made = context["widget"]["attrs"]
        limit = made.pop("maxlength", None)
        made.pop("cols", None)
        if limit and made.get("id"):
            made["class"] += " govuk-js-character-count"
            described = str(made.get("aria-describedby", ""))
            made["aria-describedby"] = f"{described} {made['id']}-info".strip()
            context["limit"] = limit
        return context


class Select(BaseWidget, forms.Select):
    css = "govuk-select"
    error_css = "govuk-select--error"


class RadioSelect(forms.RadioSelect):
    """Radio buttons. `inline` sets two short answers side by side."""

    template_name = "components/widgets/radios.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        inline: bool = False,
        small: bool = False,
        hints: Mapping[str, str] | None = None,
    ):
        """`hints`: a sentence under a choice, by its value."""
        super().__init__(attrs, choices)
        self.inline, self.small, self.hints = inline, small, dict(hints or {})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template how to set them."""
        context = super().get_context(name, value, attrs)
        return add_choice_look(context, inline=self.inline, small=self.small, hints=self.hints)


class ChoiceSegment(RadioSelect):
    """Radio buttons as one thumb-sized row, drawn by components/choice_segment.html."""


class CheckboxSelectMultiple(forms.CheckboxSelectMultiple):
    template_name = "components/widgets/checkboxes.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        small: bool = False,
        hints: Mapping[str, str] | None = None,
    ):
        """`hints`: a sentence under a choice, by its value."""
        super().__init__(attrs, choices)
        self.small, self.hints = small, dict(hints or {})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Tell the template how to set them."""
        context = super().get_context(name, value, attrs)
        return add_choice_look(context, inline=False, small=self.small, hints=self.hints)


class CheckboxInput(BaseWidget, forms.CheckboxInput):
    """One box to tick; field.html puts its label beside it."""

    css = "govuk-checkboxes__input"
    error_css = ""

    def class_names(self, attrs: Mapping[str, Any]) -> list[str]:
        """No error look of its own: the group has it."""
        return [self.css]


class HeadcountInput(NumberInput):
    """A number with a bigger and a smaller button, drawn by components/stepper_count.html."""


class DateInput(forms.MultiWidget):
    """Day, month and year in three inputs, posted as <name>_day, <name>_month, <name>_year."""

    template_name = "components/widgets/date.html"
    use_fieldset = True
    parts = ("day", "month", "year")

    def __init__(self, attrs: dict[str, Any] | None = None):
        widths = {"day": "width-2", "month": "width-2", "year": "width-4"}
        inputs: dict[str, forms.Widget | type[forms.Widget]] = {
            part: NumberInput(width=width) for part, width in widths.items()
        }
        super().__init__(inputs, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """A date in three; text is left to the field, which made it three already."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None] * 3

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Name the three parts for the template; only the wrong ones keep the error look."""
        context = super().get_context(name, value, attrs)
        wrong = str(context["widget"]["attrs"].get("data-wrong", "")).split()
        for part, sub in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            sub["label"] = part.capitalize()
            sub["attrs"].pop("data-wrong", None)
            if wrong and part not in wrong:
                sub["attrs"].pop("aria-invalid", None)
                names = sub["attrs"]["class"].split()
                names.remove(NumberInput.error_css)
                sub["attrs"]["class"] = " ".join(names)
        return context


def add_choice_look(
    context: dict[str, Any], *, inline: bool, small: bool, hints: Mapping[str, str]
) -> dict[str, Any]:
    """Put what the template of a list of choices needs into its context."""
    context["look"] = {"inline": inline, "small": small}
    for _, options, _ in context["widget"]["optgroups"]:
        for option in options:
            hint = hints.get(str(option["value"]), "")
            option["hint"] = hint
            # ARIA knows no invalid radio or checkbox: the group says what is wrong.
            option["attrs"].pop("aria-invalid", None)
            if hint and option["attrs"].get("id"):
                option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}-hint"
    return context


PLAIN: dict[type[forms.Widget], type[forms.Widget]] = {
    forms.TextInput: TextInput,
    forms.EmailInput: EmailInput,
    forms.NumberInput: NumberInput,
    forms.URLInput: URLInput,
    forms.PasswordInput: PasswordInput,
    forms.Textarea: Textarea,
    forms.Select: Select,
    forms.RadioSelect: RadioSelect,
    forms.CheckboxSelectMultiple: CheckboxSelectMultiple,
    forms.CheckboxInput: CheckboxInput,
    forms.ClearableFileInput: FileInput,
    forms.FileInput: FileInput,
}


def dressed(widget: forms.Widget) -> forms.Widget:
    """The house's counterpart of a plain Django widget; any other comes back as it is."""
    # By its very type: who made a subclass had a look of their own in mind.
    ours = PLAIN.get(type(widget))
    if ours is None:
        return widget
    made = ours(attrs=widget.attrs)
    if isinstance(widget, ChoiceWidget):
        made.choices = widget.choices  # type: ignore[attr-defined]
    made.is_required = widget.is_required
    return made
