"""Forms of the CMS that arrive without what every browser sends with them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.models import HomePage
from tests.factories.cms import make_standard_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    client.raise_request_exception = False
    return client


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.png", b"x")


def addresses(home: HomePage) -> list[str]:
    page = make_standard_page(home)
    kinds = [model._meta.model_name for model in HomePage.allowed_subpage_models()]
    add = [reverse("wagtailadmin_pages:add", args=["cms", kind, home.pk]) for kind in kinds]
    edit = [reverse("wagtailadmin_pages:edit", args=[each.pk]) for each in (home, page)]
    return [*add, *edit, reverse("wagtailimages:add_multiple")]


def test_a_form_that_is_not_whole_is_refused_with_a_sentence(
    editor: Client, home: HomePage
) -> None:
    refused = 0
    for address in addresses(home):
        answer = editor.post(address, {"title": "A page", "slug": "a-page", "x": upload()})
        assert answer.status_code < 500, address
        if answer.status_code == 400:  # the rest have no counters
            assert "That cannot be read" in answer.text
            refused += 1
    assert refused > 5


def test_counters_without_their_rows_are_refused_too(editor: Client, home: HomePage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[make_standard_page(home).pk])
    answer = editor.post(address, {"title": "A page", "slug": "a-page", "body-count": "3"})
    assert answer.status_code == 400


def test_a_fault_of_ours_is_still_one(
    client: Client, home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise KeyError("a-page")

    monkeypatch.setattr("core.policy.policy_name", fail)
    client.raise_request_exception = False
    assert client.post("/accounts/login/", {}).status_code == 500
