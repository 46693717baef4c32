"""Whose account an address is, asked when it has another name than was entered."""

from collections.abc import Collection
from typing import Any, cast

from django import forms
from django.utils.datastructures import MultiValueDict

from accounts.models import User
from core.forms import KeyedForm
from core.forms.widgets import CheckboxSelectMultiple


class AccountMeantForm(KeyedForm):
    """Asks whether the account of an address is who is meant, once there is something to ask.

    A yes is of one account and the name that was entered for it: of another name it is asked again.
    """

    meant = forms.MultipleChoiceField(
        label="Is this who you mean?",
        required=False,
        widget=forms.MultipleHiddenInput(attrs={"id": False}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer_sent(self)

    def ask_about(self, person: User, *, seen: Collection[str]) -> None:
        """Ask of the account that an action was in doubt of.

        `seen`: the references of people whom the reader may know; another is not named.
        """
        field = self.fields["meant"]
        field.required = True  # as it is drawn: not "optional"
        field.widget = CheckboxSelectMultiple()
        self.offer("meant", [(self._value(person.ref), account_words(person, seen))])
        answers = cast("MultiValueDict[str, Any]", self.data).copy()
        answers.setlist("meant", [])  # what was ticked was of another account or name
        self.data = answers
        self.order_fields(["meant"])

    @property
    def meant_refs(self) -> list[str]:
        """The accounts that a valid form says are meant."""
        values = self.cleaned_data["meant"]
        refs = (value.partition(":")[0] for value in values)
        return [ref for ref, value in zip(refs, values, strict=True) if self._value(ref) == value]

    def _value(self, ref: str) -> str:
        return f"{ref}:{self.cleaned_data['name']}"


def offer_sent(form: KeyedForm) -> None:
    """Take whatever was ticked, until it is known what there was to tick."""
    sent = cast("MultiValueDict[str, Any]", form.data).getlist("meant") if form.is_bound else []
    form.offer("meant", [(value, "") for value in sent])


def account_words(person: User, seen: Collection[str]) -> str:
    """Yes, Amina Rashid, amina@learner.example."""
    name = person.name if person.ref in seen else "somebody with another name"
    return f"Yes, {name}, {person.email}"
