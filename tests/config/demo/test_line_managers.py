"""Who sees whose learning in the demonstration."""

import pytest

from accounts.queries.line_manager import managed_by
from accounts.queries.membership import membership_requests
from config.demo.world import World
from people.queries.managed import seen_by
from tests.config.demo.conftest import NOW

pytestmark = pytest.mark.django_db


def test_a_manager_sees_what_has_been_and_what_comes(demo: World) -> None:
    mary = demo.accounts["manager@canalside.example"]
    [seen] = seen_by(list(managed_by(mary)), NOW)
    assert seen.manager.person.name == "Mel Hartley"
    assert {"Confirmed", "Attended"} <= {place.state for place in seen.places}


def test_somebody_asks_to_join_her_school(demo: World) -> None:
    mary = demo.accounts["manager@canalside.example"]
    assert membership_requests(mary, office=False).count() == 1
