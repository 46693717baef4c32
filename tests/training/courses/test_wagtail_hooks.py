"""What editors change in the CMS, and who may."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from tests.cast import make_person
from tests.factories.training import CourseFactory
from training.courses.models import Course
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> User:
    person = make_person("admin@vrp.example", "Ada Administrator", "administrator")
    User.objects.filter(pk=person.pk).update(is_superuser=True)
    person.refresh_from_db()
    return person


@pytest.mark.parametrize("name", ["courses", "areas", "terms", "closures"])
def test_an_administrator_lists_and_adds(
    client: Client, administrator: User, birmingham: Area, name: str
) -> None:
    CourseFactory()
    client.force_login(administrator)
    assert client.get(f"/cms/{name}/").status_code == 200
    assert client.get(f"/cms/{name}/new/").status_code == 200


def typed_in(form: Any) -> dict[str, Any]:
    """What the form sends back as it was shown, or typed."""
    data = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def test_an_administrator_makes_a_course(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    sent = typed_in(client.get("/cms/courses/new/").context["form"])
    sent |= {"title": "New", "slug": "new", "kind": "pupil_workshop", "workstream": "sport"}
    response = client.post("/cms/courses/new/", {**sent, "minutes": "45"})
    assert response.status_code == 302, response.context["form"].errors
    course = Course.objects.get(slug="new")
    assert (course.current_version.number, course.current_version.minutes) == (1, 45)
    assert ModelLogEntry.objects.get(action="wagtail.create").user == administrator


def test_the_address_of_a_course_stays(client: Client, administrator: User) -> None:
    course = CourseFactory(slug="knives")
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    page = client.get(url)
    assert "The address stays as it is" in page.content.decode()
    sent = typed_in(page.context["form"])
    assert client.post(url, {**sent, "slug": "blades", "title": "Blades"}).status_code == 302
    course.refresh_from_db()
    assert (course.slug, course.title) == ("knives", "Blades")


def test_what_is_typed_of_a_course_is_cleaned(client: Client, administrator: User) -> None:
    course = CourseFactory(title="Knives")
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    sent = typed_in(client.get(url).context["form"])
    typed = {"title": "Kni\x07ves \u202eand\u200b more", "summary": "One\r\n\x1btwo"}
    response = client.post(url, {**sent, **typed})
    assert response.status_code == 302, response.context["form"].errors
    course.refresh_from_db()
    assert (course.title, course.summary) == ("Knives and more", "One two")
    response = client.post(url, {**sent, "title": "\u200b"})
    assert response.context["form"].errors["title"]


def test_an_administrator_changes_a_course(client: Client, administrator: User) -> None:
    course = CourseFactory(outcomes=["Know"])
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    sent = typed_in(client.get(url).context["form"])
    response = client.post(url, {**sent, "outcomes": "Know\nDo", "parts": "Day 1: 60\nDay 2: 90"})
    assert response.status_code == 302, response.context["form"].errors
    version = course.versions.get()
    assert version.outcomes == ["Know", "Do"]
    assert version.parts == [{"title": "Day 1", "minutes": 60}, {"title": "Day 2", "minutes": 90}]
    assert ModelLogEntry.objects.get(action="wagtail.edit").user == administrator


def test_another_version_is_made_once_an_editor_has_read_what_that_does(
    client: Client, administrator: User, course: Course, open_event: Event
) -> None:
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    page = client.get(url)
    assert "Make version 2" not in page.content.decode()
    answer = client.post(url, {**typed_in(page.context["form"]), "title": "T", "outcomes": "Do"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "This makes version 2. 1 date planned so far keeps version 1." in text
    assert "Make version 2" in text
    course.refresh_from_db()
    assert (course.title == "T", course.versions.count()) == (False, 1)

    sent = typed_in(answer.context["form"])
    again = client.post(url, sent)
    assert "Make version 2" in again.content.decode()
    done = client.post(url, {**sent, "new_version": "on"}, follow=True)

    assert "T is saved. Version 2 is taught from now on." in done.content.decode()
    course.refresh_from_db()
    assert (course.title, course.current_version.number) == ("T", 2)
    assert course.current_version.outcomes == ["Do"]
    assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 1


def test_the_box_stays_while_something_else_is_put_right(
    client: Client, administrator: User, course: Course, open_event: Event
) -> None:
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    sent = typed_in(client.get(url).context["form"]) | {"new_version": "on", "outcomes": "Do"}
    answer = client.post(url, {**sent, "title": ""})
    assert "Make version 2" in answer.content.decode()
    assert client.post(url, sent).status_code == 302
    assert course.versions.count() == 2


def test_two_editors_at_once_lose_nobodys_words(
    client: Client, administrator: User, course: Course, open_event: Event
) -> None:
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    sent = typed_in(client.get(url).context["form"])
    first = client.post(url, {**sent, "outcomes": "Hers", "new_version": "on"})
    assert first.status_code == 302

    second = client.post(url, {**sent, "outcomes": "His", "new_version": "on"})

    text = second.content.decode()
    assert "Version 2 says now: outcomes: “Hers”." in text
    assert "His" in text
    assert client.post(url, typed_in(second.context["form"])).status_code == 302
    assert [version.outcomes for version in course.versions.all()][1:] == [["His"]]


def test_nor_what_the_course_says_beside_its_version(
    client: Client, administrator: User, course: Course, birmingham: Area
) -> None:
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    sent = typed_in(client.get(url).context["form"])
    hers = {"title": "Hers", "open_to_areas": [birmingham.pk]}
    assert client.post(url, {**sent, **hers}).status_code == 302

    second = client.post(url, {**sent, "summary": "His"})

    assert "The course says now: title: “Hers”; summary: none." in second.content.decode()
    course.refresh_from_db()
    assert (course.title, course.summary) == ("Hers", "")
    again = typed_in(second.context["form"])
    assert client.post(url, {**again, "title": "Hers"}).status_code == 302
    course.refresh_from_db()
    assert (course.title, course.summary) == ("Hers", "His")


def test_the_list_of_courses_reads_versions_with_them(
    client: Client, administrator: User, django_assert_max_num_queries: Any
) -> None:
    client.force_login(administrator)
    CourseFactory()
    client.get("/cms/courses/")
    with django_assert_max_num_queries(40) as one:
        client.get("/cms/courses/")
    CourseFactory.create_batch(3)
    with django_assert_max_num_queries(40) as four:
        assert "Version 1" in client.get("/cms/courses/").content.decode()
    assert len(one) == len(four)


def test_a_course_is_never_deleted(client: Client, administrator: User) -> None:
    course = CourseFactory()
    client.force_login(administrator)
    client.post(f"/cms/courses/delete/{course.pk}/")
    assert Course.objects.filter(pk=course.pk).exists()


@pytest.mark.parametrize("name", ["courses", "areas", "terms", "closures"])
def test_who_comes_for_the_words_of_messages_is_sent_back(
    client: Client, coordinator: User, name: str
) -> None:
    client.force_login(coordinator)
    assert client.get(f"/cms/{name}/")["Location"] == "/cms/"


@pytest.mark.parametrize("who", ["learner", "facilitator_user", "report_viewer"])
@pytest.mark.parametrize("name", ["courses", "areas", "terms", "closures"])
def test_others_do_not(client: Client, request: pytest.FixtureRequest, who: str, name: str) -> None:
    client.force_login(request.getfixturevalue(who))
    assert client.get(f"/cms/{name}/").status_code == 403
