"""Where a person may go, and where they land."""

from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from accounts.models import StaffRole, User
from accounts.views.navigation import account_navigation, home_of
from tests.cast import make_person

pytestmark = pytest.mark.django_db


def labels(rf: RequestFactory, user: object, path: str = "/") -> list[str]:
    request = rf.get(path)
    request.user = user  # type: ignore[assignment]
    return [link.label for link in account_navigation(request)["account_links"]]


def test_a_visitor_may_sign_in_or_create_an_account(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert labels(rf, AnonymousUser()) == ["Sign in", "Create an account"]


def test_a_request_that_failed_before_the_person_was_known_has_links(rf: RequestFactory) -> None:
    links = account_navigation(rf.get("/"))["account_links"]

    assert [link.label for link in links] == ["Sign in", "Create an account"]


@pytest.mark.parametrize(
    ("role", "rooms", "home"),
    [
        ("coordinator", ["Team", "Reports"], "/team/"),
        ("lead", ["Team", "CMS", "Reports"], "/team/"),
        ("facilitator", ["Today"], "/today/"),
        ("report_viewer", ["Reports"], "/reports/"),
        ("editor", ["CMS"], "/cms/"),
        ("administrator", ["CMS", "People", "Reports"], "/cms/"),
        ("safeguarding_lead", [], "/my/"),
    ],
)
def test_each_role_has_its_rooms_and_its_home(
    rf: RequestFactory, role: str, rooms: list[str], home: str
) -> None:
    person = make_person(f"{role}@vrp.example", "Someone", role)

    assert labels(rf, person) == [*rooms, "My learning", "Your account"]
    assert home_of(person) == home


def test_a_booker_has_bookings(rf: RequestFactory, booker: User, manager: User) -> None:
    for person in (booker, manager):
        assert labels(rf, person) == ["Bookings", "My learning", "Your account"]
        assert home_of(person) == "/bookings/"


def test_a_member_of_a_school_does_not_book(rf: RequestFactory, member: User) -> None:
    assert labels(rf, member) == ["My learning", "Your account"]
    assert home_of(member) == "/my/"


def test_the_links_cost_two_queries_whatever_the_roles(
    rf: RequestFactory,
    booker: User,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for role in StaffRole.Role.values:
        StaffRole.objects.create(user=booker, role=role, granted_at=now)
    person = User.objects.get(pk=booker.pk)

    with django_assert_num_queries(2):
        found = labels(rf, person)

    assert len(found) == 7


@pytest.mark.parametrize(
    ("path", "current"),
    [("/my/places/abc/", "My learning"), ("/accounts/", "Your account"), ("/dates/", None)],
)
def test_the_room_one_is_in_is_marked(
    rf: RequestFactory, learner: User, path: str, current: str | None
) -> None:
    request = rf.get(path)
    request.user = learner

    links = account_navigation(request)["account_links"]

    assert [link.label for link in links if link.current] == ([current] if current else [])
