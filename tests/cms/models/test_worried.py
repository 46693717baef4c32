"""Whom to tell: numbers are shown until their day, and there is no form."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Area
from cms.models import FrontDoor, HomePage, WorriedPage
from tests.factories.cms import make_page

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 11)


@pytest.fixture
def worried(home: HomePage) -> WorriedPage:
    emergency = {"title": "In danger now?", "text": "<p>Call <b>999</b>.</p>", "tone": "rose"}
    page: WorriedPage = make_page(
        WorriedPage, home, title="Worried?", slug="worried", body=[("note", emergency)]
    )
    return page


def door(page: WorriedPage, area: Area, **values: Any) -> FrontDoor:
    fields = {"number": "0121 496 0330", "hours": "9am to 5pm", "review_by": TODAY, **values}
    return FrontDoor.objects.create(page=page, area=area, **fields)


def body(client: Client) -> str:
    response = client.get("/worried/")
    assert response.status_code == 200
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_the_page_says_999_first(client: Client, worried: WorriedPage) -> None:
    assert "Call <b>999</b>" in body(client)


def test_a_number_is_shown_on_its_last_day(
    client: Client, worried: WorriedPage, birmingham: Area
) -> None:
    door(worried, birmingham)
    text = body(client)
    assert '<a href="tel:01214960330">0121 496 0330</a>' in text
    assert "9am to 5pm" in text
    assert "tel:101" not in text


@pytest.mark.parametrize(
    "values",
    [{"review_by": TODAY - timedelta(days=1)}, {"review_by": None}, {"number": ""}],
    ids=["past its day", "without a day", "blank"],
)
def test_a_number_nobody_vouches_for_gives_way_to_101(
    client: Client, worried: WorriedPage, birmingham: Area, values: dict[str, Any]
) -> None:
    door(worried, birmingham, link="https://www.birmingham.gov.uk/", **values)
    text = body(client)
    assert "0121 496 0330" not in text
    assert re.search(r'Ring <a href="tel:101">101</a>, or speak to your school', text)
    assert 'href="https://www.birmingham.gov.uk/"' in text


def test_doors_stand_in_the_editors_order(
    client: Client, worried: WorriedPage, birmingham: Area, walsall: Area
) -> None:
    door(worried, birmingham, sort_order=2)
    door(worried, walsall, sort_order=1)
    text = body(client)
    assert text.index(">Walsall<") < text.index(">Birmingham<")


def test_who_checks_a_number_is_not_shown(
    client: Client, worried: WorriedPage, birmingham: Area
) -> None:
    door(worried, birmingham, owner="Duty manager")
    assert "Duty manager" not in body(client)


def test_it_is_never_a_form(client: Client, worried: WorriedPage) -> None:
    assert not re.search(r"<form|<input|<textarea", body(client))


@pytest.mark.parametrize("number", ["call us", "0121<b>", "1"])
def test_a_number_is_digits_and_spaces(number: str) -> None:
    with pytest.raises(ValidationError) as refused:
        FrontDoor(number=number).clean_fields(exclude=["page", "area"])
    assert "number" in refused.value.message_dict


def test_seven_doors_take_as_many_queries_as_one(
    client: Client, worried: WorriedPage, birmingham: Area, django_assert_max_num_queries: Any
) -> None:
    door(worried, birmingham)
    body(client)
    with django_assert_max_num_queries(14) as one:
        body(client)
    for number in range(6):
        borough = Area.objects.create(code=f"9{number}", name=f"Borough {number}")
        door(worried, borough)
    with django_assert_max_num_queries(14) as seven:
        body(client)
    assert len(one) == len(seven)
