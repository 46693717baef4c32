"""The CMS."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Pages that editors make."""

    name = "cms"
