"""The boroughs and their school year. Rows, not code: another partnership has other boroughs."""

from django.db import models
from django.db.models import F, Q

from core.choices import hold_choices
from core.search.key_field import SearchableModel, SearchKeyField

WHOSE = "Choose an area or an organisation, and not both."


class Area(SearchableModel):
    """A borough, or one of the two that are none: the whole region, and outside it."""

    REGIONAL = "REGIONAL"
    OUTSIDE = "OUTSIDE"

    code = models.CharField(max_length=10, unique=True)  # the DfE's code of the local authority
    ons_code = models.CharField(max_length=9, blank=True)
    name = models.CharField(max_length=100)
    search_key = SearchKeyField("name")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "search_key"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_borough(self) -> bool:
        """Whether it is a place, not the whole region or what lies outside."""
        return self.code not in {self.REGIONAL, self.OUTSIDE}


class Term(models.Model):
    """A half term of an area's schools, or a term of one organisation with a year of its own.

    First and last day included.
    """

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="terms")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="terms"
    )
    academic_year = models.CharField(max_length=7)  # "2026-27"
    name = models.CharField(max_length=40)
    starts_date = models.DateField()
    ends_date = models.DateField()
    is_confirmed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["area", "academic_year", "name"], name="term_named_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "academic_year", "name"], name="own_term_named_once"
            ),
            models.CheckConstraint(
                name="term_of_an_area_or_an_organisation",
                condition=Q(area__isnull=True) ^ Q(organisation__isnull=True),
                violation_error_message=WHOSE,
            ),
            models.CheckConstraint(
                name="term_ends_after_it_starts", condition=Q(ends_date__gte=F("starts_date"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.academic_year}"


@hold_choices
class Closure(models.Model):
    """Days on which an area's schools, or one organisation, are closed to pupils."""

    class Kind(models.TextChoices):
        INSET = "inset", "Staff training day"
        CLOSED = "closed", "Closed"

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="closures")
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="closures"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    starts_date = models.DateField()
    ends_date = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closure_of_an_area_or_an_organisation",
                condition=Q(area__isnull=True) ^ Q(organisation__isnull=True),
                violation_error_message=WHOSE,
            ),
            models.CheckConstraint(
                name="closure_ends_after_it_starts", condition=Q(ends_date__gte=F("starts_date"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_date}"
