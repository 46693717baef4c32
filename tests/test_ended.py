"""What has ended is not denied: each address that carries a reference says what became of it."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from accounts.models import Area, Organisation, User
from people.actions.merge import merge_people
from tests.cast import make_event
from tests.factories.cms import make_course_page, make_home, make_index, make_standard_page
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.event_cancel import cancel_event
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.substitution import substitute
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = pytest.mark.django_db
GONE, FOUND, NOT_FOUND = 410, 302, 404


@pytest.fixture
def other(course: Course, birmingham: Area) -> Event:
    return make_event(course, birmingham, starts_at=datetime.fromisoformat("2026-12-10T09:30Z"))


@pytest.mark.guard("a cancelled date is not denied", where="training/enrolments/access.py")
@pytest.mark.parametrize("page", ["", "enrol/", "wait/", "colleagues/", "calendar.ics"])
def test_every_link_to_a_cancelled_date_says_so(
    page: str, client: Client, learner: User, open_event: Event, other: Event, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    cancel_event(open_event, actor=coordinator, now=now, reason="staff")
    if page not in ("", "calendar.ics"):
        client.force_login(learner)

    answer = client.get(f"/dates/{open_event.ref}/{page}")

    assert answer.status_code == GONE
    assert answer.headers["X-Robots-Tag"] == "noindex"
    text = answer.content.decode()
    assert "<h1>This date is cancelled</h1>" in text
    assert 'content="noindex"' in text
    assert f"/dates/{other.ref}/" in text


def test_a_cancelled_date_without_another_offers_to_tell_of_the_next(
    client: Client, open_event: Event, coordinator: User, now: datetime
) -> None:
    cancel_event(open_event, actor=coordinator, now=now, reason="staff")
    text = client.get(f"/dates/{open_event.ref}/").content.decode()
    assert f"/interest/{open_event.course.slug}/" in text


def test_who_was_on_a_cancelled_date_reads_of_it_and_of_others(
    client: Client, learner: User, open_event: Event, other: Event, coordinator: User, now: datetime
) -> None:
    enrol(learner, open_event, actor=learner, now=now)
    cancel_event(open_event, actor=coordinator, now=now, reason="staff")
    client.force_login(learner)
    answer = client.get(f"/dates/{open_event.ref}/")
    assert answer.status_code == 200
    assert "This date is cancelled" in answer.content.decode()
    assert f"/dates/{other.ref}/" in answer.content.decode()


def test_what_was_never_public_stays_unknown(
    client: Client, open_event: Event, coordinator: User
) -> None:
    Event.objects.update(entry="reserved", status="cancelled")
    assert client.get(f"/dates/{open_event.ref}/").status_code == NOT_FOUND
    Event.objects.update(entry="open", status="draft")
    assert client.get(f"/dates/{open_event.ref}/").status_code == NOT_FOUND


def test_a_past_date_leads_on_and_is_not_indexed(
    client: Client, open_event: Event, other: Event
) -> None:
    assert "noindex" not in client.get(f"/dates/{open_event.ref}/").content.decode()
    Event.objects.filter(pk=open_event.pk).update(
        starts_at=other.starts_at - timedelta(days=60), ends_at=other.starts_at - timedelta(days=59)
    )
    text = client.get(f"/dates/{open_event.ref}/?again").content.decode()
    assert 'content="noindex"' in text
    assert f"/dates/{other.ref}/" in text


def test_the_old_page_of_a_moved_place_leads_to_the_new_one(
    client: Client, learner: User, open_event: Event, other: Event, course: Course,
    birmingham: Area, now: datetime,
) -> None:  # fmt: skip
    third = make_event(course, birmingham, starts_at=other.starts_at + timedelta(days=7))
    old = enrol(learner, open_event, actor=learner, now=now)
    between = move_enrolment(old, other, actor=learner, now=now)
    new = move_enrolment(between, third, actor=learner, now=now)
    client.force_login(learner)
    text = client.get(f"/my/places/{old.ref}/").content.decode()
    assert "You have moved to another date" in text
    assert f"/my/places/{new.ref}/" in text


def test_the_old_page_of_a_handed_on_place_leads_its_new_holder_and_nobody_else(
    client: Client, learner: User, stranger: User, open_event: Event, school: Organisation,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    old = enrol(learner, open_event, EnrolmentRequest(school), actor=learner, now=now)
    new = substitute(old, stranger, named=stranger.name, actor=learner, now=now)
    address = f"/my/places/{old.ref}/"
    client.force_login(stranger)
    answer = client.get(address)
    assert (answer.status_code, answer.headers.get("Location")) == (
        FOUND,
        f"/my/places/{new.ref}/",
    )
    client.force_login(learner)
    text = client.get(address).content.decode()
    assert "You have passed this place on" in text
    assert new.ref not in text
    client.force_login(coordinator)
    assert client.get(address).status_code == NOT_FOUND
    assert Enrolment.objects.get(pk=new.pk).person == stranger


def test_the_offices_old_link_to_a_merged_account_leads_to_the_one_that_stayed(
    office: Client, client: Client, learner: User, stranger: User, other_booker: User,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    merge_people(stranger, learner, actor=coordinator, now=now)
    merge_people(other_booker, stranger, actor=coordinator, now=now)
    answer = office.get(f"/team/people/{learner.ref}/")
    assert (answer.status_code, answer.headers.get("Location")) == (
        FOUND,
        f"/team/people/{other_booker.ref}/",
    )


def test_a_course_that_is_withdrawn_says_so_and_leads_to_others(
    client: Client, course: Course
) -> None:
    page = make_course_page(make_index(make_home()), course)
    address = f"/courses/{course.slug}/"
    assert client.get(address).status_code == 200
    Course.objects.filter(pk=course.pk).update(is_listed=False)
    listed_no_more = client.get(f"{address}?again")
    page.refresh_from_db()
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    for answer in (listed_no_more, client.get(f"{address}?and-again")):
        assert answer.status_code == GONE
        assert f"{course.title} is not offered at the moment" in answer.content.decode()
        assert 'href="/courses/"' in answer.content.decode()


def test_a_page_that_was_taken_down_says_so_unless_it_leads_elsewhere(client: Client) -> None:
    page = make_standard_page(make_home())
    page.save_revision().publish()
    page.refresh_from_db()
    page.unpublish()
    assert client.get("/contact/").status_code == GONE
    Redirect.objects.create(old_path="/contact", redirect_link="/search/")
    assert client.get("/contact/").headers["Location"] == "/search/"


def test_a_page_that_was_never_public_stays_unknown(client: Client) -> None:
    make_standard_page(make_home(), live=False, slug="draft")
    assert client.get("/draft/").status_code == NOT_FOUND
