"""The CMS."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Pages that editors make."""

    name = "cms"

    def ready(self) -> None:
        """Put the menus round every page."""
        from cms import frame  # noqa: F401, PLC0415 - models are loaded by now
