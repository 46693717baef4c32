"""Pages go live and expire by themselves; old drafts go; pictures get their sizes."""

import gc
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image, Rendition
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Revision

from cms.actions.page import expire
from cms.models import HomePage
from cms.queries.page import (
    REVISIONS_KEPT,
    images_without_sizes,
    old_revisions,
    revisions_to_publish,
)
from cms.rules.picture_sizes import SIZES
from core.jobs.worker import Worker, clean_up
from tests.factories.cms import make_standard_page

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _a_collection(db: None) -> None:
    """Wagtail's migrations make it, tests without them do not."""
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


def test_a_scheduled_page_goes_live_by_the_worker(
    client: Client, home: HomePage, now: datetime
) -> None:
    page = make_standard_page(home, live=False)
    page.go_live_at = now - MINUTE
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now - MINUTE)
    assert client.get("/contact/").status_code == 404

    Worker().run_once()

    assert client.get("/contact/").status_code == 200
    assert not revisions_to_publish(now).exists()


def test_a_page_is_not_published_before_its_time(home: HomePage, now: datetime) -> None:
    page = make_standard_page(home, live=False)
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=now + MINUTE)

    Worker().run_once()

    page.refresh_from_db()
    assert not page.live


def test_a_page_expires(client: Client, home: HomePage, now: datetime) -> None:
    page = make_standard_page(home, expire_at=now)

    Worker().run_once()

    page.refresh_from_db()
    assert page.expired
    assert client.get("/contact/").status_code == 404


def test_a_page_whose_time_was_changed_stays(home: HomePage, now: datetime) -> None:
    page = make_standard_page(home, expire_at=now)
    type(page).objects.filter(pk=page.pk).update(expire_at=now + MINUTE)

    expire(page, now)

    page.refresh_from_db()
    assert page.live


def test_old_drafts_go_and_those_in_use_stay(home: HomePage, now: datetime) -> None:
    page = make_standard_page(home)
    drafts = [page.save_revision() for _ in range(3)]
    drafts[1].publish()
    long_ago = now - REVISIONS_KEPT - MINUTE
    Revision.objects.update(created_at=long_ago)
    page.refresh_from_db()
    kept = {page.latest_revision_id, page.live_revision_id}

    Worker().run_once()

    assert set(Revision.objects.values_list("pk", flat=True)) == kept


def test_a_recent_draft_stays(home: HomePage, now: datetime) -> None:
    page = make_standard_page(home)
    for _ in range(2):
        page.save_revision()
    Revision.objects.update(created_at=now)
    assert not old_revisions(now).exists()


def test_expired_sessions_go(now: datetime) -> None:
    Session.objects.create(session_key="old", expire_date=now - MINUTE)
    Session.objects.create(session_key="new", expire_date=now + MINUTE)

    clean_up(now)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_gets_its_sizes(settings: Any, tmp_path: Any, now: datetime) -> None:
    settings.MEDIA_ROOT = tmp_path
    image = Image.objects.create(title="Square", file=get_test_image_file(size=(60, 40)))

    Worker().run_once()
    gc.collect()  # Wagtail leaves a temporary file to it, and Python says so

    assert set(image.renditions.values_list("filter_spec", flat=True)) == set(SIZES)
    assert not images_without_sizes(now).exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_sizes_that_are_gone_are_made_again_whatever_a_cache_says(
    settings: Any, tmp_path: Any, now: datetime
) -> None:
    settings.MEDIA_ROOT = tmp_path
    Image.objects.create(title="Square", file=get_test_image_file(size=(60, 40)))
    for _ in range(2):
        # As if in another process: this one's cache hears nothing of it.
        Rendition.objects.all()._raw_delete("default")
        Worker().run_once()
        gc.collect()  # as above

    assert not images_without_sizes(now).exists()


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.png"])
def test_what_is_no_picture_is_refused(name: str) -> None:
    bad = SimpleUploadedFile(name, b"<svg xmlns='http://www.w3.org/2000/svg'></svg>")
    form = get_image_form(Image)(data={"title": "A"}, files={"file": bad})
    assert "file" in form.errors


@pytest.mark.parametrize("name", ["a.svg", "a.html", "a.exe"])
def test_documents_of_other_kinds_are_refused(name: str) -> None:
    bad = SimpleUploadedFile(name, b"<html>")
    form = get_document_form(Document)(data={"title": "A"}, files={"file": bad})
    assert "file" in form.errors
