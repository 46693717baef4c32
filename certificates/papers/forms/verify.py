"""Asking whether a certificate is genuine."""

import re
from typing import Any

from core.forms.base import BaseForm
from core.forms.fields import CleanCharField

CODE = re.compile(r"[a-z2-7]{26}")  # base32, as public_ids.new_code() writes it
NUMBER = re.compile(r"UP([0-9]{4})([2-9A-Z]{8})")


class VerifySearchForm(BaseForm):
    """A number with a surname, or the code that opens the page by itself."""

    reference = CleanCharField(
        label="Certificate number or code",
        max_length=200,
        help_text=(
            "For example UP-2026-7F3KQ9RT. "
            "You can also paste the address that the square code leads to."
        ),
    )
    surname = CleanCharField(
        label="Surname of the person",
        max_length=120,
        required=False,
        help_text="As it is printed on the certificate. A number needs it, a code does not.",
    )

    def clean(self) -> dict[str, Any]:
        """A number alone shows nothing: numbers can be guessed, codes cannot."""
        values = super().clean() or self.cleaned_data
        if values.get("reference") and not self.code and not values.get("surname"):
            self.add_error("surname", "Enter the surname that is printed on the certificate")
        return values

    @property
    def code(self) -> str:
        """The code, when that is what was typed or pasted with its address; else nothing."""
        typed = self.cleaned_data["reference"].rstrip("/").rsplit("/")[-1]
        code = re.sub(r"\s", "", typed).lower()
        return code if CODE.fullmatch(code) else ""

    @property
    def number(self) -> str:
        """The number as it is printed, however it was typed; nothing when it cannot be one."""
        typed = re.sub(r"[^0-9A-Z]", "", self.cleaned_data["reference"].upper())
        found = NUMBER.fullmatch(typed)
        return f"UP-{found[1]}-{found[2]}" if found else ""


class SurnameForm(BaseForm):
    """Asks for the surname before the name is shown."""

    surname = CleanCharField(
        label="Surname",
        max_length=120,
        help_text="As it is printed on the certificate. If it matches, the whole name is shown.",
    )
