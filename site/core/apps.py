"""core finds what the apps above it register: jobs, options and personal fields."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Reads what each app declares as soon as the apps are ready; the worker reads the jobs."""

    name = "core"

    def ready(self) -> None:
        """Register checks, policies, messages, links, what keeps mail and what follows a date."""
        from core import checks  # noqa: F401, PLC0415
        from core.registry import discover  # noqa: PLC0415

        discover("access", "emails", "next_steps")
