"""What a signed-in person's request passes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import StaffRole, User
from tests.sign_in import give_second_factor

pytestmark = pytest.mark.django_db
Move = Callable[[datetime], None]


def is_signed_in(client: Client) -> bool:
    return client.get("/accounts/").status_code == 200


def test_staff_are_signed_out_after_a_pause_and_told_why(
    client: Client, coordinator: User, now: datetime, at: Move
) -> None:
    at(now)
    client.force_login(coordinator)
    assert is_signed_in(client)

    at(now + timedelta(minutes=31))
    page = client.get("/accounts/", follow=True)

    assert page.redirect_chain == [("/accounts/login/?next=/accounts/", 302)]
    assert "nothing happened for 30 minutes" in page.text


def test_staff_who_go_on_clicking_stay_until_twelve_hours(
    client: Client, coordinator: User, now: datetime, at: Move
) -> None:
    at(now)
    client.force_login(coordinator)
    for number in range(36):
        at(now + timedelta(minutes=20) * number)
        assert is_signed_in(client)

    at(now + timedelta(hours=12, minutes=10))
    assert not is_signed_in(client)


def test_others_may_pause_for_a_working_day(
    client: Client, learner: User, now: datetime, at: Move
) -> None:
    at(now)
    client.force_login(learner)
    assert is_signed_in(client)

    at(now + timedelta(hours=7))
    assert is_signed_in(client)
    at(now + timedelta(hours=16))
    assert not is_signed_in(client)


def test_a_disabled_person_loses_the_session(client: Client, learner: User) -> None:
    client.force_login(learner)

    User.objects.filter(pk=learner.pk).update(is_active=False)

    assert not is_signed_in(client)


@pytest.mark.parametrize("role", StaffRole.Role.values)
def test_staff_without_a_second_factor_are_sent_to_set_one_up(
    client: Client, learner: User, now: datetime, role: str
) -> None:
    StaffRole.objects.create(user=learner, role=role, granted_at=now)
    client.force_login(learner)
    Authenticator.objects.all().delete()

    for path in ["/", "/dates/", "/team/", "/cms/"]:
        assert client.get(path)["Location"] == "/accounts/2fa/totp/activate/"


def test_staff_who_have_not_used_it_in_this_session_are_asked(
    coordinator: User,
) -> None:
    give_second_factor(coordinator)
    plain = Client()
    plain.force_login(coordinator)

    response = plain.get("/team/?page=2")

    assert response["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fteam%2F%3Fpage%3D2"


def test_a_visitor_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize("prefix", ["/accounts", "/static", "/demo", "/healthz"])
def test_a_prefix_opens_nothing_to_staff_without_a_second_factor(
    client: Client, coordinator: User, prefix: str
) -> None:
    """Some servers take a prefix of the address from a header that anybody may send."""
    client.force_login(coordinator)
    Authenticator.objects.filter(user=coordinator).delete()

    page = client.get("/team/", SCRIPT_NAME=prefix)

    assert page.status_code == 302
    assert "2fa" in page["Location"]
