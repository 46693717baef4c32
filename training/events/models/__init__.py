"""Models of events. Models know their own row, no other."""

from training.events.models.event import Event, Session
from training.events.models.series import Series
from training.events.models.venue import StepFree, Venue, VenueRoom

__all__ = ["Event", "Series", "Session", "StepFree", "Venue", "VenueRoom"]
