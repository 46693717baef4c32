"""The data files fit the models and each other, and say nothing they must not."""

import re

from bookings.registers.models import Register
from config.demo.content import FOLDER, read
from config.demo.places import AS_THEY_ARE
from tests.factories.training import build_course
from training.courses.rules.year_groups import YEAR_GROUPS

CLAIMS = r"CPD[- ](certified|accredited)|reduces? violence|guarantee|lorem ipsum|coming soon"


def test_a_course_says_what_the_model_can_hold() -> None:
    for entry in read("courses")["course"]:
        values = {name: value for name, value in entry.items() if name not in AS_THEY_ARE}
        course = build_course(**values)
        course.clean_fields()
        course.current_version.clean_fields(exclude=["cpd_hours", "created_at", "course"])
        assert entry["basis"], entry["slug"]
        assert set(entry.get("year_groups", [])) <= set(dict(YEAR_GROUPS)), entry["slug"]


def test_a_visit_that_did_not_take_place_has_a_reason_that_exists() -> None:
    reasons = {entry.get("not_delivered", "no_group") for entry in read("month")["visit"]}
    assert reasons <= set(Register.Why.values)


def test_no_word_claims_too_much() -> None:
    for file in FOLDER.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(CLAIMS, text, re.IGNORECASE), file.name
        assert not re.search(r"\sstyle=", text), file.name
