"""Lists that editors type a line each, and what they say of a version."""

from datetime import timedelta
from typing import Any

import pytest

from tests.factories.framework import PUBLISHED, make_framework
from tests.factories.training import CourseFactory
from training.courses.forms.course import CourseFields, DaysField, LinesField, PartsField, follows
from training.courses.models import Course


class CourseForm(CourseFields):
    """The mixin with all fields, without Wagtail."""

    class Meta:
        model = Course
        exclude = ["basis", "areas", "open_to_areas", "prerequisites"]


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


@pytest.mark.django_db
def test_what_a_certificate_could_not_print_is_refused_before_a_version_keeps_it() -> None:
    form = sent(CourseFactory(outcomes=["Know"]), outcomes="Say \U0001f600\nਜਾਣੋ")
    assert form.errors["outcomes"] == [
        "“Say \U0001f600” has “\U0001f600” (grinning face, U+1F600), which cannot be printed on "
        "certificates"
    ]


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
def test_a_form_begins_with_what_the_version_says() -> None:
    course = CourseFactory(outcomes=["Know"], parts=[{"title": "Day 1", "minutes": 60}])
    form = sent(course)
    assert form.is_valid(), form.errors
    assert form.content == course.current_version.content
    assert form.cleaned_data["seen"] == course.current_version.digest
    assert not form.asks_for_version


@pytest.mark.django_db
def test_a_new_course_has_what_was_typed_of_it() -> None:
    form = sent(Course(), slug="new", title="New", kind="pupil_workshop", workstream="sport")
    assert form.is_valid(), form.errors
    assert (form.content["minutes"], form.content["outcomes"]) == (60, [])


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


def test_days_are_numbers_with_commas() -> None:
    field = DaysField(required=False)
    assert field.clean(" 2, 14,2 ") == [14, 2]
    assert field.clean("") == []
    assert field.prepare_value([14, 2]) == "14, 2"
    for text in ("two", "0", "91", "1.5", "-1", "²"):
        with pytest.raises(Exception, match="numbers of days"):
            field.clean(text)


@pytest.mark.django_db
def test_roles_are_those_of_the_published_framework() -> None:
    parts = make_framework()
    first, second = parts.groups.values()
    course = CourseFactory(manager_approval=True)
    form = sent(course, open_to_roles=[first.pk], priority_roles=[second.pk])
    assert form.is_valid(), form.errors
    saved = form.save()
    assert (list(saved.open_to_roles.all()), list(saved.priority_roles.all())) == (
        [first], [second],
    )  # fmt: skip
    assert "open_to_roles" in sent(course, open_to_roles=[second.pk + 1]).errors


@pytest.mark.django_db
def test_a_role_that_the_framework_no_longer_has_stays_until_an_editor_takes_it_away() -> None:
    parts = make_framework()
    course = CourseFactory()
    course.open_to_roles.add(parts.groups["A"])
    make_framework(number="2.0", published_at=PUBLISHED + timedelta(days=1))

    form = sent(course)

    titles = [title for _, title in form.fields["open_to_roles"].choices]  # type: ignore[attr-defined]
    assert titles == ["Occasional", "Regular", "Occasional (no longer in the framework)"]
    assert form.is_valid(), form.errors
    assert list(form.save().open_to_roles.all()) == [parts.groups["A"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("approval_days", {"approval_days": 0}),
        ("organisation_cap", {"organisation_cap": 0}),
    ],
)
def test_rules_about_places_leave_a_way_in(field: str, changed: dict[str, int]) -> None:
    assert field in sent(CourseFactory(manager_approval=True), **changed).errors


@pytest.mark.django_db
def test_no_course_comes_before_itself() -> None:
    first, second, third = CourseFactory.create_batch(3)
    third.prerequisites.add(second)
    second.prerequisites.add(first)
    assert not follows(third, [second, first])
    for earlier in ([first], [second], [third]):
        assert follows(first, earlier)
