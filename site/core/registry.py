"""Finding what the apps declare, without importing an app by name."""

from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from django.apps import apps


def discover(*rooms: str) -> None:
    """Import every app's rooms of these names; of a room that is a folder, each of its files."""
    for room in rooms:
        for app in apps.get_app_configs():
            name = f"{app.name}.{room}"
            if find_spec(name) is None:
                continue
            for file in iter_modules(getattr(import_module(name), "__path__", [])):
                import_module(f"{name}.{file.name}")
