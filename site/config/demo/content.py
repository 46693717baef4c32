"""The demonstration's content, read from the data files beside this module."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict[str, Any]:
    """One data file as it is: callers must not change what they get."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
