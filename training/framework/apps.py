"""Framework."""

from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    """Competencies, levels, role groups and what each role requires."""

    name = "training.framework"
    label = "framework"
