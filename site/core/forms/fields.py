"""Fields that turn what people type into clean values, and say in a sentence what is wrong."""

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.dates import clock_words, short_date_words
from core.email_addresses import (
    NOT_EMAIL,
    NOT_SHARED,
    AddressError,
    clean_address,
    is_shared,
)
from core.forms.widgets import DateInput, EmailInput, NumberInput, Textarea, TextInput
from core.text import clean_text, holds_address, with_subject

MONTHS = {
    name.lower(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
MOST_DAYS, MOST_MONTHS, MOST_HOURS = 31, 12, 12
NIGHT_ENDS = 6  # an hour from 1 to 6 without am or pm is asked about
LONGEST_TYPED = 500  # of an address, with all that was copied along with it
NOT_ADDRESS = (
    "Enter a name without an email or web address. If a full stop is part of it, put a space after "
    "it"
)
TOO_LONG = "Use %(limit_value)d characters or fewer: this has %(show_value)d"


class CleanCharField(forms.CharField):
    """One line of text without controls or newlines; 200 characters unless told."""

    widget: type[forms.Widget] = TextInput
    multiline = False

    def __init__(self, *, max_length: int | None = 200, **kwargs: Any):
        super().__init__(max_length=max_length, **kwargs)
        self.error_messages.setdefault("max_length", TOO_LONG)

    def to_python(self, value: Any) -> Any:
        """The cleaned text; limits are checked on what is left."""
        text = super().to_python(value)
        if text in self.empty_values:
            return self.empty_value
        cleaned = clean_text(str(text), multiline=self.multiline)
        return cleaned or self.empty_value


class PersonNameField(CleanCharField):
    """A person's name. Addresses are refused: they would go out in our messages.

    `about` begins the sentence, where a form asks for several people.
    """

    def __init__(self, *, about: str = "", **kwargs: Any):
        super().__init__(**kwargs)
        self.about = about

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and holds_address(value):
            raise ValidationError(with_subject(self.about, NOT_ADDRESS), code="address")


class CleanTextField(CleanCharField):
    """Several lines of text; 2,000 characters unless told."""

    widget = Textarea
    multiline = True

    def __init__(self, *, max_length: int | None = 2000, **kwargs: Any):
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Count a line's end once: browsers send two characters for it."""
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)


class GovDateField(forms.Field):
    """A date typed as day, month and year. Months may be words; years have four figures."""

    widget = DateInput

    def __init__(
        self,
        *,
        earliest: date | None = None,
        latest: date | None = None,
        from_year: int = 1900,
        to_year: int = 2100,
        **kwargs: Any,
    ):
        """Bounds are inclusive; a year outside its own bounds is taken for a slip of the finger."""
        super().__init__(**kwargs)
        self.earliest, self.latest = earliest, latest
        self.from_year, self.to_year = from_year, to_year

    def prepare_value(self, value: Any) -> Any:
        """A date as the widget likes it; posted parts pass through."""
        return date.fromisoformat(value) if isinstance(value, str) and value else value

    def to_python(self, value: Any) -> date | None:
        """Day, month and year as a date; raises with the parts that are wrong."""
        if value in self.empty_values or isinstance(value, date):
            return value or None
        parts = [clean_text(str(part or "")) for part in value]
        if not any(parts):
            return None
        refuse_missing(parts)
        day, month, year = read_number(parts[0]), read_month(parts[1]), read_number(parts[2])
        self.refuse_impossible(parts, day, month, year)
        try:
            return date(year, month, day)
        except ValueError:
            words = f"{day} {month_name[month]}"
            # 29 February alone may be right in another year.
            no_such = f"{words} {year}" if (day, month) == (29, 2) else words
            raise part_error(
                f"{no_such} is not a date: check the day and month", "day", "month"
            ) from None

    def refuse_impossible(self, parts: Sequence[str], day: int, month: int, year: int) -> None:
        """Name the first part that cannot be right."""
        if not 1 <= day <= MOST_DAYS:
            raise part_error(f"“{parts[0]}” is not a day: use 1 to 31", "day")
        if not 1 <= month <= MOST_MONTHS:
            raise part_error(f"“{parts[1]}” is not a month: use 1 to 12", "month")
        if not re.fullmatch(r"[0-9]{4}", parts[2]):
            raise part_error("Year must have 4 figures, for example 2027", "year")
        if not self.from_year <= year <= self.to_year:
            raise part_error(f"Year must be from {self.from_year} to {self.to_year}", "year")

    def validate(self, value: Any) -> None:
        """Refuse nothing at all when required, and days outside the bounds."""
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            raise part_error(f"Date must be {short_date_words(self.earliest)} or later")
        if value and self.latest and value > self.latest:
            raise part_error(f"Date must be {short_date_words(self.latest)} or earlier")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare dates, not the way they were typed."""
        try:
            return self.to_python(data) != self.to_python(self.prepare_value(initial))
        except ValidationError:
            return True


def refuse_missing(parts: Sequence[str]) -> None:
    """Name the parts left empty when others are filled in."""
    missing = [name for name, part in zip(DateInput.parts, parts, strict=True) if not part]
    if missing:
        raise part_error(f"Date must include a {' and '.join(missing)}", *missing)


def part_error(message: str, *parts: str) -> ValidationError:
    """An error that knows which of the three inputs to mark; none named means all."""
    # With params Django formats the message, in which stands what was typed.
    words = message.replace("%", "%%")
    return ValidationError(words, code="date", params={"parts": parts or DateInput.parts})


def read_number(text: str) -> int:
    """A small whole number in ASCII figures, or 0, which no part of a date is."""
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 0


def read_month(text: str) -> int:
    """A month by number or by name, or 0."""
    return MONTHS.get(text.lower().rstrip("."), 0) or read_number(text)


TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?\s*(?P<half>[ap])?(?(half)\.?m?\.?)"
)
TIME_WORDS = {"midday": time(12), "noon": time(12), "midnight": time(0)}


class TimeField(forms.Field):
    """A time of day as people write it: 9:30am, 9.30 am, 09:30, 13.15, 9am, midday."""

    widget = TextInput
    default_error_messages = {
        "invalid": "Enter a time, for example 9:30am or 13:15",
        "half": "Add am or pm, for example %(example)s",
    }

    def __init__(self, **kwargs: Any):
        super().__init__(**kwargs)
        if isinstance(self.widget, TextInput):
            self.widget.width = self.widget.width or "width-5"
            self.widget.attrs.setdefault("autocomplete", "off")

    def prepare_value(self, value: Any) -> Any:
        """A time in words, which this field reads back."""
        return clock_words(value) if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        """The time; 1:15 is asked about, because a session at night is rarely meant."""
        if value in self.empty_values or isinstance(value, time):
            return value if isinstance(value, time) else None
        text = clean_text(str(value)).lower()
        if text in TIME_WORDS:
            return TIME_WORDS[text]
        found = TIME.fullmatch(text)
        if not found or (not found["minute"] and not found["half"]):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.read(found["hour"], found["minute"] or "00", found["half"])

    def read(self, hour_text: str, minute_text: str, half: str | None) -> time:
        """Put hour, minute and half of the day together; raises when they do not fit."""
        hour, minute = int(hour_text), int(minute_text)
        if half and not 1 <= hour <= MOST_HOURS:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if not half and len(hour_text) == 1 and 1 <= hour <= NIGHT_ENDS:
            example = f"{hour}:{minute_text}pm"
            raise ValidationError(
                self.error_messages["half"], code="half", params={"example": example}
            )
        if half:
            hour = hour % 12 + (12 if half == "p" else 0)
        try:
            return time(hour, minute)
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare times, not the way they were typed."""
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class CleanEmailField(forms.EmailField):
    """An address in its one spelling, or a sentence that says why mail cannot be sent to it.

    `about` begins each such sentence, where a form asks for several people.
    """

    def __init__(self, *, about: str = "", **kwargs: Any):
        kwargs.setdefault("widget", EmailInput)
        # The limit is of what is left: a copied address brings its owner's name along.
        super().__init__(**kwargs | {"max_length": LONGEST_TYPED})
        self.about = about
        # Of a form that makes its fields as it goes, BaseForm sees them too late.
        self.error_messages["max_length"] = TOO_LONG
        self.error_messages.setdefault("invalid", NOT_EMAIL)
        self.validators = [one for one in self.validators if one is not validate_email]

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value) or ""
        if not text or len(text) > LONGEST_TYPED:
            return text
        try:
            return clean_address(text)
        except AddressError as error:
            raise ValidationError(self._words(error), code="invalid") from error

    def _words(self, error: AddressError) -> str:
        words = str(self.error_messages["invalid"]) if error.is_form else str(error)
        return with_subject(self.about, words)


