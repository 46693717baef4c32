"""Certificate. Models know their own row, no other."""

from certificates.models.certificate import Certificate

__all__ = ["Certificate"]
