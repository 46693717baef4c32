"""What is taught."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from core.choices import hold_choices
from core.search.key_field import SearchableModel, SearchKeyField
from training.courses.rules import facts
from training.courses.rules.year_groups import year_words

if TYPE_CHECKING:
    from training.courses.models.course_version import CourseVersion


def reminder_days_default() -> list[int]:
    """Two weeks and two days before (domain 7.3)."""
    return [14, 2]


@hold_choices
class Course(SearchableModel):
    """One thing we teach. How long it takes and what it leads to is a version's: CourseVersion."""

    # Before an event: what it runs is decided under the course's lock. Its current version is not
    # read along: PostgreSQL would give a row that waited for the lock the version it had before.
    lock_rank = 25

    class Kind(models.TextChoices):
        PROFESSIONAL = "professional_course", "Course for professionals"
        PUPIL = "pupil_workshop", "Workshop for pupils"
        COMMUNITY = "community_workshop", "Workshop for parents and communities"
        PROGRAMME = "programme", "Programme"
        CASCADE = "cascade_lesson", "Lesson led by student mentors"
        OPERATION = "partner_operation", "Activity run with partners"
        REFERRAL = "referral_only", "By referral"
        COMMISSIONED = "commissioned", "Commissioned from others"

    class Workstream(models.TextChoices):
        DATA = "data", "Data and evaluation"
        PLACE = "place", "Place based approaches"
        HEALTH = "health", "Health"
        EDUCATION = "education", "Education"
        EXPLOITATION = "exploitation", "Exploitation"
        JUSTICE = "justice", "Criminal justice and policing"
        FAITH = "faith", "Faith and communities"
        SPORT = "sport", "Sport"

    class Tier(models.TextChoices):
        PRIMARY = "primary", "Primary: universal"
        SECONDARY = "secondary", "Secondary: targeted"
        TERTIARY = "tertiary", "Tertiary: specialist"

    class Mode(models.TextChoices):
        ONLINE = "online", "Online"
        IN_PERSON = "in_person", "In person"
        EITHER = "either", "In person or online"

    class Route(models.TextChoices):
        BOOK = "book", "Booked here"
        ENQUIRE = "enquire", "Ask us"
        LISTED = "listed", "Listed only"

    class Counts(models.TextChoices):
        REACH = "reach", "As people reached"
        CASCADE = "cascade", "As cascade, apart from reach"
        OPERATION = "operation", "Not as reach"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    search_key = SearchKeyField("title")
    kind = models.CharField(max_length=24, choices=Kind)
    # What is taught from now on. Null only while a course is being made: each points to the other.
    current_version: models.ForeignKey[CourseVersion | None, CourseVersion] = models.ForeignKey(  # type: ignore[misc]
        "courses.CourseVersion", models.PROTECT, null=True, editable=False, related_name="+"
    )
    workstream = models.CharField(max_length=20, choices=Workstream)
    tier = models.CharField(max_length=10, choices=Tier, default=Tier.PRIMARY)
    yef_strand = models.CharField("Toolkit strand", max_length=120, blank=True)
    audience = models.CharField(max_length=250, blank=True)
    not_for = models.CharField("who it is not for", max_length=250, blank=True)
    year_groups = models.JSONField(default=list, blank=True)  # codes of rules/year_groups.py
    areas = models.ManyToManyField("accounts.Area", blank=True, related_name="+")
    summary = models.CharField(max_length=250, blank=True)
    aims = models.TextField(blank=True)
    group_min = models.PositiveSmallIntegerField(null=True, blank=True)
    # What works best; more only when asked.
    group_max = models.PositiveSmallIntegerField(default=30)
    # And no more than this.
    group_hard_max = models.PositiveSmallIntegerField(null=True, blank=True)
    hard_max_reason = models.CharField(max_length=120, blank=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.IN_PERSON)
    content_notice = models.TextField(blank=True)
    bring = models.CharField("what to bring on the day", max_length=250, blank=True)
    may_include_sex_education = models.BooleanField(default=False)
    readiness_checks = models.JSONField(default=list, blank=True)
    gate = models.CharField(max_length=120, blank=True)  # what opens it; empty: open to all
    prerequisites = models.ManyToManyField("self", symmetrical=False, blank=True)
    notice_days = models.PositiveSmallIntegerField(
        "notice in working days", default=facts.NOTICE_DAYS
    )
    cancel_days = models.PositiveSmallIntegerField("cancel by, in working days", default=2)
    # Whom it is for; an empty list or set leaves it open to everyone.
    open_to_areas = models.ManyToManyField("accounts.Area", blank=True, related_name="+")
    open_to_kinds = models.JSONField(default=list, blank=True)  # kinds of Organisation
    open_to_roles = models.ManyToManyField(
        "framework.RoleGroup", through="CourseOpenRole", blank=True, related_name="+"
    )
    priority_roles = models.ManyToManyField(  # first on the waiting list
        "framework.RoleGroup", through="CoursePriorityRole", blank=True, related_name="+"
    )
    manager_approval = models.BooleanField(default=False)
    approval_days = models.PositiveSmallIntegerField("approval within, in working days", default=5)
    organisation_cap = models.PositiveSmallIntegerField(
        "places for one organisation", null=True, blank=True
    )
    organisation_cap_days = models.PositiveSmallIntegerField(
        "until so many working days before", default=10
    )
    reminder_days = models.JSONField(default=reminder_days_default, blank=True)
    evaluation_needed = models.BooleanField(default=False)  # no certificate before the answers
    route = models.CharField(max_length=10, choices=Route, default=Route.BOOK)
    counts_as = models.CharField(max_length=10, choices=Counts, default=Counts.REACH)
    provider = models.CharField(max_length=120, blank=True)
    is_listed = models.BooleanField(default=True)
    basis = models.JSONField(default=dict, blank=True)  # which fields are sourced, which are ours

    class Meta:
        ordering = ["search_key", "pk"]
        constraints = [
            models.CheckConstraint(
                name="course_hard_max_not_below_max",
                condition=Q(group_hard_max__isnull=True) | Q(group_hard_max__gte=F("group_max")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_for_professionals(self) -> bool:
        """Whether people enrol on it by name."""
        return self.kind == self.Kind.PROFESSIONAL

    @property
    def is_for_organisations(self) -> bool:
        """Whether a school or another setting books it for a group."""
        return self.route == self.Route.BOOK and self.kind in {
            self.Kind.PUPIL,
            self.Kind.COMMUNITY,
            self.Kind.PROFESSIONAL,
            self.Kind.PROGRAMME,
        }

    @property
    def group_words(self) -> str:
        return facts.group_words(
            self.group_min, self.group_max, self.group_hard_max, self.hard_max_reason
        )

    @property
    def notice_words(self) -> str:
        return facts.notice_words(self.notice_days)

    @property
    def year_words(self) -> str:
        return year_words(self.year_groups)


class Clearance(models.Model):
    """Opens a course that has a gate to one organisation, until a day."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="clearances")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, related_name="clearances"
    )
    until_date = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course", "organisation"], name="clearance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.course_id} {self.organisation_id}"
