"""The messages of training, as the office finds them when it edits their words."""

from collections.abc import Mapping

from core.wording import Kind, Link, Value, declare

# What every message about a place can say; emails.about_place() fills it in.
PLACE: Mapping[str, Value] = {
    "name": "Amina Rashid",
    "course": "Preventing violence against women and girls",
    "dates": ["Thursday 3 December 2026, 9:30am to 12:30pm"],
    "where": "Tally Ho Conference Centre, Birmingham",
    "place_page": Link("Your place", "/my/places/"),
}

OFFER_MADE = declare(
    Kind(
        name="training/offer_made",
        label="A place from the waiting list is offered",
        samples={**PLACE, "answer_by": "5pm on Wednesday 2 December 2026"},
    )
)
