"""What the office may set. Each app declares its own in options.py, with the default it starts on.

Values are read where a decision is made, in one query for all that are asked; nothing is kept.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from core import audit
from core.changes.locks import transact
from core.errors import Refusal
from core.models import Option
from core.registry import discover

Value = int | str


class OptionRangeError(Refusal):
    """A value outside what the setting allows."""


@dataclass(frozen=True)
class Spec:
    """One setting: its kind is that of its default. Numbers have limits, words a length."""

    key: str  # "<app>.<name>"
    group: str
    label: str
    hint: str
    default: Value
    least: int = 0
    most: int = 200

    def refusal(self, value: Value) -> str:
        """Why the value will not do, as a sentence; nothing when it will."""
        if isinstance(self.default, int):
            if isinstance(value, int) and self.least <= value <= self.most:
                return ""
            return f"{self.label}: enter a whole number from {self.least} to {self.most}."
        if isinstance(value, str) and len(value) <= self.most:
            return ""
        return f"{self.label}: use {self.most} characters or fewer."


_specs: dict[str, Spec] = {}


def declare(spec: Spec) -> Spec:
    """Add a setting. Called by an app's options.py. Raises ValueError for a key taken."""
    if spec.key in _specs:
        raise ValueError(f"Two settings are called {spec.key}.")
    _specs[spec.key] = spec
    return spec


def specs() -> list[Spec]:
    """Every setting, in the order of its groups and keys."""
    discover("options")
    return sorted(_specs.values(), key=lambda spec: (spec.group, spec.key))


def values(wanted: Iterable[Spec]) -> dict[str, Value]:
    """The values of settings by key, in one query; the default of those nobody has set."""
    found = {spec.key: spec.default for spec in wanted}
    stored = Option.objects.filter(key__in=found).values_list("key", "value")
    return found | dict(stored)


def number(spec: Spec, among: dict[str, Value]) -> int:
    """A setting that is a number, out of values()."""
    return int(among[spec.key])


def text(spec: Spec) -> str:
    """A setting that is words."""
    return str(values([spec])[spec.key])


@transact
def set_options(changes: dict[str, Value], *, actor: AbstractBaseUser, now: datetime) -> list[str]:
    """Set several at once, all or none; the keys that changed. Raises OptionRangeError."""
    known = {spec.key: spec for spec in specs() if spec.key in changes}
    before = values(known.values())
    changed = [key for key in known if changes[key] != before[key]]
    for key in changed:
        refusal = known[key].refusal(changes[key])
        if refusal:
            raise OptionRangeError(refusal)
        fields: dict[str, Any] = {"value": changes[key], "changed_by": actor, "changed_at": now}
        row, _ = Option.objects.update_or_create(key=key, defaults=fields)
        audit.record(row, "set_option", title=key, actor=actor, now=now)
    return changed
