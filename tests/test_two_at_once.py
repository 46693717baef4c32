"""One person on two dates at the same time: said at every door, to them and to the office alone."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from accounts.models import Area, Organisation, User
from core.models import Message
from tests.cast import make_event
from tests.factories.training import CourseFactory, EnrolmentFactory
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.substitution import substitute
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.queries.overlap import overlapping
from training.events.models import Event

pytestmark = pytest.mark.django_db
OTHER = "Bystander skills"
ALSO = f"also have a place at the same time: {OTHER}"
OFFICE_ALSO = f"also has a place at the same time: {OTHER}"
TICK = {"both_dates": "on"}


@pytest.fixture
def busy(learner: User, open_event: Event, walsall: Area) -> Enrolment:
    """The learner's place on a date in another town, from an hour after the start of ours."""
    course = CourseFactory(slug="bystander", title=OTHER)
    start = open_event.starts_at + timedelta(hours=1)
    event = make_event(course, walsall, starts_at=start)
    Event.objects.filter(pk=event.pk).update(places_taken=1)
    return EnrolmentFactory(event=event, person=learner)


@pytest.mark.parametrize(
    ("minutes", "length", "found"),
    [(0, 180, True), (-60, 61, True), (179, 60, True), (-60, 60, False), (180, 60, False)],
)
def test_only_parts_that_overlap_count(
    minutes: int, length: int, found: bool, open_event: Event, course: Course, birmingham: Area,
    learner: User,
) -> None:  # fmt: skip
    start = open_event.starts_at + timedelta(minutes=minutes)
    other = make_event(course, birmingham, starts_at=start, minutes=length)
    row = EnrolmentFactory(event=other, person=learner)
    assert list(overlapping(learner, open_event)) == ([row] if found else [])
    assert list(overlapping(learner, open_event, beside=[row.pk])) == []
    Enrolment.objects.update(status="cancelled")
    assert list(overlapping(learner, open_event)) == []


def sent(client: Client, url: str, **answers: str) -> tuple[int, str]:
    form = client.get(url).context["form"]
    first = {name: form[name].value() for name in form.fields}
    answers = {name: value for name, value in (first | answers).items() if value}
    answer = client.post(url, answers)
    return answer.status_code, answer.content.decode()


@pytest.mark.guard(
    "two places at once are asked about once more", where="training/enrolments/forms"
)
def test_enrolling_asks_once_more_and_keeps_what_was_typed(
    signed_in: Client, open_event: Event, busy: Enrolment, birmingham: Area
) -> None:
    url = f"/dates/{open_event.ref}/enrol/"
    answers = {"area": birmingham.code, "access_needs": "Captions please"}
    assert ALSO in signed_in.get(url).content.decode()
    status, text = sent(signed_in, url, **answers)
    assert status == 409
    assert ALSO in text
    assert 'name="both_dates"' in text
    assert "Captions please" in text
    assert sent(signed_in, url, **answers, **TICK)[0] == 302
    assert Enrolment.objects.filter(event=open_event).exists()


def test_who_is_free_is_asked_nothing(signed_in: Client, open_event: Event) -> None:
    assert "both_dates" not in signed_in.get(f"/dates/{open_event.ref}/enrol/").content.decode()


def test_saying_yes_to_an_offer_asks_once_more(
    signed_in: Client, learner: User, open_event: Event, busy: Enrolment, now: datetime
) -> None:
    offer = EnrolmentFactory(
        event=open_event, person=learner, status="offered", held_until=open_event.starts_at
    )
    Event.objects.filter(pk=open_event.pk).update(places_taken=1)
    url = f"/my/places/{offer.ref}/yes/"
    assert ALSO in signed_in.get(url).content.decode()
    assert sent(signed_in, url)[0] == 422
    assert sent(signed_in, url, **TICK)[0] == 302


@pytest.mark.parametrize("by_office", [False, True])
def test_moving_asks_once_more(
    by_office: bool, signed_in: Client, learner: User, coordinator: User, open_event: Event,
    busy: Enrolment, birmingham: Area,
) -> None:  # fmt: skip
    start = open_event.starts_at + timedelta(days=14)
    first = make_event(open_event.course, birmingham, starts_at=start)
    Event.objects.filter(pk=first.pk).update(places_taken=1)
    place = EnrolmentFactory(event=first, person=learner)
    url, words = f"/my/places/{place.ref}/move/", ALSO
    if by_office:
        signed_in.force_login(coordinator)
        url, words = f"/team/events/{first.ref}/people/{place.ref}/move/", OFFICE_ALSO
    answers = {"date": open_event.ref, "reason": "asked for it"}
    status, text = sent(signed_in, url, **answers)
    assert (status, words in text) == (422, True)
    status, text = sent(signed_in, url, **answers, **TICK)
    assert status == 302, text[text.index("There is a problem") :][:600]


def test_adding_a_person_asks_the_office_once_more(
    office: Client, open_event: Event, busy: Enrolment, learner: User
) -> None:
    url = f"/team/events/{open_event.ref}/people/add/"
    answers = {"name": learner.name, "email": learner.email.upper(), "override": "agreed"}
    status, text = sent(office, url, **answers)
    assert (status, OFFICE_ALSO in text) == (422, True)
    assert sent(office, url, **answers, **TICK)[0] == 302


@pytest.mark.guard(
    "nobody else reads of somebody's other dates", where="training/enrolments/emails/place.py"
)
def test_a_booker_reads_nothing_and_the_person_does(
    client: Client, open_event: Event, busy: Enrolment, learner: User, stranger: User,
    school: Organisation, now: datetime,
) -> None:  # fmt: skip
    row = enrol(stranger, open_event, EnrolmentRequest(school), actor=stranger, now=now)
    substitute(row, learner, actor=stranger, named="Amina", now=now)
    told = dict(Message.objects.values_list("to", "body_text").order_by("pk"))
    assert ALSO in told[learner.email]
    assert OTHER not in "".join(text for to, text in told.items() if to != learner.email)


def test_who_gets_a_place_reads_of_the_other_in_the_mail(
    open_event: Event, busy: Enrolment, learner: User, now: datetime
) -> None:
    enrol(learner, open_event, actor=learner, now=now)
    text = Message.objects.get(kind="enrolments/enrolment_confirmed").body_text
    assert f"{ALSO} on" in text
    assert "Please cancel the one you cannot come to." in text
