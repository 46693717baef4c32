"""What the apps declare, each under a name: found without importing an app by name."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Generic, TypeVar

from django.apps import apps

T = TypeVar("T")


class Registry(Generic[T]):
    """Things by name, each declared once. With a `room`, apps are asked for theirs when needed."""

    def __init__(self, plural: str, room: str = "") -> None:
        self.plural = plural  # "jobs", for the sentence about a name that is taken
        self.room = room
        self._found: dict[str, T] = {}
        self._is_complete = not room

    def add(self, name: str, value: T) -> T:
        """Declare one. Raises ValueError when the name is taken."""
        if name in self._found:
            raise ValueError(f"Two {self.plural} are called {name}.")
        self._found[name] = value
        return value

    def find(self, name: str) -> T | None:
        """The one of this name; None when nobody declared it."""
        self._discover()
        return self._found.get(name)

    def __getitem__(self, name: str) -> T:
        self._discover()
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        self._discover()
        return name in self._found

    def __iter__(self) -> Iterator[T]:
        """Each of them, by name."""
        self._discover()
        return iter([self._found[name] for name in sorted(self._found)])

    def __len__(self) -> int:
        self._discover()
        return len(self._found)

    def _discover(self) -> None:
        """Until it succeeds once: to look for the room in every app costs a look at its folder."""
        if not self._is_complete:
            discover(self.room)
            self._is_complete = True


def discover(*rooms: str) -> None:
    """Import every app's rooms of these names; of a room that is a folder, each of its files."""
    for room in rooms:
        for app in apps.get_app_configs():
            name = f"{app.name}.{room}"
            if find_spec(name) is None:
                continue
            for file in iter_modules(getattr(import_module(name), "__path__", [])):
                import_module(f"{name}.{file.name}")
