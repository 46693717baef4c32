"""The data files are whole, and say nothing they must not."""

import re

import pytest

from bookings.registers.models import Register
from config.demo.content import FOLDER, read
from config.demo.places import AS_THEY_ARE
from training.courses.models import Course
from training.courses.rules.year_groups import YEAR_GROUPS

SLUGS = {
    *("preventing-vawg", "mvp-lead-training", "mvp-mentor-training", "mvp-lesson"),
    *("introduction-to-adversity", "whole-year-assembly", "knife-arch-with-mentoring"),
    *("precious-lives", "exploitation-awareness-parents", "exploitation-county-lines-staff"),
    *("competency-framework-introduction", "sport-workforce-exploitation"),
    *("helping-hands-nursery", "knives-vr-primary", "hsb-targeted-boys", "streetdoctors"),
    "faith-toolkit-roadshow",
}


def test_every_course_of_the_catalogue_is_there() -> None:
    courses = read("courses")["course"]
    assert {entry["slug"] for entry in courses} == SLUGS
    assert len(courses) == len(SLUGS)


@pytest.mark.parametrize("entry", read("courses")["course"], ids=lambda entry: entry["slug"])
def test_a_course_says_what_the_model_can_hold(entry: dict[str, object]) -> None:
    values = {name: value for name, value in entry.items() if name not in AS_THEY_ARE}
    Course(**values).clean_fields(exclude=["cpd_hours"])
    assert entry["basis"]
    assert set(entry.get("year_groups", [])) <= set(dict(YEAR_GROUPS))  # type: ignore[call-overload]


def test_sixteen_settings_and_six_facilitators() -> None:
    organisations = read("organisations")["organisation"]
    assert len(organisations) == 16
    assert all(entry["name"].endswith("(example)") for entry in organisations)
    assert [entry["urn"] for entry in organisations if "urn" in entry] == [
        str(number) for number in range(999001, 999015)
    ]
    assert len(read("facilitators")["facilitator"]) == 6


def test_seven_boroughs_and_two_areas_that_are_none() -> None:
    assert [entry["code"] for entry in read("areas")["area"]] == [
        *(str(code) for code in range(330, 337)),
        "REGIONAL",
        "OUTSIDE",
    ]


def test_someone_may_teach_whatever_is_booked_here() -> None:
    taught = {slug for entry in read("facilitators")["facilitator"] for slug in entry["courses"]}
    booked = {
        entry["slug"]
        for entry in read("courses")["course"]
        if entry.get("route", "book") == "book" and entry.get("is_listed", True)
    }
    assert booked == taught


def test_every_listed_course_has_words_of_its_own() -> None:
    listed = {entry["slug"] for entry in read("courses")["course"] if entry.get("is_listed", True)}
    assert {entry["slug"] for entry in read("pages")["course"]} == listed


def test_visits_are_of_schools_and_reasons_that_exist() -> None:
    urns = {entry.get("urn") for entry in read("organisations")["organisation"]}
    for entry in read("month")["visit"]:
        assert entry["organisation"] in urns
        assert len(entry["groups"]) == len(entry["counts"])
        assert entry.get("not_delivered", "no_group") in Register.Why.values


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.toml")), ids=lambda file: file.name)
def test_no_word_claims_too_much(file: object) -> None:
    text = file.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    claims = r"CPD[- ](certified|accredited)|reduces? violence|guarantee|lorem ipsum|coming soon"
    assert not re.search(claims, text, re.IGNORECASE)
    assert not re.search(r"\sstyle=", text)
