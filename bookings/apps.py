"""Bookings."""

from django.apps import AppConfig


class BookingsConfig(AppConfig):
    """School bookings, facilitators, the rota and registers."""

    name = "bookings"
