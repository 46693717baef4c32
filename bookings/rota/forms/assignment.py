"""Who takes a session."""

from collections.abc import Sequence
from typing import Any

from django import forms

from bookings.rota.models import Assignment, Facilitator
from bookings.rota.queries.assignment import Candidate
from core.forms import KeyedForm
from core.forms.widgets import RadioSelect
from core.search.namesakes import Named, called


class AssignmentCreateForm(KeyedForm):
    """One of those who can take it, and what they do."""

    facilitator = forms.ChoiceField(label="Who takes this session?", widget=RadioSelect)
    role = forms.ChoiceField(
        label="As what?",
        choices=Assignment.Role.choices,
        initial=Assignment.Role.LEAD,
        widget=RadioSelect,
    )

    def __init__(self, data: Any = None, *, candidates: Sequence[Candidate], has_lead: bool):
        """Offers those who can; with a lead on it already, a second adult is meant."""
        self.people = {row.facilitator.user.ref: row.facilitator for row in candidates}
        users = [row.facilitator.user for row in candidates]
        names = called(Named(user.email, user.name) for user in users)
        role = Assignment.Role.SECOND if has_lead else Assignment.Role.LEAD
        super().__init__(data, initial={"role": role})
        field = self.fields["facilitator"]
        field.choices = [  # type: ignore[attr-defined]
            (row.facilitator.user.ref, names[row.facilitator.user.email])
            for row in candidates
            if not row.why_not
        ]
        field.error_messages["invalid_choice"] = (
            "This person cannot take the session any more. Choose someone else"
        )

    @property
    def chosen(self) -> Facilitator:
        return self.people[self.cleaned_data["facilitator"]]
