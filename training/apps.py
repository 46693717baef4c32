"""Training."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Courses, events, sessions and enrolment."""

    name = "training"
