"""Programmes, partners, people and contact; and what every page of words has."""

import re
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from cms.models import (
    ContactPage,
    CourseIndexPage,
    HomePage,
    PartnerWorkPage,
    PeoplePage,
    ProgrammeIndexPage,
    ProgrammePage,
)
from cms.models.reading import ReadingPage
from tests.factories.cms import make_course_page, make_page, make_standard_page
from tests.pages import page as body
from training.courses.models import Course

pytestmark = pytest.mark.django_db
STAGE = {"title": "Mentors are trained", "when": "Autumn 2", "text": "<p>Two days.</p>", "who": ""}
LESSON = {"title": "Names and labels", "when": "Lesson 2", "text": "Who decides?"}
PROJECT = {
    "title": "Step Together",
    "workstream": "place",
    "text": "<p>Walking home.</p>",
    "how": "Ask.",
}


@pytest.fixture
def programme(home: HomePage) -> ProgrammePage:
    index = make_page(ProgrammeIndexPage, home, title="Programmes")
    page: ProgrammePage = make_page(
        ProgrammePage,
        index,
        title="Mentors",
        label="A year",
        stages=[("stage", STAGE)],
        lessons=[("lesson", LESSON)],
    )
    return page


def test_a_programme_shows_its_year(client: Client, programme: ProgrammePage) -> None:
    text = body(client, "/programmes/mentors/")
    for words in ("Mentors are trained", "Autumn 2", "Names and labels", "Lesson 2"):
        assert words in text


def test_a_programme_shows_its_courses(
    client: Client, programme: ProgrammePage, index: CourseIndexPage, course: Course
) -> None:
    make_course_page(index, course)
    programme.courses = [course]
    programme.save()
    assert course.title in body(client, "/programmes/mentors/")
    course.is_listed = False
    course.save()
    assert course.title not in body(client, "/programmes/mentors/")


def test_programmes_are_listed_once_published(client: Client, programme: ProgrammePage) -> None:
    assert 'href="/programmes/mentors/"' in body(client, "/programmes/")
    programme.unpublish()
    assert "No programme has been published yet." in body(client, "/programmes/")
    assert client.get("/programmes/mentors/").status_code == 404


def test_partner_work_stands_by_workstream(client: Client, home: HomePage) -> None:
    sport = {**PROJECT, "title": "In clubs", "workstream": "sport"}
    projects = [("project", sport), ("project", PROJECT)]
    make_page(PartnerWorkPage, home, title="Partners", projects=projects)
    text = body(client, "/partners/")
    assert text.index("Place based approaches") < text.index("Step Together") < text.index("Sport")
    assert "These are not booked on this site." in text


def test_people_are_roles(client: Client, home: HomePage) -> None:
    role = {"title": "Facilitators", "text": "<p>Lead sessions.</p>", "ask": "the day"}
    make_page(PeoplePage, home, title="People", roles=[("role", role)])
    text = body(client, "/people/")
    assert "Lead sessions." in text
    assert "the day" in text


def test_contact_has_links_and_no_form(client: Client, home: HomePage) -> None:
    make_page(ContactPage, home, title="Contact", email="a@vrp.example", phone="0121 496 0100")
    text = body(client, "/contact/").split("<main")[1].split("</main>")[0]
    assert 'href="mailto:a@vrp.example"' in text
    assert 'href="tel:01214960100"' in text
    assert "<form" not in text


def test_a_page_says_how_it_is_shared(client: Client, home: HomePage, settings: Any) -> None:
    make_standard_page(home, title="A & B", search_description="For searchers")
    text = body(client, "/contact/?utm=x")
    assert f'<link rel="canonical" href="{settings.BASE_URL}/contact/">' in text
    assert '<meta property="og:title" content="A &amp; B">' in text
    assert re.search(r'og:description"\s+content="For searchers"', text)


def test_a_preview_carries_the_checker_and_a_visit_does_not(
    client: Client, administrator: User, home: HomePage
) -> None:
    page = make_standard_page(home)
    client.force_login(administrator)
    assert "wagtail-userbar" not in body(client, "/contact/")
    asked = client.get("/cms/").wsgi_request
    shown = page.make_preview_request(original_request=asked).rendered_content
    assert "wagtail-userbar" in shown
    assert "page-has-heading-one" in shown


def test_a_preview_may_stand_in_a_frame_of_the_cms_with_its_own_styles(
    client: Client, administrator: User, home: HomePage
) -> None:
    page = make_standard_page(home)
    client.force_login(administrator)
    address = f"/cms/pages/{page.pk}/edit/preview/"
    note = {"type": "note", "order": "0", "deleted": "", "value-title": "A draft"}
    note |= {"value-text": '{"blocks": [], "entityMap": {}}', "value-tone": ""}
    written = {"title": "Contact", "slug": "contact", "introduction": "New.", "body-count": "1"}
    written |= {f"body-0-{name}": value for name, value in note.items()}
    assert client.post(address, written).json()["is_valid"]

    shown = client.get(address, {"in_preview_panel": "true"})

    assert shown.status_code == 200
    assert "A draft" in shown.text
    assert "/static/css/app.css" in shown.text
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    policy = shown["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "frame-src 'self'" in policy
    assert "style-src 'self'" in policy


@pytest.mark.parametrize("kind", ReadingPage.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_kind_of_page_has_fences_and_words_for_editors(kind: type[Page]) -> None:
    assert kind.parent_page_types
    assert kind.subpage_types is not None
    assert kind.page_description
    assert len(kind.search_fields) > len(Page.search_fields)


@pytest.mark.parametrize("address", ["/programmes/mentors/", "/programmes/"])
def test_a_programme_keeps_to_its_queries(
    client: Client, programme: ProgrammePage, address: str, django_assert_max_num_queries: Any
) -> None:
    body(client, address)
    with django_assert_max_num_queries(14):
        body(client, address)
