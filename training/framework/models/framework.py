"""What people in different roles need to know and do: a framework, its versions, what they say.

A version is immutable once published: another version replaces it, and what stands on the first
keeps standing on it.
"""

from types import MappingProxyType

from django.db import models
from django.db.models import Q

from core.changes.moves import StatefulModel
from core.choices import hold_choices
from core.public_ids import new_ref

REFRESH_MONTHS = 36  # unless a competency says otherwise
FULL = 100  # per cent


class Framework(models.Model):
    """A competency framework, whatever its version."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=160)
    owner = models.CharField(max_length=120, blank=True)
    summary = models.TextField(blank=True)
    is_illustrative = models.BooleanField(default=False)
    regional_definition = models.TextField(blank=True)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


@hold_choices
class FrameworkVersion(StatefulModel):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"
        RETIRED = "retired", "Retired"

    MOVES = MappingProxyType(
        {
            Status.DRAFT: frozenset({Status.PUBLISHED}),
            Status.PUBLISHED: frozenset({Status.RETIRED}),
        }
    )

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="versions")
    number = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)
    change_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["framework", "number"], name="framework_number_once"),
            models.CheckConstraint(
                name="framework_published_has_a_moment",
                condition=Q(status="draft") | Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.framework_id} {self.number}"


class Level(models.Model):
    """How far. Levels add up: each includes those below it."""

    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="levels")
    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    summary = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["version", "rank"], name="level_rank_once"),
            models.CheckConstraint(name="level_rank_from_one", condition=Q(rank__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.name}"


class Domain(models.Model):
    """A part of a framework: D1, Understanding exploitation and abuse."""

    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="domains")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=160)
    summary = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="domain_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


@hold_choices
class Competency(models.Model):
    """Something a person knows and does: D1.2, Violence against women and girls."""

    class CarryOver(models.TextChoices):
        SAME = "same", "Means the same as before"
        PARTIAL = "partial", "Has changed in part"
        NONE = "none", "Is new, or means something else"

    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="competencies")
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="competencies")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=160)
    rationale = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    refresh_months = models.PositiveSmallIntegerField(null=True, blank=True, default=REFRESH_MONTHS)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    carry_over = models.CharField(max_length=10, choices=CarryOver, default=CarryOver.NONE)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="competency_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def anchor(self) -> str:
        """Where it stands on the framework's page: d1-2."""
        return self.code.lower().replace(".", "-")


class LevelDescriptor(models.Model):
    """What a competency means at a level."""

    competency = models.ForeignKey(Competency, models.PROTECT, related_name="descriptors")
    level = models.ForeignKey(Level, models.PROTECT, related_name="descriptors")
    text = models.TextField()
    behaviour = models.TextField("what you would see", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["competency", "level"], name="descriptor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id} {self.level_id}"


class RoleGroup(models.Model):
    """People whose work asks the same of them, whatever a version of the framework calls them.

    Courses and people name this row, so that a new version closes no course and forgets nobody.
    """

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="role_groups")
    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.ref


class RoleGroupVersion(models.Model):
    """What a version of the framework calls a role group, and where it lists it."""

    version = models.ForeignKey(FrameworkVersion, models.PROTECT, related_name="role_groups")
    role_group = models.ForeignKey(RoleGroup, models.PROTECT, related_name="versions")
    code = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    examples = models.CharField(max_length=250, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "framework version that has it"
        verbose_name_plural = "framework versions that have it"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="role_group_code_once"),
            models.UniqueConstraint(fields=["version", "role_group"], name="role_group_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class RoleRequirement(models.Model):
    """How far a role group needs a competency, and so in which version; no row: not required."""

    role_group = models.ForeignKey(RoleGroup, models.PROTECT, related_name="requirements")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="requirements")
    required_level = models.ForeignKey(Level, models.PROTECT, related_name="requirements")

    class Meta:
        verbose_name = "requirement of it"
        verbose_name_plural = "requirements of it"
        constraints = [
            models.UniqueConstraint(
                fields=["role_group", "competency"], name="role_requirement_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_group_id} {self.competency_id}"
