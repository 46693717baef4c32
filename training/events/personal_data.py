"""What events keeps about people."""

from core.privacy.personal_data import Erased, Retention, impersonal, personal
from training.events.models import Event, Series, Session

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
    *("joining_digest", "venue", "join_link", "tier_reason"),
)
impersonal(Session, "Where a session is.", "place")
impersonal(Series, "A rule for dates.", "rule")
