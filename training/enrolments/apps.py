"""Enrolments."""

from django.apps import AppConfig


class EnrolmentsConfig(AppConfig):
    """People on events."""

    name = "training.enrolments"
    label = "enrolments"
