"""What the office may set. Each app declares its own in options.py.

Values are read where a decision is made, in one query for all that are asked; nothing is kept.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser

from core import audit
from core.changes.locks import transact
from core.errors import Refusal
from core.models import Option
from core.options.spec import Json, Spec
from core.registry import Registry

V = TypeVar("V")
S = TypeVar("S", bound=Spec[Any])


OPTIONS: Registry[Spec[Any]] = Registry("settings", room="options")


class OptionValues:
    """Settings and their values, each of its own type."""

    def __init__(self, wanted: Iterable[Spec[Any]]) -> None:
        specs = {spec.key: spec for spec in wanted}
        rows = Option.objects.filter(key__in=specs).values_list("key", "value")
        self._found = {spec.key: spec.default for spec in specs.values()}
        self._found |= {key: _usable(specs[key], value) for key, value in rows}

    def __getitem__(self, spec: Spec[V]) -> V:
        value: V = self._found[spec.key]
        return value


def _usable(spec: Spec[V], stored: Json) -> V:
    """The value, or the default where limits have changed since; an invariant reports the row."""
    try:
        return spec.read(stored)
    except ValueError:
        return spec.default


def declare(spec: S) -> S:
    """Add a setting. Called by an app's options.py. Raises ValueError for a key taken."""
    OPTIONS.add(spec.key, spec)
    return spec


def specs() -> list[Spec[Any]]:
    """Every setting, in the order of its groups and keys."""
    return sorted(OPTIONS, key=lambda spec: (spec.group, spec.key))


def values(*wanted: Spec[Any]) -> OptionValues:
    """The values of settings, in one query; the default of those nobody has set."""
    return OptionValues(wanted)


def value(spec: Spec[V]) -> V:
    return values(spec)[spec]


@transact
def set_options(changes: Mapping[str, Any], *, actor: AbstractBaseUser, now: datetime) -> list[str]:
    """Set several by key, all or none; the keys that changed. Refuses with option_range."""
    known = [spec for spec in specs() if spec.key in changes]
    before = values(*known)
    changed = [spec for spec in known if changes[spec.key] != before[spec]]
    for spec in changed:
        refusal = spec.refusal(changes[spec.key])
        if refusal:
            raise Refusal(refusal, code="option_range")
        fields: dict[str, Any] = {"changed_by": actor, "changed_at": now}
        fields["value"] = spec.stored(changes[spec.key])
        row, _ = Option.objects.update_or_create(key=spec.key, defaults=fields)
        audit.record(row, "set_option", title=spec.key, actor=actor, now=now)
    return [spec.key for spec in changed]
