"""Registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers."""

    name = "bookings.registers"
    label = "registers"
