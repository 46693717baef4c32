"""The CMS."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"

    def ready(self) -> None:
        """Put the menus round every page, and let dates lead to the pages of their courses."""
        from cms.queries import course_page  # noqa: F401, PLC0415 - models are loaded by now
        from cms.views import navigation  # noqa: F401, PLC0415 - models are loaded by now
