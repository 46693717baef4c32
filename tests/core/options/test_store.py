"""What the office may set."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import User
from bookings.rota.options import TRAVEL_OTHER_AREA, TRAVEL_SAME_AREA
from bookings.rota.queries.assignment import travel_times
from bookings.visits.options import INCIDENT_PHONE
from core.forms.option import OptionsForm
from core.models import Option
from core.options import store
from core.options.store import set_options
from tests.core.pages import post_form
from tests.refusals import refused
from training.enrolments.options import ASKS_AGAIN, OFFER_HOURS

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def as_typed(form: OptionsForm) -> dict[str, str]:
    """What a browser sends of a form that nobody changed."""
    return {spec.key: str(form[spec.key].value()) for spec in form.specs}


def test_what_nobody_set_has_its_default(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = store.values(TRAVEL_SAME_AREA, INCIDENT_PHONE)

    assert (found[TRAVEL_SAME_AREA], found[INCIDENT_PHONE]) == (30 * MINUTE, "")


def test_what_the_office_sets_counts_from_then_on(lead: User, now: datetime) -> None:
    changed = set_options(
        {"rota.travel_same_area": 45 * MINUTE, "rota.travel_other_area": 60 * MINUTE},
        actor=lead,
        now=now,
    )

    assert changed == ["rota.travel_same_area"]
    assert travel_times().same_area == 45 * MINUTE
    row = Option.objects.get()
    assert (row.key, row.value) == ("rota.travel_same_area", 45)
    assert (row.changed_by, row.changed_at) == (lead, now)


@pytest.mark.parametrize(
    "changes",
    [
        {"rota.travel_other_area": -MINUTE},
        {"rota.travel_other_area": 241 * MINUTE},
        {"rota.travel_other_area": MINUTE / 2},
        {"rota.travel_other_area": 60},
        {"rota.travel_other_area": "soon"},
        {"enrolments.asks_again": 1},
        {"enrolments.no_shows": 0},
        {"enrolments.no_shows": True},
        {"visits.incident_phone": "1" * 31},
    ],
)
@pytest.mark.django_db(transaction=True)
def test_a_value_outside_its_limits_is_refused_with_all_others(
    changes: dict[str, object], lead: User, now: datetime
) -> None:
    with refused("option_range"):
        set_options({"rota.travel_same_area": 45 * MINUTE, **changes}, actor=lead, now=now)

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
            **as_typed(OptionsForm(specs=store.specs(), current=store.values(*store.specs()))),
            "rota.travel_same_area": "20",
            "enrolments.asks_again": "yes",
            "visits.incident_phone": "0121 496 0001",
        },
    )

    assert "Minutes to travel between boroughs" in page
    assert page.index("<h2>Rota</h2>") < page.index("<h2>Waiting lists</h2>")
    assert response.status_code == 302
    assert store.value(INCIDENT_PHONE) == "0121 496 0001"
    assert store.value(ASKS_AGAIN) is True
    assert travel_times().same_area == 20 * MINUTE


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


def test_what_is_yes_or_no_is_not_typed_as_a_number(client: Client, lead: User) -> None:
    client.force_login(lead)
    page = " ".join(client.get("/team/settings/").content.decode().split())

    for key in ("enrolments.asks_again", "enrolments.asks_after_no_shows"):
        assert page.count(f'type="radio" name="{key}"') == 2
    assert "1 for yes" not in page
    assert "0 turns this off" not in page


def test_every_setting_starts_on_a_value_that_it_takes() -> None:
    for spec in store.specs():
        assert spec.refusal(spec.default) == "", spec.key
        assert spec.read(spec.stored(spec.default)) == spec.default


def test_a_row_that_no_longer_fits_counts_as_unset(lead: User, now: datetime) -> None:
    Option.objects.create(key=OFFER_HOURS.key, value="soon", changed_by=lead, changed_at=now)

    assert store.value(OFFER_HOURS) == timedelta(hours=24)
