"""What the office asks when it looks after people."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.forms.person import NameField
from accounts.models import Area, Membership, Organisation, StaffRole
from core.forms import BaseForm, CleanCharField, KeyedForm
from core.forms.widgets import CheckboxSelectMultiple, RadioSelect
from people.presenters.person import ROLE_HINTS
from people.queries.person import LEAST_CHARACTERS

SHORT = f"Enter at least {LEAST_CHARACTERS} characters"
# What is kept and mailed as the reason (in a sentence: "Reason: ..."), and the choice's words.
WITHDRAWALS = (
    ("issued in error", "It was issued in error"),
    ("issued to the wrong person", "It went to the wrong person"),
    ("register corrected", "The register was corrected"),
    ("at the person's request", "The person asked for it"),
)
ISSUES = (
    ("withdrawn by mistake", "The last one was withdrawn by mistake"),
    ("put right", "What was wrong with the last one is put right"),
    ("cannot answer the questions", "They cannot answer the questions it waits for"),
    ("asked for again", "The person asks for it again"),
)


class SearchField(CleanCharField):
    def __init__(self, **kwargs: Any) -> None:
        errors = {"min_length": SHORT, "required": SHORT}
        super().__init__(
            min_length=LEAST_CHARACTERS, max_length=100, error_messages=errors, **kwargs
        )


class BoroughsField(forms.MultipleChoiceField):
    """Some boroughs, or none; rows come out."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=CheckboxSelectMultiple, **kwargs)

    def offer(self, boroughs: Sequence[Area]) -> None:
        self.rows = {row.code: row for row in boroughs}
        self.choices = [(code, row.name) for code, row in self.rows.items()]

    def clean(self, value: Any) -> list[Area]:
        return [self.rows[code] for code in super().clean(value)]


class PeopleSearchForm(BaseForm):
    q = SearchField(
        label="Name or email address",
        help_text="A part is enough, at least 3 characters",
        widget=CleanCharField.widget(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class OrganisationSearchForm(BaseForm):
    q = SearchField(
        label="URN or name",
        help_text="The whole URN, or a part of the name",
        widget=CleanCharField.widget(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PersonNameForm(KeyedForm):
    name = NameField()

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field = self.fields["name"]
        field.label, field.help_text = "Full name", "As it should be printed on certificates"
        field.error_messages["required"] = "Enter their full name"
        field.widget.attrs["autocomplete"] = "off"


class MembershipCreateForm(KeyedForm):
    """The organisation, one of those found, and what the person does there."""

    organisation = forms.ChoiceField(
        label="Which organisation?",
        widget=RadioSelect,
        error_messages={"required": "Choose an organisation"},
    )
    role = forms.ChoiceField(
        label="What may they do there?",
        choices=Membership.Role.choices,
        widget=RadioSelect(
            hints={
                Membership.Role.MEMBER: "Takes places on training for the organisation.",
                Membership.Role.BOOKER: "Asks for visits, accepts dates and cancels them.",
                Membership.Role.MANAGER: "May do what a booker may.",
            }
        ),
        error_messages={"required": "Choose what they may do there"},
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any):
        """`organisations` were found; a single one is chosen already."""
        self.rows = {row.ref: row for row in organisations}
        initial = {"organisation": next(iter(self.rows))} if len(self.rows) == 1 else None
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["organisation"].choices = [  # type: ignore[attr-defined]
            (row.ref, row.name) for row in organisations
        ]
        self.fields["organisation"].widget.hints = {
            row.ref: organisation_words(row) for row in organisations
        }

    @property
    def chosen(self) -> Organisation:
        return self.rows[self.cleaned_data["organisation"]]


class RoleGrantForm(KeyedForm):
    """A staff role that the person does not have, and where it is to hold."""

    role = forms.ChoiceField(
        label="Which role?",
        widget=RadioSelect(hints={str(role): words for role, words in ROLE_HINTS.items()}),
        error_messages={"required": "Choose a role"},
    )
    areas = BoroughsField(
        label="Only in some boroughs?",
        help_text="A coordinator, a lead or a report viewer can be limited to the boroughs ticked. "
        "Tick none for the whole region.",
    )

    def __init__(self, *args: Any, held: Sequence[str], boroughs: Sequence[Area], **kwargs: Any):
        """`held`: roles the person has. One just asked for stays, so that the action answers."""
        super().__init__(*args, **kwargs)
        self.fields["areas"].offer(boroughs)  # type: ignore[attr-defined]
        gone = set(held) - {self.data.get("role")}
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role, label) for role, label in StaffRole.Role.choices if role not in gone
        ]


class RoleAreasForm(KeyedForm):
    """Where a role holds from now on."""

    areas = BoroughsField(
        label="Where does it hold?",
        help_text="Tick the boroughs, or none for the whole region.",
    )

    def __init__(self, *args: Any, held: Sequence[Area], boroughs: Sequence[Area], **kwargs: Any):
        super().__init__(*args, initial={"areas": [row.code for row in held]}, **kwargs)
        self.fields["areas"].offer(boroughs)  # type: ignore[attr-defined]


class ConfirmForm(KeyedForm):
    """A button that means it."""


class CertificateWithdrawForm(KeyedForm):
    reason = forms.ChoiceField(
        label="Why?",
        help_text="The person is told",
        choices=WITHDRAWALS,
        widget=RadioSelect,
        error_messages={"required": "Choose a reason"},
    )


class CertificateIssueForm(KeyedForm):
    reason = forms.ChoiceField(
        label="Why by hand?",
        help_text="It is kept with the certificate in the log",
        choices=ISSUES,
        widget=RadioSelect,
        error_messages={"required": "Choose a reason"},
    )


def organisation_words(row: Organisation) -> str:
    """URN 999001 · Secondary · Birmingham."""
    parts = [f"URN {row.urn}" if row.urn else row.get_kind_display(), row.phase, row.area.name]
    if row.status != Organisation.Status.OPEN:
        parts.append(row.get_status_display())
    return " · ".join(part for part in parts if part)
