"""Visits."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Schools' bookings."""

    name = "bookings.visits"
    label = "visits"
