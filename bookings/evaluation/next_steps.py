"""Whoever came is asked how it was, on the page of their place too."""

from django.urls import reverse

from bookings.evaluation.emails.evaluation import CERTIFICATE_WAITS
from bookings.evaluation.queries.evaluation import is_answered, questions_for
from training.enrolments.models import Enrolment
from training.enrolments.next_steps import Step, add


@add
def questions(place: Enrolment) -> Step | None:
    """The questions after a date, while they are open."""
    if place.outcome not in Enrolment.CAME or is_answered(place):
        return None
    number = len(questions_for(place.event.course))
    if not number:
        return None
    waits = place.event.course.evaluation_needed and place.outcome == Enrolment.Outcome.ATTENDED
    words = f"{number} question{'' if number == 1 else 's'}, about two minutes."
    return Step(
        f"How was it? {words} {CERTIFICATE_WAITS if waits else ''}".strip(),
        "Answer the questions",
        reverse("evaluation:evaluation_edit", args=[place.ref]),
    )
