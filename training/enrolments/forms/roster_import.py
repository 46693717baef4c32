"""A file of people, and the second look at it."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import User
from core.files.spreadsheet_reader import ENDINGS, MOST_BYTES, UnreadableError, read_sheet
from core.forms import CleanCharField, KeyedForm
from core.forms.widgets import CheckboxSelectMultiple, FileInput
from training.enrolments.forms.account_meant import account_words, offer_sent
from training.enrolments.rules.roster_file import (
    ImportRow,
    RosterFile,
    StaleFileError,
    people_in,
    unseal,
)
from training.enrolments.rules.roster_headings import NoColumnsError


def override_field() -> CleanCharField:
    return CleanCharField(
        label="Reason for an exception",
        help_text=(
            "Only to pass over whom the course is for, its cap and its approvals. "
            "Do not name people."
        ),
        required=False,
    )


class RosterFileForm(KeyedForm):
    """Which file. It is read and not kept."""

    file = forms.FileField(
        label="File",
        help_text=(
            "Excel, OpenDocument or CSV, up to 5 MB. The open sheet is read, without hidden rows "
            "and columns. Its headings: name (or first and last name), email and, if you have "
            "them, organisation (URN or whole name) and manager's email."
        ),
        widget=FileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )
    override = override_field()

    def clean_file(self) -> RosterFile:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("This file is larger than 5 MB. Choose a smaller one")
        try:
            sheet = read_sheet(file.name, file.read())
            return people_in(sheet.rows, sheet.notes)
        except UnreadableError as error:
            raise ValidationError(str(error)) from error
        except NoColumnsError as error:
            raise ValidationError([str(error), *sheet.notes]) from error


class RosterCommitForm(KeyedForm):
    """The people of a file as the preview signed them."""

    mark_optional = False  # what it asks has to be said

    people = forms.CharField(widget=forms.HiddenInput(attrs={"id": False}))
    override = forms.CharField(
        required=False, max_length=200, widget=forms.HiddenInput(attrs={"id": False})
    )

    meant = forms.MultipleChoiceField(
        label="Are these the people you mean?",
        help_text=(
            "Their email addresses belong to accounts with another name than in the file. Tick "
            "each person whom you mean. If one is somebody else, put the address right in the file."
        ),
        required=False,
        widget=CheckboxSelectMultiple,
    )

    def __init__(self, data: Any = None, *, about: str):
        """`about`: for which date and person of the office the rows were signed."""
        self.about = about
        super().__init__(data)
        offer_sent(self)

    def ask_about(self, others: Mapping[int, User], seen: Collection[str]) -> None:
        """Ask of accounts, by the line of the file that has the address."""
        if not others:
            del self.fields["meant"]
            return
        self.offer(
            "meant",
            [
                (person.ref, f"Row {line}: {account_words(person, seen)}")
                for line, person in others.items()
            ],
        )

    @property
    def is_readable(self) -> bool:
        """Whether the people can be shown once more, whatever else was wrong."""
        return bool(self.cleaned_data.get("people"))

    def clean_people(self) -> list[ImportRow]:
        """The rows, unless they are an hour old."""
        try:
            return unseal(self.cleaned_data["people"], about=self.about)
        except StaleFileError as error:
            raise ValidationError("This preview is too old. Choose the file again") from error
