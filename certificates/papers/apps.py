"""Papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Certificates."""

    name = "certificates.papers"
    label = "papers"
