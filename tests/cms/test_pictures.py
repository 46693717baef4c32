"""Every door by which a picture comes in, and pages whose picture is broken."""

import gc
import logging
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.models import ImageField
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.images.models import Image, Rendition
from wagtail.models import Collection

from accounts.models import User
from cms.rules.picture_sizes import SIZES
from tests.core.files.pictures import PICTURES, SECRET, TAKEN, noted, saved
from tests.factories.cms import make_course_page, make_home, make_index
from training.courses.models import Course

pytestmark = [
    pytest.mark.django_db,
    # What Pillow says of notes it cannot read, and files that Wagtail leaves to the collector.
    pytest.mark.filterwarnings(
        "ignore::UserWarning",
        "ignore::PIL.Image.DecompressionBombWarning",
        "ignore::pytest.PytestUnraisableExceptionWarning",
    ),
]


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Any, db: None) -> Iterator[None]:
    settings.MEDIA_ROOT = tmp_path
    Rendition.cache_backend.clear()  # it knows pictures by their keys, which each test gives anew
    if not Collection.objects.exists():  # without migrations nobody has made one
        Collection.add_root(name="Root")
    yield
    gc.collect()


@pytest.fixture
def editor(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    client.raise_request_exception = False
    return client


def collection() -> int:
    return int(Collection.objects.get().pk)


def in_library(client: Client, file: SimpleUploadedFile) -> HttpResponse:
    values = {"title": "A picture", "file": file, "collection": collection()}
    return client.post(reverse("wagtailimages:add"), values)


def many_at_once(client: Client, file: SimpleUploadedFile) -> HttpResponse:
    values = {"title": "A picture", "files[]": file, "collection": collection()}
    return client.post(reverse("wagtailimages:add_multiple"), values)


def in_chooser(client: Client, file: SimpleUploadedFile) -> HttpResponse:
    values = {
        "image-chooser-upload-title": "A picture",
        "image-chooser-upload-file": file,
        "image-chooser-upload-collection": collection(),
    }
    return client.post(reverse("wagtailimages_chooser:create"), values)


def instead(client: Client, file: SimpleUploadedFile) -> HttpResponse:
    """In place of the file of a picture that is there; what it was before counts as none."""
    old, _ = Image.objects.get_or_create(title="Old", width=1, height=1, defaults={"file": "none"})
    values = {"title": "A picture", "file": file, "collection": collection()}
    answer = client.post(reverse("wagtailimages:edit", args=[old.pk]), values)
    Image.objects.filter(title="Old").delete()
    return answer


DOORS = [in_library, many_at_once, in_chooser, instead]
Door = Callable[[Client, SimpleUploadedFile], HttpResponse]


ONE_OF_EACH_ANSWER = {right: what for what, (_, _, right) in PICTURES.items()}.values()
TRIED = [(in_library, what) for what in PICTURES]
TRIED += [(door, what) for door in DOORS[1:] for what in ONE_OF_EACH_ANSWER]


def test_each_door_takes_what_it_can_draw_and_refuses_the_rest_with_a_sentence(
    editor: Client,
) -> None:
    for door, what in TRIED:
        name, make, right = PICTURES[what]
        answer = door(editor, SimpleUploadedFile(name, make()))
        taken = Image.objects.filter(title="A picture")

        assert answer.status_code < 500, what
        assert taken.exists() == (right == TAKEN), what
        if right != TAKEN:
            assert right in answer.content.decode().replace("\\u0027", "'"), what
        taken.delete()


KINDS = [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("kind", "ending"), KINDS)
def test_neither_the_original_nor_a_size_of_it_says_where_it_was_taken(
    editor: Client, door: Door, kind: str, ending: str
) -> None:
    door(editor, SimpleUploadedFile(f"a.{ending}", noted(kind)))

    image = Image.objects.get(title="A picture")
    made = [image, *image.get_renditions(*SIZES).values()]
    assert len(made) == 1 + len(SIZES)
    for each in made:
        with each.file.open("rb") as file:
            content = file.read()
        with Picture.open(BytesIO(content)) as drawn:
            assert not dict(drawn.getexif()), each
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(drawn.info), each
        assert SECRET not in content
        assert (each.width, each.height) == (48, 64)  # as the telephone was held


def test_no_model_takes_a_picture_by_another_door() -> None:
    """Wagtail's own picture of a member of staff has a form, and its screen is closed."""
    fields = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ImageField)
    }
    assert fields == {"Image.file", "Rendition.file", "UserProfile.avatar"}


def test_nobody_gives_themselves_a_picture(editor: Client) -> None:
    answer = editor.post("/cms/account/", {"avatar-avatar": SimpleUploadedFile("a.png", b"x")})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("accounts:person_detail")


# Pages. What is in the way is kept in the folder, by hand: no door takes it.


def picture_of(content: bytes | None) -> Image:
    sent = SimpleUploadedFile("a.png", saved("PNG", size=(900, 500)))
    image = Image.objects.create(title="Broken", description="A hall", file=sent)
    image.file.storage.delete(image.file.name)
    if content is not None:
        image.file.storage.save(image.file.name, ContentFile(content))
    image = Image.objects.get(pk=image.pk)
    image.contextual_alt_text, image.decorative = "A hall full of people", False
    return image


BROKEN = {
    "is missing": lambda: None,
    "is empty": lambda: b"",
    "is cut off": PICTURES["a JPEG that is cut off"][1],
    "is no picture": lambda: b"<html>",
    "is vast": PICTURES["a PNG of 30,000 x 30,000"][1],
    "has a hole": PICTURES["a PNG with a hole"][1],
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_page_stands_without_a_picture_that(
    how: str, client: Client, course: Course, caplog: pytest.LogCaptureFixture
) -> None:
    block = [("picture", {"picture": picture_of(BROKEN[how]()), "caption": "In the hall"})]
    home = make_home(picture=block)
    page = make_course_page(make_index(home), course, picture=block)

    for url in ("/", page.url):
        with caplog.at_level(logging.ERROR):
            answer = client.get(url)
        assert answer.status_code == 200, url
        assert "In the hall" not in answer.text
        assert "not-found" not in answer.text
    assert "is left out of a page" in caplog.text


def test_a_page_stands_without_a_picture_that_was_deleted(client: Client) -> None:
    image = picture_of(b"")
    home = make_home(picture=[("picture", {"picture": image, "caption": "In the hall"})])
    Image.objects.all().delete()
    assert home.live

    answer = client.get("/")

    assert answer.status_code == 200
    assert "In the hall" not in answer.text


def test_a_database_that_is_away_is_no_fault_of_the_picture(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_home(picture=[("picture", {"picture": picture_of(saved("PNG"))})])

    def away(*_: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(Image, "get_renditions", away)
    client.raise_request_exception = False
    assert client.get("/").status_code == 503
