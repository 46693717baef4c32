"""The data files fit the models and each other, and say nothing they must not."""

import re

from bookings.registers.models import Register
from config.demo.content import FOLDER, read
from config.demo.places import AS_THEY_ARE
from training.courses.models import Course
from training.courses.models.course import YEAR_GROUPS

CLAIMS = r"CPD[- ](certified|accredited)|reduces? violence|guarantee|lorem ipsum|coming soon"


def test_a_course_says_what_the_model_can_hold() -> None:
    for entry in read("courses")["course"]:
        values = {name: value for name, value in entry.items() if name not in AS_THEY_ARE}
        Course(**values).clean_fields(exclude=["cpd_hours"])
        assert entry["basis"], entry["slug"]
        assert set(entry.get("year_groups", [])) <= set(dict(YEAR_GROUPS)), entry["slug"]


def test_someone_may_teach_whatever_is_booked_here() -> None:
    taught = {slug for entry in read("facilitators")["facilitator"] for slug in entry["courses"]}
    booked = {
        entry["slug"]
        for entry in read("courses")["course"]
        if entry.get("route", "book") == "book" and entry.get("is_listed", True)
    }
    assert booked == taught


def test_visits_are_of_schools_and_reasons_that_exist() -> None:
    urns = {entry.get("urn") for entry in read("organisations")["organisation"]}
    for entry in read("month")["visit"]:
        assert entry["organisation"] in urns
        assert len(entry["groups"]) == len(entry["counts"])
        assert entry.get("not_delivered", "no_group") in Register.Why.values


def test_no_word_claims_too_much() -> None:
    for file in FOLDER.glob("*.toml"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(CLAIMS, text, re.IGNORECASE), file.name
        assert not re.search(r"\sstyle=", text), file.name
