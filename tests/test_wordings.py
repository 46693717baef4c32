"""A fact has one wording: what a rule of ours puts into words is not put into words beside it."""

import re
from pathlib import Path

import pytest

from bookings.visits.rules.visit_request import ANSWER_WORDS

ROOT = Path(__file__).parents[1]
FOLDERS = ("site", "training", "bookings", "certificates", "templates")
# Content, which says what it likes.
SAMPLES = ("site/config/demo/", "site/core/styleguide/", "templates/styleguide.html")

# What is said, a sign that somebody says it by hand, and the one place that may.
WORDINGS = {
    "the partnership's name": (r"Violence Reduction Partnership", "site/config/settings"),
    "the partnership's region": (r"in the West Midlands", "site/config/settings"),
    "year groups": (
        r"[Yy]ears? ?\{|Year \d+ to Year|Years? \d+ (to|and) \d",
        "rules/year_groups.py",
    ),
    "CPD hours": (r"cpd_hours[^}]*\}+ ?hours?|\.normalize\(\)", "rules/facts.py"),
    "refresh": (r"Every \{+ ?[^}]*(refresh|months|years)|refresh_months ?\}\}", "rules/facts.py"),
    "group sizes": (
        r"[Uu]p to \{[^}]*group_max|never more than \{|, because of \{(?!\{)",
        "rules/facts.py",
    ),
    "few places left": (
        r"[Mm]ax\((FEW|3), |\{[^}]*left ?\}+ (of |places? left|place\{\{)",
        "rules/seats.py",
    ),
    "working days": (r"\} working day", "core/dates.py"),
    "when a school hears": (r"hear from us within", "rules/visit_request.py"),
}


def product_files() -> list[Path]:
    found = [
        file
        for folder in FOLDERS
        for ending in ("*.py", "*.html", "*.txt")
        for file in (ROOT / folder).rglob(ending)
        if "migrations" not in file.parts
    ]
    return [file for file in found if not str(file.relative_to(ROOT)).startswith(SAMPLES)]


def second_wordings(sign: str, place: str, text: str, name: str) -> list[str]:
    """Lines of a file that say by hand what one place says; docstrings show examples."""
    if place in name:
        return []
    code = re.sub(r'"""(.|\n)*?"""|\{% comment %\}(.|\n)*?\{% endcomment %\}', "", text)
    code = re.sub(r"(^|\s)#.*", "", code)
    return [f"{name}: {line.strip()}" for line in code.splitlines() if re.search(sign, line)]


@pytest.mark.parametrize("fact", WORDINGS)
def test_a_fact_has_one_wording(fact: str) -> None:
    sign, place = WORDINGS[fact]
    found = [
        line
        for file in product_files()
        for line in second_wordings(sign, place, file.read_text(), str(file.relative_to(ROOT)))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ("the partnership's name", 'ISSUER = "West Midlands Violence Reduction Partnership"'),
        ("year groups", 'words = f"Years {first} to {last}"'),
        ("year groups", '"ks3": "Key stage 3: Years 7 to 9",'),
        ("CPD hours", "{{ course.cpd_hours }} hours"),
        ("refresh", "Every {{ course.refresh_words }}"),
        ("group sizes", "up to {{ course.group_max }}"),
        ("few places left", "{{ event.places_left }} place{{ event.places_left|pluralize }} left."),
        ("few places left", 'f"{event.places_left} places left"'),
        ("few places left", "{{ places.left }} of {{ places.capacity }} places left"),
        ("working days", "{{ course.notice_days }} working days"),
    ],
)
def test_a_second_wording_is_found(fact: str, line: str) -> None:
    sign, place = WORDINGS[fact]

    assert second_wordings(sign, place, line, "training/planted.py")


def test_the_mail_says_when_a_school_hears_as_the_pages_do() -> None:
    _, _, days = ANSWER_WORDS.partition(" within ")
    words = (ROOT / "templates/emails/visits/booking_requested.txt").read_text()

    assert f"within {days}" in words
