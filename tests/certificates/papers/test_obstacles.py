"""Each name is on a paper or a task by name after one round; none stops another person's."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Area, Membership, Organisation, StaffRole, User
from accounts.queries.remit import Remit
from certificates.papers.models import Certificate
from core import clock
from core.errors import Obstacle
from core.jobs.worker import Worker
from core.models import JobItem
from reports.queries.obstacle import obstacles_met
from tests.cast import make_person
from tests.core.documents.names import DRAWN, UNDRAWN, UNDRAWN_VENUES, VENUES
from tests.factories.registers import STARTED, closed_register, make_session, put_on
from tests.factories.venues import VenueFactory
from training.courses.models import Course, CourseVersion
from training.enrolments.models import Enrolment
from training.events.models import Event, Venue

MINUTE = timedelta(minutes=1)
FACE = "“😀” (grinning face, U+1F600), which cannot be printed."


@pytest.fixture(autouse=True)
def clock_stands_still(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def attend(event: Event, number: int, name: str = "") -> Enrolment:
    """Somebody who was there."""
    person = make_person(f"person{number}@learner.example", "Somebody")
    User.objects.filter(pk=person.pk).update(name=name or f"Person {number}")
    [enrolment] = put_on(event.sessions.get(), person)
    said = {"outcome": Enrolment.Outcome.ATTENDED, "papers_due": True}
    Enrolment.objects.filter(pk=enrolment.pk).update(**said)
    return enrolment


def held(course: Course, area: Area, venue: str = "") -> Event:
    """A date that is over, with its register closed."""
    session = make_session(course, area, starts_at=STARTED - timedelta(days=1))
    closed_register(session, area)
    if venue:
        made = VenueFactory(name=venue, address="", postcode="", area=area)
        Event.objects.filter(pk=session.event_id).update(venue=made, mode=Course.Mode.IN_PERSON)
    return session.event


def named() -> set[str]:
    return {Certificate.objects.get(pk=pk).facts.name for pk in ids()}


def ids() -> list[int]:
    return list(Certificate.objects.values_list("pk", flat=True))


def test_sixty_names_are_drawn_or_a_task_each_after_one_round(
    course: Course, regional: Area
) -> None:
    names = [*DRAWN, *UNDRAWN]
    assert len(names) >= 60
    event = held(course, regional)
    for number, name in enumerate(names):
        attend(event, number, name)

    Worker().run_once()

    assert named() == set(DRAWN)
    tasks = {row.name: obstacle.words for obstacle, row, _ in obstacles_met()}  # type: ignore[union-attr]
    assert set(tasks) == set(UNDRAWN)
    assert all(words.startswith("The name of the person has ") for words in tasks.values())
    assert not JobItem.objects.exclude(failed_reason="").exists()


def test_ten_venues_are_drawn_or_one_task_each_however_many_wait(
    course: Course, regional: Area
) -> None:
    events = [held(course, regional, venue) for venue in (*VENUES, *UNDRAWN_VENUES)]
    for number, event in enumerate(events * 2):
        attend(event, number)

    Worker().run_once()

    assert {row.facts.place for row in Certificate.objects.all()} == set(VENUES)
    assert Certificate.objects.count() == 2 * len(VENUES)
    tasks = {(one.kind, str(row), number) for one, row, number in obstacles_met()}
    assert tasks == {("venue", name, 2) for name in UNDRAWN_VENUES}


def test_a_limited_lead_is_told_of_no_more_that_wait_than_are_theirs(
    course: Course, birmingham: Area, walsall: Area, school: Organisation
) -> None:
    here = held(course, birmingham, "Hub 😀")
    venue = Venue.objects.get(name="Hub 😀")
    there = held(course, walsall)
    Event.objects.filter(pk=there.pk).update(venue=venue, mode=Course.Mode.IN_PERSON)
    for number, event in enumerate([here, there, there, there]):
        attend(event, number)
    theirs = Enrolment.objects.filter(event=there).first()
    assert theirs is not None
    Membership.objects.create(
        user=theirs.person, organisation=school, role="member", state="active", since=STARTED
    )

    Worker().run_once()

    assert [number for _, _, number in obstacles_met()] == [4]
    within = obstacles_met(Remit(frozenset({birmingham.pk})))
    assert [(str(row), number) for _, row, number in within] == [("Hub 😀", 2)]
    assert obstacles_met(Remit(frozenset({walsall.pk}))) == []


def test_a_person_with_a_name_of_nothing_to_see_is_a_task_too(
    course: Course, regional: Area
) -> None:
    enrolment = attend(held(course, regional), 1)
    User.objects.filter(pk=enrolment.person_id).update(name="\u200d")

    Worker().run_once()

    enrolment.refresh_from_db()
    [(obstacle, row, _)] = obstacles_met()
    assert obstacle.words.startswith("The name of the person has zero width joiner")
    assert row == enrolment.person
    assert not Certificate.objects.exists()


def test_once_mended_it_comes_by_itself_and_the_task_goes(
    course: Course, regional: Area, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolment = attend(held(course, regional, "Hub 😀"), 1, "Sunita 😀")
    loop = Worker()
    loop.run_once()
    assert [(one.kind, one.words) for one, _, _ in obstacles_met()] == [
        ("person", f"The name of the person has {FACE}"),
        ("venue", f"The venue has {FACE}"),
    ]

    User.objects.filter(pk=enrolment.person_id).update(name="Sunita")
    monkeypatch.setattr(clock, "now", lambda: now + MINUTE)
    loop.run_once()
    assert [one.kind for one, _, _ in obstacles_met()] == ["venue"]

    Venue.objects.filter(name="Hub 😀").update(name="Hub")
    monkeypatch.setattr(clock, "now", lambda: now + 2 * MINUTE)
    loop.run_once()

    assert named() == {"Sunita"}
    assert obstacles_met() == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", "Course 😀", f"The title of the course has {FACE}"),
        ("outcomes", ["Fine.", "Say 😀"], f"What the course covers has {FACE}"),
    ],
)
def test_a_course_is_one_task(
    course: Course, regional: Area, field: str, value: object, words: str
) -> None:
    told = Course.objects if field == "title" else CourseVersion.objects
    told.update(**{field: value})
    for number in range(3):
        attend(held(course, regional), number)

    Worker().run_once()

    obstacle = Obstacle("course", course.slug, words)
    course.refresh_from_db()
    assert obstacles_met() == [(obstacle, course, 3)]


def test_the_queue_names_it_and_leads_to_where_it_is_mended(
    client: Client, coordinator: User, course: Course, regional: Area, now: datetime
) -> None:
    person = attend(held(course, regional, "Hub 😀"), 1, "Sunita 😀").person
    venue = Venue.objects.get(name="Hub 😀")
    Course.objects.filter(pk=course.pk).update(title="Course 😀")
    Worker().run_once()
    client.force_login(coordinator)

    text = client.get("/team/").content.decode()

    assert "Certificates that cannot be printed as they are" in text
    assert text.count("1 certificate waits") == 3
    assert reverse("people:team_people_name", args=[person.ref]) in text
    assert reverse("events:team_venue_edit", args=[venue.ref]) in text
    edit = reverse("course_records:edit", args=[course.pk])
    assert edit not in text
    assert "An editor corrects it in the CMS." in text
    StaffRole.objects.create(user=coordinator, role=StaffRole.Role.EDITOR, granted_at=now)
    assert edit in client.get("/team/").content.decode()
    assert "Nothing waits for you" not in text


def test_the_page_of_the_person_says_what_the_queue_says(
    client: Client, coordinator: User, course: Course, regional: Area
) -> None:
    person = attend(held(course, regional, "Hub 😀"), 1).person
    client.force_login(coordinator)
    url = reverse("people:team_people_detail", args=[person.ref])
    assert "Being made" in client.get(url).content.decode()

    Worker().run_once()

    text = client.get(url).content.decode()
    assert "Cannot be printed yet" in text
    assert f"The venue has {FACE}" in text
    assert "Being made" not in text
