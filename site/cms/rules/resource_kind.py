"""Kinds that blocks and pages both speak of."""

from django.db.models import TextChoices


class ResourceKind(TextChoices):
    TOOLKIT = "toolkit", "Toolkit"
    FILM = "film", "Film"
    EVALUATION = "evaluation", "Evaluation"
    GUIDE = "guide", "Guide"
