"""What a version of a course says, compared: values in, values out."""

import json
from collections.abc import Mapping
from decimal import Decimal
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from core.text import count_words
from training.courses.rules.facts import plain_hours

CENT = Decimal("0.01")
LABELS = MappingProxyType(
    {
        "outcomes": "outcomes",
        "minutes": "length in minutes",
        "breaks_minutes": "minutes of breaks",
        "parts": "parts",
        "cpd_hours": "CPD hours",
        "refresh_months": "refresh in months",
    }
)


def digest_of(content: Mapping[str, Any]) -> str:
    """A few characters that differ when what a version says does."""
    # 2.5 as it is typed and 2.50 as it is kept are one number of hours.
    plain = {**content, "cpd_hours": str(Decimal(content["cpd_hours"]).quantize(CENT))}
    return sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:24]


def next_version_words(number: int, planned: int) -> str:
    """This makes version 3. 4 dates planned so far keep version 2."""
    if not planned:
        return f"This makes version {number + 1}. What ran version {number} keeps it."
    dates = count_words(planned, "date")
    keep = "keeps" if planned == 1 else "keep"
    return f"This makes version {number + 1}. {dates} planned so far {keep} version {number}."


def difference_words(said: Mapping[str, Any], typed: Mapping[str, Any]) -> str:
    """What a version says otherwise than somebody typed: CPD hours: 6; refresh in months: none."""
    differing = [name for name in LABELS if said[name] != typed[name]]
    return "; ".join(f"{LABELS[name]}: {_value_words(said[name])}" for name in differing)


def _value_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_item_words, value)) or "none"
    if isinstance(value, Decimal):
        return plain_hours(value) or "none"
    return "none" if value is None else str(value)


def _item_words(item: Any) -> str:
    if isinstance(item, dict):
        return f"{item['title']} ({item['minutes']})"
    return f"“{item}”"
