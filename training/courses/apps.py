"""Courses."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Courses, what they are evidence of, and the catalogue."""

    name = "training.courses"
    label = "courses"
