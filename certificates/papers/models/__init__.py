"""Models of papers. Models know their own row, no other."""

from certificates.papers.models.certificate import Certificate

__all__ = ["Certificate"]
