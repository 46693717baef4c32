"""Reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reach, returns and coverage, and the office's queue."""

    name = "reports"

    def ready(self) -> None:
        """Let the frame show the staff areas."""
        from reports.views import navigation  # noqa: F401, PLC0415 - models are loaded by now
