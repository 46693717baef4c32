"""Reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reach, returns and coverage."""

    name = "reports"
