"""Resources: filters as links, and a page for each."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cms.models import HomePage, ResourceIndexPage, ResourcePage
from tests.factories.cms import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def resources(home: HomePage) -> ResourceIndexPage:
    index: ResourceIndexPage = make_page(ResourceIndexPage, home, title="Resources")
    return index


def resource(index: ResourceIndexPage, title: str, **values: Any) -> ResourcePage:
    fields = {
        "kind": "toolkit",
        "workstream": "education",
        "published_on": date(2026, 10, 1),
        "made_by": "Training team",
        **values,
    }
    page: ResourcePage = make_page(ResourcePage, index, title=title, **fields)
    return page


def titles(client: Client, query: str = "") -> list[str]:
    response = client.get(f"/resources/{query}")
    assert response.status_code == 200
    return [page.title for page in response.context["page_of_resources"]]


@pytest.fixture
def three(resources: ResourceIndexPage) -> None:
    resource(resources, "Cards")
    resource(resources, "Film", kind="film", workstream="sport", access_note="Captions")
    resource(resources, "Study", kind="evaluation", workstream="sport")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Cards", "Film", "Study"}),
        ("?kind=film", {"Film"}),
        ("?workstream=sport", {"Film", "Study"}),
        ("?kind=evaluation&workstream=sport", {"Study"}),
        ("?kind=guide", set()),
        ("?kind=nonsense&workstream=%3Cscript%3E", {"Cards", "Film", "Study"}),
        ("?page=-1&kind=film", {"Film"}),
        ("?kind=film&kind=toolkit", {"Cards"}),
    ],
)
def test_filters(client: Client, three: None, query: str, found: set[str]) -> None:
    assert set(titles(client, query)) == found


def test_a_filter_is_a_link_that_keeps_the_other(client: Client, three: None) -> None:
    text = client.get("/resources/?workstream=sport").content.decode()
    assert 'href="?kind=film&amp;workstream=sport"' in text
    assert "<script>" not in client.get("/resources/?kind=<script>").content.decode()


def test_nothing_found_says_what_to_try(client: Client, three: None) -> None:
    assert "Nothing fits what you chose" in client.get("/resources/?kind=guide").content.decode()


def test_a_film_is_a_link_and_no_frame(client: Client, resources: ResourceIndexPage) -> None:
    resource(resources, "A film", kind="film", link="https://films.example/1", access_note="Yes")
    text = client.get("/resources/a-film/").content.decode()
    assert "Watch the film on its own site" in text
    assert "<iframe" not in text


def test_a_film_says_whether_it_has_captions(resources: ResourceIndexPage) -> None:
    with pytest.raises(ValidationError) as refused:
        ResourcePage(title="Film", kind="film", made_by="We").clean()
    assert "captions" in str(refused.value)


def test_a_draft_cannot_be_guessed(client: Client, resources: ResourceIndexPage) -> None:
    resource(resources, "Secret", live=False)
    assert client.get("/resources/secret/").status_code == 404


def test_a_list_keeps_to_its_queries(
    client: Client, resources: ResourceIndexPage, django_assert_max_num_queries: Any
) -> None:
    resource(resources, "One")
    titles(client)
    with django_assert_max_num_queries(14) as one:
        titles(client)
    for number in range(8):
        resource(resources, f"More {number}")
    with django_assert_max_num_queries(14) as nine:
        titles(client)
    assert len(one) == len(nine)
