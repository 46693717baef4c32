"""Accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and organisations."""

    name = "accounts"

    def ready(self) -> None:
        """Put who is signed in, and where they may go, into every page's frame."""
        from accounts.views import navigation  # noqa: F401, PLC0415 - models are loaded by now
