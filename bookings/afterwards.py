"""Whoever came is asked how it was, on the page of their place too."""

from django.urls import reverse

from bookings.queries.evaluation import CAME, is_answered, questions_for
from bookings.wordings import CERTIFICATE_WAITS
from training.afterwards import Step, add
from training.models import Enrolment


@add
def questions(place: Enrolment) -> Step | None:
    """The questions after a date, while they are open."""
    if place.outcome not in CAME or is_answered(place):
        return None
    number = len(questions_for(place.event.course))
    if not number:
        return None
    waits = place.event.course.evaluation_needed and place.outcome == Enrolment.Outcome.ATTENDED
    words = f"{number} question{'' if number == 1 else 's'}, about two minutes."
    return Step(
        f"How was it? {words} {CERTIFICATE_WAITS if waits else ''}".strip(),
        "Answer the questions",
        reverse("bookings:evaluation_edit", args=[place.ref]),
    )
