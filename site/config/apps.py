"""The top of the site: it may import every app, nothing imports it."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Holds the commands that span every app."""

    name = "config"
