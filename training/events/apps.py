"""Events."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Events and their lists."""

    name = "training.events"
    label = "events"

    def ready(self) -> None:
        """Let a course know which of its versions run."""
        from training.events.queries import course_version  # noqa: F401, PLC0415 - models are loaded by now
