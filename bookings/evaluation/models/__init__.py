"""Models of evaluation. Models know their own row, no other."""

from bookings.evaluation.models.evaluation import Answer, Evaluation, Question

__all__ = ["Answer", "Evaluation", "Question"]
