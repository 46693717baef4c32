"""The messages of bookings, as the office finds them when it edits their words."""

from collections.abc import Mapping

from core.wording import Kind, Link, Value, declare

CERTIFICATE_WAITS = "Your certificate is ready as soon as you have answered."

EVALUATION_ASKED = declare(
    Kind(
        name="bookings/evaluation_asked",
        label="How was it? Asked of those who came",
        samples={
            "course": "Preventing violence against women and girls",
            "day": "Thursday 3 December 2026",
            "questions": "5 questions",
            "certificate": CERTIFICATE_WAITS,
            "answer_page": Link("Answer the questions", "[link]"),
            "my_page": Link("My learning", "/my/"),
            "until": "Monday 1 February 2027",
        },
    )
)

# A school's booking, and who goes there

BOOKING: Mapping[str, Value] = {
    "course": "Healthy relationships workshop",
    "organisation": "Canalside Academy",
    "reference": "7KQ2XWPM",
    "booking_page": Link("Your booking", "/bookings/"),
}
WISHED: Mapping[str, Value] = {**BOOKING, "wish": "Thursday 3 December 2026, in the morning"}
SESSIONS: Mapping[str, Value] = {
    "sessions": [
        "Thursday 3 December 2026, 9:30am to 10:30am, Main hall",
        "With Priya Nandra",
    ],
}
ASSIGNMENT: Mapping[str, Value] = {
    "course": "Healthy relationships workshop",
    "when": "Thursday 3 December 2026, 9:30am to 10:30am",
    "where": "Canalside Academy, Main hall",
    "sessions_page": Link("Your sessions", "/today/"),
}
BOOKING_REQUESTED = declare(
    Kind(
        name="bookings/booking_requested",
        label="A visit was asked for: to the booker",
        samples=WISHED,
    )
)
BOOKING_OFFERED = declare(
    Kind(
        name="bookings/booking_offered",
        label="A visit: a date is offered",
        samples={**BOOKING, "sessions": ["Thursday 3 December 2026, 9:30am to 10:30am, Main hall"]},
    )
)
BOOKING_DECLINED = declare(
    Kind(
        name="bookings/booking_declined",
        label="A visit: it cannot be",
        samples={**WISHED, "reason": "None of our facilitators is free around that date"},
    )
)
BOOKING_CONFIRMED = declare(
    Kind(
        name="bookings/booking_confirmed",
        label="A visit: it is confirmed",
        samples={**BOOKING, **SESSIONS},
    )
)
BOOKING_CANCELLED = declare(
    Kind(
        name="bookings/booking_cancelled",
        label="A visit: it is cancelled",
        samples={
            **BOOKING,
            "what_happened": "Cancelled by the school",
            "when": "Thursday 3 December 2026, 9:30am to 10:30am",
            "reason": "The date no longer suits",
        },
    )
)
ASSIGNMENT_MADE = declare(
    Kind(
        name="bookings/assignment_made",
        label="A facilitator has a session",
        samples={**ASSIGNMENT, "role": "Lead facilitator"},
    )
)
ASSIGNMENT_RELEASED = declare(
    Kind(
        name="bookings/assignment_released",
        label="A session is no longer a facilitator's",
        samples=ASSIGNMENT,
    )
)
