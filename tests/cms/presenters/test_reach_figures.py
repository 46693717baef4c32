"""A month's reach as the public sees it."""

from datetime import date

import pytest

from accounts.models import Area
from cms.presenters.reach_figures import Figure, figures_of, shown
from reports.models.reach import Participant, Reach, ReachRow
from training.courses.models import Course

PLACE = Area(pk=1, name="Birmingham")
COURSE = Course(pk=1, title="Course")


def reach_of(**contacts: int) -> Reach:
    rows = [ReachRow(Participant(kind), PLACE, COURSE, number) for kind, number in contacts.items()]
    return Reach(date(2026, 10, 1), rows, 0)


def test_each_line_that_has_people_is_a_figure() -> None:
    figures = figures_of(reach_of(professional=180, child_young_person=1748))
    assert figures is not None
    assert figures.month == "October 2026"
    assert figures.figures == (
        Figure("1,748", "children and young people"),
        Figure("180", "professionals"),
    )


def test_a_month_without_contacts_has_none() -> None:
    assert figures_of(reach_of(professional=0)) is None


@pytest.mark.parametrize(("number", "words"), [(1, "Under 5"), (4, "Under 5"), (5, "5")])
def test_small_numbers_are_not_said(number: int, words: str) -> None:
    assert shown(number) == words
