"""The demonstration's pictures: ours, in every size that pages ask for, with words."""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image as Picture
from wagtail.images.models import Image, Rendition
from wagtail.models import Collection

from cms.models import CourseIndexPage, HomePage
from cms.queries.page import images_without_sizes
from cms.rules.picture_sizes import SIZES
from config.demo import drawing, pictures
from config.demo.content import read
from core import clock
from tests.factories.cms import make_course_page, make_home, make_index
from training.courses.models import Course

MOST_BYTES = 1_500_000


@pytest.fixture
def drawn(db: None) -> Iterator[None]:
    if not Collection.objects.exists():  # without migrations nobody has made one
        Collection.add_root(name="Root")
    pictures.load_pictures()
    yield
    for row in (*Rendition.objects.all(), *Image.objects.all()):
        row.file.delete(save=False)


def test_every_scene_is_kept_in_every_size() -> None:
    names = [scene.__name__ for scene in drawing.SCENES]
    assert sorted(names) == sorted(entry["file"] for entry in read("pictures")["picture"])

    files = {pictures.file_of(name, spec) for name in names for spec in SIZES}
    kept = set(pictures.FOLDER.iterdir()) - {pictures.FOLDER / f"{name}.jpg" for name in names}
    assert kept == files
    assert sum(file.stat().st_size for file in pictures.FOLDER.iterdir()) < MOST_BYTES


def test_they_are_loaded_once_with_all_their_sizes(drawn: None) -> None:
    pictures.load_pictures()

    assert Image.objects.count() == len(drawing.SCENES)
    assert not images_without_sizes(clock.now()).exists()
    for row in Rendition.objects.filter(filter_spec__contains="800"):
        with row.file.open("rb") as file, Picture.open(BytesIO(file.read())) as found:
            assert found.size == (row.width, row.height) == (800, 450)
            assert row.filter_spec.startswith(f"format-{str(found.format).lower()}")


def test_a_course_shows_its_picture_in_what_a_browser_can_read(
    client: Client, drawn: None, course: Course
) -> None:
    home = make_home(picture=[("picture", {"picture": pictures.picture_at("hall")})])
    index: CourseIndexPage = make_index(home)
    picture = [("picture", {"picture": pictures.picture_at("canal")})]
    page = make_course_page(index, course, picture=picture)
    made = Rendition.objects.count()

    text = client.get(page.url).text

    assert 'type="image/avif"' in text
    assert 'type="image/webp"' in text
    assert 'width="400" height="225"' in text or 'height="225"' in text
    assert "Two people side by side on a towpath" in text
    assert "A school hall full of pupils" in client.get("/").text
    assert Rendition.objects.count() == made  # none was made for a visitor


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/dates/", "/workshops/", "/accounts/login/"])
def test_every_page_has_a_picture_to_share(client: Client, path: str) -> None:
    home: HomePage = make_home()
    assert home.live

    text = client.get(path).text

    assert f'property="og:image" content="{settings.BASE_URL}/static/img/share.png' in text


def test_the_picture_to_share_has_the_size_it_says() -> None:
    with Picture.open(settings.ROOT / "static" / "img" / "share.png") as found:
        assert found.size == (1200, 630)
