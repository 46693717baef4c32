"""What events keeps about people."""

from core.privacy.personal_data import Erased, Retention, impersonal, personal
from training.events.models import Event, Series, Session, Venue, VenueRoom

personal(
    Event,
    "host_staff",
    whose="",
    retention=Retention.BOOKING,
    erased=Erased.EMPTIED,
)
impersonal(
    Event,
    "Where a date is; everyone reads it, or who has a place.",
    *("joining_digest", "join_link", "tier_reason"),
)
personal(
    Venue,
    "contact",
    whose="",
    retention=Retention.BOOKING,
    erased=Erased.EMPTIED,
)
impersonal(
    Venue,
    "Where something is, and how to get in; of a building, not of a person.",
    *("ref", "key", "search_key", "name", "address", "postcode", "step_free", "arrival_notes"),
)
impersonal(VenueRoom, "A room.", "ref", "name", "step_free")
impersonal(Session, "Where a session is.", "place")
impersonal(Series, "A rule for dates.", "rule")
