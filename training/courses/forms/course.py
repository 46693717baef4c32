"""What editors say of a course. Lists are typed a line each; they are JSON only underneath."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Organisation
from core.documents.printing import undrawable_in
from core.text import clean_text
from training.courses.models import Course, CourseVersion
from training.courses.queries.course_own import own_digest
from training.courses.queries.openness import Limits, limits_of
from training.courses.rules.year_groups import YEAR_GROUPS
from training.framework.models import RoleGroup
from training.framework.queries.role_group import role_choices

GONE = "(no longer in the framework)"
MOST_LINES = 40
LONGEST_LINE = 250
LONGEST_PART = 24 * 60
LONGEST_AHEAD = 90  # days before a date that a reminder makes sense
LONGEST_COURSE = 20 * LONGEST_PART
LONGEST_REFRESH = 240  # months


class LinesField(forms.CharField):
    """A list of sentences, one a line; empty lines are left out."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(self.to_line, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines as a list. Raises for too many, or one too long."""
        if isinstance(value, list):
            return value
        lines = [line.strip() for line in clean_text(value or "", multiline=True).split("\n")]
        kept = [line for line in lines if line]
        if len(kept) > MOST_LINES:
            raise ValidationError(f"Use {MOST_LINES} lines or fewer")
        for line in kept:
            if len(line) > LONGEST_LINE:
                raise ValidationError(f"Use {LONGEST_LINE} characters or fewer in a line")
        return [self.from_line(line) for line in kept]

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the lists, not how they were typed."""
        try:
            return bool((initial or []) != self.to_python(data))
        except ValidationError:
            return True

    def to_line(self, item: Any) -> str:
        """One item as typed."""
        return str(item)

    def from_line(self, line: str) -> Any:
        """One item as kept."""
        return line


class PrintedLinesField(LinesField):
    """Sentences that certificates carry: of a version that an event runs nothing can be mended."""

    def validate(self, value: Any) -> None:
        """Refuse signs that cannot be printed, by name."""
        super().validate(value)
        for one in undrawable_in(value or []):
            raise ValidationError(
                f"“{one.text}” has {one.words}, which cannot be printed on certificates"
            )


class PartsField(LinesField):
    """The parts of a course, one a line: a title, a colon, and minutes."""

    def to_line(self, item: Any) -> str:
        """Day 1: 300."""
        return f"{item['title']}: {item['minutes']}"

    def from_line(self, line: str) -> Any:
        """A title and minutes. Raises for a line that is not both."""
        found = re.fullmatch(r"(?P<title>.+?)\s*:\s*(?P<minutes>[0-9]{1,4})", line)
        if not found or not 0 < int(found["minutes"]) <= LONGEST_PART:
            raise ValidationError(
                f"“{line}” is not a part. Write a title, a colon and minutes: Day 1: 300"
            )
        return {"title": found["title"], "minutes": int(found["minutes"])}


class DaysField(LinesField):
    """Numbers of days with commas between them, the longest first: 14, 2."""

    widget = forms.TextInput  # type: ignore[assignment]

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """What was typed as a list. Raises for anything but numbers of days."""
        if isinstance(value, list):
            return value
        typed = [part.strip() for part in clean_text(value or "").split(",") if part.strip()]
        # isdecimal() alone takes the digits of every script.
        good = all(part.isascii() and part.isdecimal() and len(part) <= 3 for part in typed)  # noqa: PLR2004
        if not good or any(not 1 <= int(part) <= LONGEST_AHEAD for part in typed):
            raise ValidationError(f"Write numbers of days from 1 to {LONGEST_AHEAD}: 14, 2")
        return sorted({int(part) for part in typed}, reverse=True)


def follows(course: Course, earlier: Iterable[Course]) -> bool:
    """Whether a course comes somewhere before one of those that would come before it."""
    # What was looked at is left alone: rows may make a circle that this form never saw.
    seen: set[int] = set()
    ahead = {row.pk for row in earlier}
    while ahead:
        if course.pk in ahead:
            return True
        seen |= ahead
        further = Course.prerequisites.through.objects.filter(from_course__in=ahead)
        ahead = set(further.values_list("to_course", flat=True)) - seen
    return False


class CourseFields(forms.ModelForm[Course]):
    """The fields of a course that need more than their model says, and its rules."""

    outcomes = PrintedLinesField(required=False, help_text="You will be able to … One a line.")
    readiness_checks = LinesField(
        required=False, help_text="What an organisation confirms before a visit. One a line."
    )
    parts = PartsField(
        required=False,
        help_text="Only when it has several: a title, a colon and minutes on each line.",
    )
    minutes = forms.IntegerField(
        label="Length in minutes, breaks included",
        initial=60,
        min_value=1,
        max_value=LONGEST_COURSE,
    )
    breaks_minutes = forms.IntegerField(initial=0, min_value=0, max_value=LONGEST_PART)
    cpd_hours = forms.DecimalField(
        label="CPD hours", initial=0, min_value=0, max_digits=4, decimal_places=2
    )
    refresh_months = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LONGEST_REFRESH,
        help_text="After so many months it should be taken again. Empty when once is enough.",
    )
    year_groups = forms.MultipleChoiceField(
        required=False, choices=YEAR_GROUPS, widget=forms.CheckboxSelectMultiple
    )

    open_to_kinds = forms.MultipleChoiceField(
        label="Open to people who come for",
        required=False,
        choices=Organisation.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to leave it open to everyone.",
    )
    open_to_roles = forms.ModelMultipleChoiceField(
        label="Open to these roles",
        required=False,
        queryset=RoleGroup.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none to leave it open to everyone.",
    )
    priority_roles = forms.ModelMultipleChoiceField(
        label="First on the waiting list",
        required=False,
        queryset=RoleGroup.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="People in these roles are offered places before others.",
    )
    reminder_days = DaysField(
        label="Reminders, in days before",
        required=False,
        help_text="With commas between them: 14, 2. Empty for none.",
    )
    # The version the editor began with, and their yes to another: shown once it is asked for.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    own_seen = forms.CharField(required=False, widget=forms.HiddenInput)
    new_version = forms.BooleanField(
        required=False, help_text="Tick this and save again, or put back what you changed."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        instance = kwargs.get("instance")
        if instance is not None and instance.pk:
            version = instance.current_version
            said = {
                **version.content,
                "seen": version.digest,
                "own_seen": own_digest(instance),
            }
            kwargs["initial"] = {**said, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.pk:
            # Its page, what links to that, mails and what waits for a correction know it by this.
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = "The address stays as it is: links lead to it."
        self._offer_roles()
        self.asks_for_version = bool(self["new_version"].data)
        self._name_next_version()

    def _offer_roles(self) -> None:
        """The framework's role groups of today, and those the course names that it has no more."""
        limits = limits_of(self.instance) if self.instance.pk else Limits()
        choices = role_choices(limits.roles | limits.first)
        named = [
            (choice.role_group.pk, choice.title if choice.is_current else f"{choice.title} {GONE}")
            for choice in choices
        ]
        rows = RoleGroup.objects.filter(pk__in=[key for key, _ in named])
        for name in ("open_to_roles", "priority_roles"):
            field = self.fields[name]
            field.queryset = rows  # type: ignore[attr-defined]
            field.choices = named  # type: ignore[attr-defined]

    @property
    def content(self) -> dict[str, Any]:
        """What a valid form says of the version."""
        return {name: self.cleaned_data[name] for name in CourseVersion.CONTENT}

    def ask_for_version(self, words: str) -> None:
        """Say what saving would do, and show the box that says yes to it."""
        self.asks_for_version = True
        self.add_error("new_version", words)
        self._name_next_version()

    def begin_again(self, words: str) -> None:
        """Say what somebody else made of the version; what was typed is sent on top of that."""
        data: Any = self.data.copy()  # type: ignore[attr-defined] # as a request has it
        data[self.add_prefix("seen")] = self.instance.current_version.digest
        # The form's own course has what was typed already.
        data[self.add_prefix("own_seen")] = own_digest(Course.objects.get(pk=self.instance.pk))
        self.data = data
        self.add_error(None, words)

    def _name_next_version(self) -> None:
        if self.instance.pk:
            number = self.instance.current_version.number + 1
            self["new_version"].label = f"Make version {number}"

    def clean(self) -> dict[str, Any]:
        """Hold the rules between fields."""
        cleaned = super().clean() or {}
        minutes, breaks = cleaned.get("minutes"), cleaned.get("breaks_minutes")
        if minutes is not None and breaks is not None and breaks >= minutes:
            self.add_error("breaks_minutes", "Breaks must be shorter than the course")
        most, hard_most = cleaned.get("group_max"), cleaned.get("group_hard_max")
        if most is not None and hard_most is not None and hard_most < most:
            self.add_error("group_hard_max", "The most possible cannot be below the usual most")
        self._clean_places(cleaned)
        return cleaned

    def _clean_places(self, cleaned: dict[str, Any]) -> None:
        """How places are given: nobody waits for ever, and every course can be reached."""
        if cleaned.get("manager_approval") and cleaned.get("approval_days") == 0:
            self.add_error("approval_days", "Give managers at least 1 working day")
        if cleaned.get("organisation_cap") == 0:
            self.add_error("organisation_cap", "Leave it empty, or allow at least 1 place")
        earlier = cleaned.get("prerequisites") or ()
        if self.instance.pk and follows(self.instance, earlier):
            words = "A course cannot come before itself, by way of others either"
            self.add_error("prerequisites", words)
