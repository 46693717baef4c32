"""Models of papers. Models know their own row, no other."""

from certificates.papers.models.certificate import Certificate
from certificates.papers.models.paper import Paper

__all__ = ["Certificate", "Paper"]
