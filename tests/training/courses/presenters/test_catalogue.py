"""Which courses an address asks for."""

import pytest
from django.http import QueryDict

from accounts.models import Area
from tests.factories.training import CourseFactory
from training.courses.models import Course
from training.courses.presenters.catalogue import CourseFilters, traits_of

AREAS = {"330", "335"}


def filters(query: str) -> CourseFilters:
    return CourseFilters.read(QueryDict(query), AREAS)


def fits(
    query: str, course: Course, *, areas: tuple[str, ...] = (), places: tuple[str, ...] = ()
) -> bool:
    return traits_of(course, areas=areas, places=places).fits(filters(query))


def build(**values: object) -> Course:
    return CourseFactory.build(**values)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "audience=nobody",
        "theme=&stage=ks9&mode=telepathy&length=-1",
        "area=999&area=330%27--&places=maybe",
        "audience[]=pupils&AUDIENCE=pupils&unknown=1",
        f"theme={'x' * 10_000}",
    ],
)
def test_nonsense_asks_for_nothing(query: str) -> None:
    assert not filters(query)
    assert filters(query).pairs() == []


def test_sense_is_kept_beside_nonsense_each_once_and_in_one_order() -> None:
    asked = filters("mode=online&stage=ks4&stage=nowhere&stage=ks3&stage=ks3")

    assert asked.pairs() == [("stage", "ks3"), ("stage", "ks4"), ("mode", "online")]


def test_one_choice_can_be_taken_away() -> None:
    asked = filters("stage=ks3&stage=ks4&mode=online")

    assert asked.without("stage", "ks3").pairs() == [("stage", "ks4"), ("mode", "online")]
    assert asked.without("stage").pairs() == [("mode", "online")]


def test_choices_of_one_kind_add_and_kinds_narrow() -> None:
    workshop = build(kind=Course.Kind.PUPIL, workstream="sport", year_groups=["Y8"])

    assert fits("theme=health&theme=sport", workshop)
    assert not fits("theme=sport&audience=professionals", workshop)


@pytest.mark.parametrize("kind", Course.Kind.values)
def test_every_kind_is_for_someone(kind: str) -> None:
    asked = "&".join(
        f"audience={key}" for key in ("professionals", "pupils", "families", "programmes")
    )
    assert fits(f"{asked}&audience=partners", build(kind=kind))


@pytest.mark.parametrize(
    ("groups", "stage"),
    [
        (["N"], "eyfs"),
        (["Y2"], "ks1"),
        (["Y6"], "ks2"),
        (["Y9", "Y10"], "ks4"),
        (["Y14"], "ks5"),
    ],
)
def test_year_groups_belong_to_key_stages(groups: list[str], stage: str) -> None:
    workshop = build(kind=Course.Kind.PUPIL, year_groups=groups)

    assert fits(f"stage={stage}", workshop)
    assert not fits("stage=adults", workshop)


def test_what_professionals_and_parents_come_to_is_for_adults() -> None:
    assert fits("stage=adults", build())
    assert fits("stage=adults", build(kind=Course.Kind.COMMUNITY))


@pytest.mark.parametrize(
    ("minutes", "length"),
    [(119, "short"), (120, "half"), (240, "half"), (241, "full")],
)
def test_lengths_meet_without_a_gap(minutes: int, length: str) -> None:
    course = build(minutes=minutes)

    found = [key for key in ("short", "half", "full") if fits(f"length={key}", course)]

    assert found == [length]


def test_parts_are_counted_together() -> None:
    parts = [{"title": "Day 1", "minutes": 100}, {"title": "Day 2", "minutes": 200}]

    assert fits("length=full", build(minutes=60, parts=parts))


def test_what_is_agreed_first_has_no_length() -> None:
    course = build(route=Course.Route.ENQUIRE, minutes=60)

    assert not fits("length=short&length=half&length=full", course)


def test_a_course_in_person_or_online_is_both() -> None:
    course = build(mode=Course.Mode.EITHER)

    assert fits("mode=online", course)
    assert fits("mode=in_person", course)


def test_a_course_kept_to_an_area_is_found_there_alone() -> None:
    assert fits("area=330", build(), areas=("330",))
    assert not fits("area=335", build(), areas=("330",))
    assert fits("area=335", build())


def test_places_are_of_dates_in_the_areas_chosen_or_for_everyone() -> None:
    assert fits("places=yes", build(), places=("330",))
    assert not fits("places=yes", build())
    assert not fits("places=yes&area=335", build(), places=("330",))
    assert fits("places=yes&area=335", build(), places=(Area.REGIONAL,))
