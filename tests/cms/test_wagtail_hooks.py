"""The CMS's admin for those who use it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.models import HomePage
from tests.cast import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> User:
    user = make_person("administrator@vrp.example", "Ada Administrator", "administrator")
    user.is_superuser = True
    user.save()
    return user


def test_the_menu_leaves_out_what_is_done_elsewhere(
    client: Client, administrator: User, home: HomePage
) -> None:
    client.force_login(administrator)
    text = client.get("/cms/").content.decode()
    assert "/cms/pages/" in text
    assert reverse("wagtailusers_users:index") not in text
    assert reverse("wagtailusers_groups:index") not in text


def test_an_administrator_can_open_the_page_editor(
    client: Client, administrator: User, home: HomePage
) -> None:
    client.force_login(administrator)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[home.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize("who", ["learner", "coordinator"])
def test_others_may_not(
    client: Client, who: str, home: HomePage, request: pytest.FixtureRequest
) -> None:
    user: Any = request.getfixturevalue(who)
    client.force_login(user)
    assert client.get("/cms/").status_code == 403
