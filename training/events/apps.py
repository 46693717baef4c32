"""Events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events and their lists."""

    name = "training.events"
    label = "events"
