"""Evaluation."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Questions and answers."""

    name = "bookings.evaluation"
    label = "evaluation"
