"""What editors change in the CMS, and who may."""

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from tests.cast import make_person
from tests.factories.training import CourseFactory
from training.courses.models import Course

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


def test_an_administrator_changes_a_course(client: Client, administrator: User) -> None:
    course = CourseFactory(outcomes=["Know"])
    client.force_login(administrator)
    url = f"/cms/courses/edit/{course.pk}/"
    page = client.get(url)
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in data.items() if value not in (None, False)}
    response = client.post(url, {**sent, "outcomes": "Know\nDo", "parts": "Day 1: 60\nDay 2: 90"})
    assert response.status_code == 302, response.context["form"].errors
    course.refresh_from_db()
    assert course.outcomes == ["Know", "Do"]
    assert course.parts == [{"title": "Day 1", "minutes": 60}, {"title": "Day 2", "minutes": 90}]
    assert course.version == 2
    assert ModelLogEntry.objects.get(action="wagtail.edit").user == administrator


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
