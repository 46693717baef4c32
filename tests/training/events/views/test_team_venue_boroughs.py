"""A lead of one borough keeps the venues there, and holds dates at those alone."""

from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from accounts.models import Area, Organisation, User
from tests.cast import make_event
from tests.factories.venues import VenueFactory
from tests.sign_in import StaffClient
from training.courses.models import Course
from training.events.models import Venue

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(birmingham: Area) -> Venue:
    return VenueFactory.create(name="Zephyr Hall", area=birmingham)


def signed_in(user: User) -> StaffClient:
    client = StaffClient()
    client.force_login(user)
    return client


def text_of(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_venues_to_choose_from_are_of_the_own_borough(
    hall: Venue, local_lead: User, workshop: Course, walsall: Area
) -> None:
    """Where the date is now stays on offer, wherever that is."""
    client, other = signed_in(local_lead), VenueFactory.create(name="Yonder Hall", area=walsall)
    paths = [
        f"{reverse('events:team_event_create')}?course={in_person(workshop).slug}",
        reverse("rota:team_event_move", args=[make_event(workshop, hall.area).ref]),
    ]

    for path in paths:
        finds = {"find_venue": "", "venue_words": "Yonder", "venue": other.ref}
        asked = [
            client.get(path),
            client.get(f"{path}{'&' if '?' in path else '?'}venue={other.ref}"),
            client.post(path, finds),
            client.post(path, {"form_key": uuid4(), "venue": other.ref}),
        ]
        texts = [text_of(answer) for answer in asked]
        assert hall.name in texts[0]
        assert [text for text in texts if "Yonder Hall" in text] == []
        assert "Choose a venue of the list" in texts[-1]


def in_person(course: Course) -> Course:
    course.mode = Course.Mode.IN_PERSON
    course.kind = Course.Kind.PROFESSIONAL
    course.save(update_fields=["mode", "kind"])
    return course


def test_a_venue_is_kept_in_the_own_borough(
    hall: Venue, local_lead: User, walsall: Area, regional: Area
) -> None:
    client = signed_in(local_lead)
    edit = reverse("events:team_venue_edit", args=[hall.ref])

    for path in (reverse("events:team_venue_create"), edit):
        assert "Walsall" not in text_of(client.get(path))
        for area in (walsall, regional):
            data = {"form_key": uuid4(), "name": "New", "postcode": "B2 2BB", "area": area.code}
            answer = client.post(path, data)
            assert answer.status_code == 422
            assert "What you chose is not offered any more" in text_of(answer)
    hall.refresh_from_db()
    assert hall.area.code == "330"


def test_a_school_of_another_borough_is_not_made_a_venue_of_the_own(
    hall: Venue, local_lead: User, other_school: Organisation
) -> None:
    """Its name and postcode lead to its own venue, whose contact was then written over."""
    other_school.postcode = "WS1 1AA"
    other_school.save()
    own = hall.area.code
    data = {"name": other_school.name, "postcode": "WS1 1AA", "area": own, "contact": "Mallory"}

    answer = signed_in(local_lead).post(
        reverse("events:team_venue_create"), {"form_key": uuid4(), **data}
    )

    assert "is in Walsall" in text_of(answer)
    assert answer.status_code == 409
    assert not Venue.objects.filter(name=other_school.name).exists()


def test_a_venue_known_in_another_borough_is_refused_without_a_way_to_it(
    hall: Venue, local_lead: User, walsall: Area
) -> None:
    known = VenueFactory.create(name="Yonder Hall", area=walsall)
    data = {"name": known.name, "postcode": known.postcode, "area": hall.area.code}
    path = reverse("events:team_venue_create")

    answer = signed_in(local_lead).post(path, {"form_key": uuid4(), **data})

    assert answer.status_code == 409
    assert known.ref not in text_of(answer)


def test_a_venues_page_leads_to_dates_of_the_own_borough(
    hall: Venue, local_lead: User, coordinator: User, course: Course, walsall: Area
) -> None:
    """A date of several days may be held in two boroughs."""
    other = make_event(course, walsall)
    other.sessions.update(venue=hall)
    path = reverse("events:team_venue_detail", args=[hall.ref])

    assert other.ref in text_of(signed_in(coordinator).get(path))
    assert other.ref not in text_of(signed_in(local_lead).get(path))
