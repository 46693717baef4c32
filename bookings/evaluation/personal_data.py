"""What evaluation keeps about people."""

from bookings.evaluation.models import Answer, Question
from core.privacy.personal_data import Erased, Retention, impersonal, personal

impersonal(Question, "What everyone is asked.", "words", "choices")
personal(
    Answer,
    "text",
    whose="evaluation__enrolment__person",
    retention=Retention.OPINION,
    erased=Erased.EMPTIED,
)
