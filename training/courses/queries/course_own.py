"""What a course says of its own, whatever its version: as an editor finds it."""

import json
from hashlib import sha256
from typing import Any

from training.courses.models import Course

SHORT = 60  # letters of a text that was changed


def own_facts(course: Course) -> dict[str, Any]:
    """The values of the columns that editors change, by what they are called."""
    fields = Course._meta.concrete_fields
    return {
        str(field.verbose_name): field.value_from_object(course)
        for field in fields
        if field.editable and field.name != "current_version"
    }


def own_digest(course: Course) -> str:
    """A few characters that differ when the course, or what hangs on it, does."""
    several = {
        field.name: sorted(getattr(course, field.name).values_list("pk", flat=True))
        for field in Course._meta.many_to_many
    }
    facts = json.dumps([own_facts(course), several], sort_keys=True, default=str)
    return sha256(facts.encode()).hexdigest()[:24]


def own_difference_words(said: Course, typed: Course) -> str:
    """What a course says otherwise than somebody typed: title: “Hers”; summary: “New”."""
    now, then = own_facts(said), own_facts(typed)
    found = [f"{name}: {_words(now[name])}" for name in now if now[name] != then[name]]
    return "; ".join(found) or "other areas, roles or courses before it"


def _words(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if value in ("", None, []):
        return "none"
    return f"“{text[:SHORT]}{'…' if len(text) > SHORT else ''}”"
