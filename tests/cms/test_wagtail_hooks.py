"""The CMS's admin for those who use it."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from accounts.models import User
from cms.models import HomePage

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("who", ["learner", "report_viewer"])
def test_others_may_not(
    client: Client, who: str, home: HomePage, request: pytest.FixtureRequest
) -> None:
    user: Any = request.getfixturevalue(who)
    client.force_login(user)
    assert client.get("/cms/").status_code == 403


def test_those_who_publish_may_change_the_menus(db: None) -> None:
    """The migration grants it; tests without migrations run it by hand."""
    step = import_module("cms.migrations.0003_groups")
    step.grant(apps, None)
    step.grant(apps, None)
    group = Group.objects.get(name="Moderators")
    assert list(group.permissions.values_list("codename", flat=True)).count("change_menus") == 1


def test_the_menus_can_be_edited(client: Client, administrator: User, home: HomePage) -> None:
    client.force_login(administrator)
    site = Site.objects.get(root_page=home)
    response = client.get(reverse("wagtailsettings:edit", args=["cms", "menus", site.pk]))
    assert response.status_code == 200
    assert "At most seven" in response.content.decode()


@pytest.mark.parametrize(
    "kind",
    ["worriedpage", "contactpage", "peoplepage", "partnerworkpage", "standardpage"],
)
def test_every_kind_of_page_has_its_form(
    client: Client, administrator: User, home: HomePage, kind: str
) -> None:
    client.force_login(administrator)
    address = reverse("wagtailadmin_pages:add", args=["cms", kind, home.pk])
    assert client.get(address).status_code == 200