class OtherEmailField(CleanEmailField):
    """Somebody else's address: browsers are asked not to offer one's own."""

    def __init__(self, **kwargs: Any):
        super().__init__(widget=EmailInput(attrs={"autocomplete": "off"}), **kwargs)


class PersonEmailField(OtherEmailField):
    """The address of one person who is to have a place: not one that several read."""

    def clean(self, value: Any) -> Any:
        address = super().clean(value)
        if address and is_shared(address):
            raise ValidationError(with_subject(self.about, NOT_SHARED), code="shared")
        return address


class HeadcountField(forms.IntegerField):
    """How many people: a whole number from 0 to `most`."""

    widget = NumberInput
    default_error_messages = {"invalid": "Enter a whole number, for example 28"}

    def __init__(self, *, least: int = 0, most: int = 2000, **kwargs: Any):
        super().__init__(min_value=least, max_value=most, **kwargs)
        self.error_messages.setdefault("min_value", f"Enter {least} or more")
        self.error_messages.setdefault("max_value", f"Enter {most} or fewer")

    def to_python(self, value: Any) -> int | None:
        """The number; spaces and thousands commas are forgiven, other signs are not."""
        text = clean_text(str(value)) if isinstance(value, str) else value
        if isinstance(text, str):
            text = re.sub(r"(?<=[0-9])[, ](?=[0-9]{3}\b)", "", text)
            if text and not re.fullmatch(r"-?[0-9]{1,9}", text):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The bounds, for the buttons that count up and down."""
        return {"data-min": self.min_value, "data-max": self.max_value}
