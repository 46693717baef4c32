"""libical's own judgement of calendar documents: the rules of RFC 5545 and 5546, method by method.

The C library that GNOME, KDE and Cyrus read calendars with, by ctypes: no package on PyPI holds it.
"""

import ctypes
import ctypes.util
import os
import re
from functools import cache
from typing import Any

import pytest

NAMES = ("libical.so.3", ctypes.util.find_library("ical") or "libical.so")
HOW_TO_GET = "libical is not installed: apt-get install libical3 (libical3t64 from Debian 13 on)"
ERROR = re.compile(r"^X-LIC-ERROR.*$", re.MULTILINE)


@cache
def library() -> Any:
    """The library; None where there is none."""
    for name in NAMES:
        try:
            found = ctypes.CDLL(name)
        except OSError:
            continue
        found.icalparser_parse_string.restype = ctypes.c_void_p
        found.icalparser_parse_string.argtypes = [ctypes.c_char_p]
        found.icalrestriction_check.argtypes = [ctypes.c_void_p]
        found.icalcomponent_count_errors.argtypes = [ctypes.c_void_p]
        found.icalcomponent_as_ical_string.argtypes = [ctypes.c_void_p]
        found.icalcomponent_as_ical_string.restype = ctypes.c_char_p
        found.icalcomponent_free.argtypes = [ctypes.c_void_p]
        return found
    return None


def faults(document: str | bytes) -> list[str]:
    """What libical finds wrong; nothing when all is well.

    Without the library the test is skipped, or fails where REQUIRE_LIBICAL=1 says so.
    """
    ical = library()
    if ical is None:
        if os.environ.get("REQUIRE_LIBICAL") == "1":
            pytest.fail(HOW_TO_GET)
        pytest.skip(HOW_TO_GET)
    content = document.encode() if isinstance(document, str) else document
    parsed = ical.icalparser_parse_string(content)
    if not parsed:
        return ["this is no calendar"]
    try:
        holds = ical.icalrestriction_check(parsed)
        said = ical.icalcomponent_as_ical_string(parsed).decode().replace("\r\n ", "")
        found = [line.strip() for line in ERROR.findall(said)]
        if (not holds or ical.icalcomponent_count_errors(parsed)) and not found:
            found.append("the restrictions do not hold")
        return found
    finally:
        ical.icalcomponent_free(parsed)
