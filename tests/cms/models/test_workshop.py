"""What schools may ask for, with the editors' words and filters."""

import re
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from cms.models import HomePage, WorkshopIndexPage
from core.web import ttl_cache
from tests.factories.training import CourseFactory
from training.courses.models import Course

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage) -> WorkshopIndexPage:
    made = WorkshopIndexPage(title="For schools", slug="elsewhere", introduction="All of it free.")
    home.add_child(instance=made)
    return made


@pytest.fixture
def _workshops(workshop: Course) -> None:
    """One for Years 7 to 11, and an assembly for Year 6 with another theme."""
    CourseFactory(
        slug="assembly",
        title="Whole-year assembly",
        kind=Course.Kind.PUPIL,
        workstream=Course.Workstream.SPORT,
        year_groups=["Y6"],
    )


def body(client: Client, query: str = "") -> str:
    response = client.get(f"/workshops/?{query}")
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def shown(text: str) -> list[str]:
    return re.findall(r'card__title"> ?<a href="[^"]*">(.*?)</a>', text)


@pytest.mark.usefixtures("_workshops")
@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Healthy relationships workshop", "Whole-year assembly"]),
        ("stage=ks2", ["Whole-year assembly"]),
        ("stage=ks4", ["Healthy relationships workshop"]),
        ("theme=sport", ["Whole-year assembly"]),
        ("stage=ks3&theme=sport", []),
        ("stage=nonsense&theme=%00&length=short&audience=partners", None),
    ],
)
def test_workshops_are_found_by_key_stage_and_theme(
    client: Client, page: WorkshopIndexPage, query: str, titles: list[str] | None
) -> None:
    if titles is None:  # what is not asked here, and what makes no sense, is left out
        assert client.get(f"/workshops/?{query}").status_code in {200, 400}
        assert len(shown(body(client, query.replace("%00", "x")))) == 2
        return
    text = body(client, query)

    assert shown(text) == titles
    assert "All of it free." in text
    if not titles:
        assert "No workshop fits all of these" in text
        assert "see every workshop" in text


def test_the_address_stays(client: Client, page: WorkshopIndexPage, workshop: Course) -> None:
    assert WorkshopIndexPage.objects.get().slug == "workshops"
    assert "For schools</h1>" in body(client)

    page.unpublish()
    ttl_cache.forget()

    assert "Workshops for schools</h1>" in body(client)
    assert workshop.title in body(client)


def test_it_leads_a_booker_to_their_visits(
    client: Client, page: WorkshopIndexPage, booker: User
) -> None:
    client.force_login(booker)
    assert '<a href="/bookings/">Your visits</a>' in body(client)


def test_a_page_is_in_the_sitemap_once(client: Client, page: WorkshopIndexPage) -> None:
    assert client.get("/sitemap.xml").text.count("/workshops/</loc>") == 1


def test_it_takes_the_same_queries_for_few_and_many(
    client: Client, page: WorkshopIndexPage, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for number in range(3):
        CourseFactory(slug=f"w{number}", title=f"W{number}", kind=Course.Kind.PUPIL)
        body(client)
        with django_assert_max_num_queries(14) as asked:
            body(client)
        counts.append(len(asked))
    assert len(set(counts)) == 1
