"""Rota."""

from django.apps import AppConfig


class RotaConfig(AppConfig):
    """Facilitators and their assignments."""

    name = "bookings.rota"
    label = "rota"
