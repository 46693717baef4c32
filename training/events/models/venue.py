"""Where events are held: halls of the partnership's choice, and each school."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from core.choices import hold_choices
from core.public_ids import new_ref
from core.search.key_field import SearchableModel, SearchKeyField
from training.events.rules.national_grid import EASTINGS, NORTHINGS, to_degrees
from training.events.rules.venue import place_words


class StepFree(models.TextChoices):
    """Whether somebody who cannot use steps gets in and about."""

    YES = "yes", "Step-free"
    PART = "part", "Step-free in part"
    NO = "no", "Not step-free"
    UNKNOWN = "", "Not known"


@hold_choices
class Venue(SearchableModel):
    """One place. A school is its own: name and address are then copied from the organisation."""

    lock_rank = 57

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    # rules.venue.venue_key(): folded letters may be three times as many. A school adds its
    # reference: schools share names.
    key = models.CharField(max_length=700, unique=True, editable=False)
    organisation = models.OneToOneField(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="venue"
    )
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    search_key = SearchKeyField("name", "address", "postcode")
    area = models.ForeignKey("accounts.Area", models.PROTECT, related_name="venues")
    easting = models.PositiveIntegerField(null=True, blank=True)
    northing = models.PositiveIntegerField(null=True, blank=True)
    step_free = models.CharField(max_length=4, choices=StepFree, blank=True)
    # For those who come, never for everybody: the page of a place, and the facilitators' day.
    contact = models.CharField(max_length=200, blank=True)
    arrival_notes = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)  # offered for new dates

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="venue_has_both_coordinates_or_none",
                condition=Q(easting__isnull=True, northing__isnull=True)
                | Q(
                    easting__isnull=False,
                    northing__isnull=False,
                    easting__lt=EASTINGS.stop,
                    northing__lt=NORTHINGS.stop,
                ),
            ),
        ]
        indexes = [models.Index(fields=["search_key", "id"], name="venue_listing")]

    def __str__(self) -> str:
        return self.name

    @property
    def words(self) -> str:
        """Name, address and postcode, each once: the one wording of where something is."""
        return place_words(self.name, self.address, self.postcode)

    @property
    def degrees(self) -> tuple[float, float] | None:
        """Latitude and longitude, where they are known."""
        if self.easting is None or self.northing is None:
            return None
        return to_degrees(self.easting, self.northing)


@hold_choices
class VenueRoom(models.Model):
    """A room of a venue. One that a date was held in is retired, never deleted."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=80)
    capacity = models.PositiveSmallIntegerField(null=True, blank=True)
    step_free = models.CharField(max_length=4, choices=StepFree, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ["venue", "name", "pk"]
        constraints = [
            models.UniqueConstraint("venue", Lower("name"), name="venue_room_named_once"),
        ]

    def __str__(self) -> str:
        return self.name
