"""A template says of which version it speaks: a course has no length of its own."""

import re

from tests.processes import ROOT
from training.courses.models import CourseVersion

WORDS = ("length_words", "full_length_words", "cpd_words", "refresh_words", "timed_parts")
OF_A_VERSION = re.compile(rf"\bcourse\.(?:{'|'.join((*CourseVersion.CONTENT, *WORDS))})\b")


def test_no_template_reads_from_a_course_what_its_version_says() -> None:
    """Django would show nothing, and nobody would hear of it."""
    found = [
        f"{file.relative_to(ROOT)}: {match.group()}"
        for file in sorted((ROOT / "templates").rglob("*.*"))
        for match in OF_A_VERSION.finditer(file.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_one_that_does_is_found() -> None:
    assert OF_A_VERSION.search("{{ event.course.cpd_words }}")
    assert not OF_A_VERSION.search("{{ course.current_version.cpd_words }}")
    assert not OF_A_VERSION.search("{{ event.course_version.minutes }}")
