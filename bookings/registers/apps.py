"""Registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "bookings.registers"
    label = "registers"
