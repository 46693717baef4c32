"""Lists that editors type a line each, and the version that rises by itself."""

from typing import Any

import pytest
from django.forms import model_to_dict

from tests.factories.training import CourseFactory
from training.forms.course import CourseFields, LinesField, PartsField
from training.models import Course


class CourseForm(CourseFields):
    """The mixin with all fields, without Wagtail."""

    class Meta:
        model = Course
        exclude = ["version", "basis", "areas", "prerequisites"]


def sent(course: Course, **changed: Any) -> CourseForm:
    """The form of a course as an editor sends it back."""
    blank = CourseForm(instance=course)
    data = {name: blank[name].value() for name in blank.fields}
    return CourseForm({**data, **changed}, instance=course)


def test_lines_become_a_list_without_empty_ones() -> None:
    field = LinesField(required=False)
    assert field.clean(" First \r\n\n\x00Second\u202e\n") == ["First", "Second"]
    assert field.clean("") == []
    assert field.prepare_value(["First", "Second"]) == "First\nSecond"


def test_lines_have_limits() -> None:
    field = LinesField(required=False)
    for text, words in [("a\n" * 41, "40 lines"), ("a" * 251, "250 characters")]:
        with pytest.raises(Exception, match=words):
            field.clean(text)


def test_parts_are_a_title_and_minutes() -> None:
    field = PartsField(required=False)
    parts = [{"title": "Day 1: morning", "minutes": 300}, {"title": "Day 2", "minutes": 60}]
    assert field.clean("Day 1: morning: 300\nDay 2 : 60") == parts
    assert field.clean(field.prepare_value(parts)) == parts


@pytest.mark.parametrize("line", ["Day 1", "300", ": 300", "Day 1: 0", "Day 1: 1441", "Day 1: x"])
def test_a_line_that_is_no_part_is_refused(line: str) -> None:
    with pytest.raises(Exception, match="is not a part"):
        PartsField(required=False).clean(line)


@pytest.mark.django_db
def test_the_version_rises_when_what_is_taught_changes() -> None:
    course = CourseFactory(outcomes=["Know"], parts=[{"title": "Day 1", "minutes": 60}])
    for changed, version in [
        ({}, 1),
        ({"title": "Another title", "summary": "New words"}, 1),
        ({"outcomes": "Know\nDo"}, 2),
        ({"minutes": 200}, 3),
        ({"parts": "Day 1: 90"}, 4),
    ]:
        form = sent(course, **changed)
        assert form.is_valid(), form.errors
        form.save()
        course.refresh_from_db()
        assert course.version == version, changed
    assert model_to_dict(course)["outcomes"] == ["Know", "Do"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"breaks_minutes": 180}, "breaks_minutes"),
        ({"group_max": 50, "group_hard_max": 20}, "group_hard_max"),
        ({"year_groups": ["Y99"]}, "year_groups"),
    ],
)
def test_rules_between_fields_are_said_at_the_field(changed: dict[str, Any], field: str) -> None:
    form = sent(CourseFactory(), **changed)
    assert not form.is_valid()
    assert set(form.errors) == {field}
