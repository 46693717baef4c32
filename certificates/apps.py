"""Certificates."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    """Certificates and the page that verifies them."""

    name = "certificates"
