"""What the office may set."""

from datetime import datetime

import pytest
from django.test import Client

from accounts.models import User
from bookings.rota.options import TRAVEL_OTHER_AREA, TRAVEL_SAME_AREA
from bookings.rota.queries.assignment import travel_times
from bookings.visits.options import INCIDENT_PHONE
from core.models import Option
from core.options import store
from core.options.store import OptionRangeError, set_options
from tests.core.pages import post_form

pytestmark = pytest.mark.django_db


def test_what_nobody_set_has_its_default(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = store.values([TRAVEL_SAME_AREA, INCIDENT_PHONE])

    assert found == {"rota.travel_same_area": 30, "visits.incident_phone": ""}


def test_what_the_office_sets_counts_from_then_on(lead: User, now: datetime) -> None:
    changed = set_options(
        {"rota.travel_same_area": 45, "rota.travel_other_area": 60}, actor=lead, now=now
    )

    assert changed == ["rota.travel_same_area"]
    assert travel_times().same_area.total_seconds() == 45 * 60
    row = Option.objects.get()
    assert (row.key, row.changed_by, row.changed_at) == ("rota.travel_same_area", lead, now)


@pytest.mark.parametrize(
    "changes",
    [
        {"rota.travel_other_area": -1},
        {"rota.travel_other_area": 241},
        {"rota.travel_other_area": "soon"},
        {"visits.incident_phone": "1" * 31},
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_value_outside_its_limits_is_refused_with_all_others(
    changes: dict[str, store.Value], lead: User, now: datetime
) -> None:
    with pytest.raises(OptionRangeError):
        set_options({"rota.travel_same_area": 45, **changes}, actor=lead, now=now)

    assert not Option.objects.exists()


def test_two_settings_may_not_share_a_key() -> None:
    with pytest.raises(ValueError, match="travel_other_area"):
        store.declare(TRAVEL_OTHER_AREA)


def test_the_office_changes_settings_on_one_page(client: Client, lead: User) -> None:
    client.force_login(lead)
    page = client.get("/team/settings/").content.decode()

    response = post_form(
        client,
        "/team/settings/",
        {
            **{spec.key: str(spec.default) for spec in store.specs()},
            "rota.travel_same_area": "20",
            "visits.incident_phone": "0121 496 0001",
        },
    )

    assert "Minutes to travel between boroughs" in page
    assert page.index("<h2>Rota</h2>") < page.index("<h2>Waiting lists</h2>")
    assert response.status_code == 302
    assert store.text(INCIDENT_PHONE) == "0121 496 0001"
    assert travel_times().same_area.total_seconds() == 20 * 60


def test_nonsense_is_said_and_changes_nothing(client: Client, lead: User) -> None:
    client.force_login(lead)

    response = post_form(client, "/team/settings/", {"rota.travel_same_area": "many"})

    assert response.status_code == 422
    assert "enter a whole number from 0 to 240" in response.content.decode()
    assert not Option.objects.exists()


def test_only_the_office_may(client: Client, learner: User, report_viewer: User) -> None:
    for person in (learner, report_viewer):
        client.force_login(person)
        assert client.get("/team/settings/").status_code == 403
