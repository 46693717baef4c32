"""A date moves with its parts, its people and those who deliver it."""

from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Area, User
from bookings.rota.actions.assignment import assign
from bookings.rota.actions.event_move import in_turn, move_event
from bookings.rota.models import Assignment, Facilitator
from core.models import Message
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory, SessionFactory
from tests.factories.venues import VenueFactory, VenueRoomFactory
from tests.refusals import refused
from tests.training.calendars import entries_of, last_message
from training.courses.models import Course
from training.enrolments.actions.enrolment import enrol
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event, Session, Venue
from training.events.rules.blocks import Block

pytestmark = pytest.mark.django_db
Status = Enrolment.Status
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def hall(course: Course, birmingham: Area) -> Event:
    """Two mornings in a hall: 3 and 10 December."""
    event = make_event(course, birmingham, capacity=2)
    Event.objects.filter(pk=event.pk).update(
        mode="in_person",
        venue=VenueFactory(name="Old Hall", area=birmingham),
        ends_at=event.ends_at + 7 * DAY,
    )
    starts_at, ends_at = event.starts_at + 7 * DAY, event.ends_at + 7 * DAY
    SessionFactory(event=event, number=2, starts_at=starts_at, ends_at=ends_at)
    return Event.objects.get(pk=event.pk)


@pytest.fixture
def new_hall(birmingham: Area) -> Venue:
    return VenueFactory(name="New Hall", area=birmingham)


def blocks_of(event: Event, by: timedelta = timedelta()) -> list[Block]:
    rows = event.sessions.order_by("number")
    return [Block(row.starts_at + by, row.ends_at + by, row.room_words) for row in rows]


def move(event: Event, actor: User, now: datetime, **changed: object) -> Event:
    answers = {
        "blocks": blocks_of(event, DAY),
        "venue": event.venue,
        "join_link": event.join_link,
        **changed,
    }
    return move_event(event, **answers, actor=actor, now=now)  # type: ignore[arg-type]


def test_every_part_moves_and_the_date_with_them(
    hall: Event, new_hall: Venue, coordinator: User, now: datetime
) -> None:
    wanted = blocks_of(hall, DAY)
    move(hall, coordinator, now, venue=new_hall)
    hall.refresh_from_db()
    assert blocks_of(hall) == wanted
    assert (hall.starts_at, hall.ends_at) == (wanted[0].starts_at, wanted[-1].ends_at)
    assert (hall.venue, hall.calendar_sequence) == (new_hall, 1)
    log = ModelLogEntry.objects.get(action="upstander.move_event")
    assert (log.label, log.user_id) == (hall.ref, coordinator.pk)


def test_one_part_moves_without_the_rest(hall: Event, coordinator: User, now: datetime) -> None:
    first, second = blocks_of(hall)
    later = Block(second.starts_at + HOUR, second.ends_at + HOUR, "Room 2")
    move(hall, coordinator, now, blocks=[first, later])
    assert blocks_of(hall) == [first, later]


def test_everyone_is_told_with_a_newer_invitation(
    hall: Event, coordinator: User, learner: User, now: datetime
) -> None:
    enrol(learner, hall, actor=learner, now=now)
    before = entries_of(last_message("enrolment_confirmed").calendar)
    move(hall, coordinator, now)
    message = last_message("event_changed")
    entries = entries_of(message.calendar)
    assert (message.to, message.calendar_method) == (learner.email, "REQUEST")
    assert [row["UID"] for row in entries] == [row["UID"] for row in before]
    assert [row["SEQUENCE"] for row in entries] == [row["SEQUENCE"] + 1 for row in before]
    assert "Friday 4 December 2026" in message.body_text
    assert "You keep your place" in message.body_text


@pytest.mark.parametrize(("to_hall", "mails"), [(False, 1), (True, 0)], ids=["day", "hall"])
def test_managers_hear_of_another_day_once(
    hall: Event,
    new_hall: Venue,
    coordinator: User,
    learner: User,
    now: datetime,
    mails: int,
    *,
    to_hall: bool,
) -> None:
    enrol(
        learner, hall, EnrolmentRequest(manager_email="boss@work.example"), actor=learner, now=now
    )
    changed: dict[str, object] = {}
    if to_hall:
        changed = {"blocks": blocks_of(hall), "venue": new_hall}
    for _ in range(2):
        move(hall, coordinator, now, **{"blocks": blocks_of(hall, DAY), **changed})
        hall.refresh_from_db()
        changed = {"blocks": blocks_of(hall), "venue": hall.venue}
    told = Message.objects.filter(kind="enrolments/manager_changed")
    assert [message.to for message in told] == ["boss@work.example"] * mails
    for message in told:
        assert "Friday 4 December 2026" in message.body_text
        assert "The place is kept." in message.body_text


def test_people_are_asked_whether_they_still_come(
    hall: Event, coordinator: User, learner: User, now: datetime
) -> None:
    place = enrol(learner, hall, actor=learner, now=now)
    move(hall, coordinator, now, asks_again=True)
    place.refresh_from_db()
    assert (place.status, place.reconfirm_by) == (Status.CONFIRMED, now + 5 * DAY)
    assert "Monday 16 November 2026 at 10am" in last_message("event_changed_asks").body_text


def test_those_who_wait_are_told_without_an_invitation(
    hall: Event, coordinator: User, learner: User, now: datetime
) -> None:
    EnrolmentFactory(event=hall, person=learner, status=Status.WAITING)
    move(hall, coordinator, now, asks_again=True, join_link="https://meet.example/room")
    message = last_message("event_changed")
    assert message.calendar == ""
    assert "waiting list" in message.body_text
    assert "meet.example" not in message.body_text + message.body_html


def test_no_offer_outlives_an_earlier_start(
    hall: Event, coordinator: User, learner: User, now: datetime
) -> None:
    offered = EnrolmentFactory(event=hall, person=learner, status=Status.OFFERED)
    move(hall, coordinator, now, blocks=blocks_of(hall, -DAY))
    offered.refresh_from_db()
    hall.refresh_from_db()
    assert offered.held_until == hall.starts_at


def test_the_same_again_tells_nobody(
    hall: Event, coordinator: User, learner: User, now: datetime
) -> None:
    enrol(learner, hall, actor=learner, now=now)
    told = Message.objects.count()
    move(hall, coordinator, now, blocks=blocks_of(hall))
    move(hall, coordinator, now, blocks=blocks_of(hall), join_link="https://meet.example/room")
    hall.refresh_from_db()
    assert (hall.calendar_sequence, Message.objects.count()) == (0, told)
    assert hall.join_link == "https://meet.example/room"


def test_a_venue_of_another_name_is_the_same_venue(
    hall: Event, coordinator: User, learner: User, now: datetime
) -> None:
    enrol(learner, hall, actor=learner, now=now)
    told = Message.objects.count()
    Venue.objects.update(name="Renamed Hall", is_active=False)
    hall.refresh_from_db()
    move(hall, coordinator, now, blocks=blocks_of(hall))
    assert Message.objects.count() == told


def test_the_date_takes_the_area_of_the_venue_it_moves_to(
    hall: Event, walsall: Area, coordinator: User, learner: User, now: datetime
) -> None:
    enrol(learner, hall, actor=learner, now=now)
    far = VenueFactory(name="Far Hall", area=walsall, easting=401_300, northing=298_500)
    move(hall, coordinator, now, blocks=blocks_of(hall), venue=far)
    hall.refresh_from_db()
    assert (hall.venue, hall.area) == (far, walsall)
    message = last_message("event_changed")
    assert "Far Hall, Victoria Square, Birmingham, B1 1BB" in message.body_text
    [first, _] = entries_of(message.calendar)
    assert first["LOCATION"] == "Far Hall, Victoria Square, Birmingham, B1 1BB"
    assert first["GEO"].to_ical() == "52.58431;-1.98225"


def test_a_date_does_not_move_to_a_retired_venue(
    hall: Event, new_hall: Venue, coordinator: User, now: datetime
) -> None:
    Venue.objects.filter(pk=new_hall.pk).update(is_active=False)
    with refused("venue_retired"):
        move(hall, coordinator, now, venue=new_hall)
    with refused("venue_retired"):
        move(hall, coordinator, now, elsewhere={2: new_hall})


def test_one_part_may_be_at_another_venue(
    hall: Event, new_hall: Venue, coordinator: User, learner: User, now: datetime
) -> None:
    enrol(learner, hall, actor=learner, now=now)
    VenueRoomFactory(venue=new_hall, name="Gallery")
    first, second = blocks_of(hall)
    inside = Block(second.starts_at, second.ends_at, "gallery")
    for _ in range(2):  # the same again tells nobody
        move(hall, coordinator, now, blocks=[first, inside], elsewhere={2: new_hall})
    parts = list(hall.sessions.order_by("number"))
    assert [part.own_place_words for part in parts] == ["", f"Gallery, {new_hall.words}"]
    assert Message.objects.filter(kind="enrolments/event_changed").count() == 1
    assert new_hall.words in last_message("event_changed").body_text
    move(hall, coordinator, now, blocks=blocks_of(hall), venue=new_hall)
    part = hall.sessions.get(number=2)
    assert (part.venue, part.room_words) == (None, "Gallery")


def test_a_part_that_has_begun_stays_where_it_was(
    hall: Event, new_hall: Venue, coordinator: User
) -> None:
    old, between = hall.venue, datetime(2026, 12, 4, 9, tzinfo=UTC)
    move(hall, coordinator, between, blocks=blocks_of(hall), venue=new_hall)
    first, second = hall.sessions.select_related("event__venue").order_by("number")
    assert (first.site, second.site) == (old, new_hall)


def test_a_date_does_not_move_into_a_room_that_is_too_small(
    hall: Event, new_hall: Venue, coordinator: User, now: datetime
) -> None:
    VenueRoomFactory(venue=new_hall, name="Cupboard", capacity=1)
    small = [Block(one.starts_at, one.ends_at, "Cupboard") for one in blocks_of(hall)]
    with refused("room_size", match="Cupboard at New Hall holds 1 person"):
        move(hall, coordinator, now, blocks=small, venue=new_hall)


def test_what_cannot_move(hall: Event, coordinator: User, now: datetime) -> None:
    with refused("blocks", match="2 parts"):
        move(hall, coordinator, now, blocks=blocks_of(hall)[:1])
    with refused("blocks", match="still to come"):
        move(hall, coordinator, now, blocks=blocks_of(hall, -30 * DAY))
    with refused("event_started"):
        move(hall, coordinator, hall.ends_at)
    Event.objects.filter(pk=hall.pk).update(entry="reserved")
    with refused("event_reserved"):
        move(hall, coordinator, now)
    Event.objects.filter(pk=hall.pk).update(entry="open", status="cancelled")
    with refused("event_cancelled"):
        move(hall, coordinator, now)


def test_a_part_that_has_begun_stays(hall: Event, coordinator: User) -> None:
    between = datetime(2026, 12, 4, 9, tzinfo=UTC)
    first, second = blocks_of(hall)
    with refused("event_started", match="Part 1"):
        move(hall, coordinator, between)
    later = Block(second.starts_at + HOUR, second.ends_at + HOUR)
    move(hall, coordinator, between, blocks=[first, later])
    assert blocks_of(hall) == [first, later]


# Those who deliver it


@pytest.fixture
def led(hall: Event, facilitator: Facilitator, coordinator: User, now: datetime) -> Event:
    """The facilitator leads both parts."""
    for session in hall.sessions.order_by("number"):
        assign(session, facilitator, actor=coordinator, now=now)
    return hall


def times_of(facilitator: Facilitator) -> list[datetime]:
    rows = Assignment.objects.filter(facilitator=facilitator, state__in=Assignment.HOLDING)
    return list(rows.order_by("starts_at").values_list("starts_at", flat=True))


def test_facilitators_move_with_it_even_onto_their_own_time(
    led: Event, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    move(led, coordinator, now, blocks=blocks_of(led, 7 * DAY))
    assert times_of(facilitator) == [block.starts_at for block in blocks_of(led)]
    message = Message.objects.filter(kind="rota/assignment_made").latest("pk")
    assert entries_of(message.calendar)[0]["SEQUENCE"] == 1


@pytest.mark.parametrize(
    "starts",
    [(10, 11, 12), (8, 9, 10), (9, 10.5, 13), (7, 8, 11), (9.5, 10.5, 11.5), (9, 9.75, 10.5)],
    ids=str,
)
def test_no_part_is_put_where_another_still_is(starts: tuple[float, ...], now: datetime) -> None:
    """Parts at 9, 10 and 11 o'clock, go to other times in their order."""
    length = timedelta(minutes=45)
    rows = [
        Assignment(
            pk=number,
            starts_at=now + number * HOUR,
            ends_at=now + number * HOUR + length,
            session=Session(
                starts_at=now + (start - 9) * HOUR, ends_at=now + (start - 9) * HOUR + length
            ),
        )
        for number, start in enumerate(starts)
    ]
    moved = in_turn(rows)
    assert {row.pk for row in moved} == {0, 1, 2}
    for row in moved:
        row.starts_at, row.ends_at = row.session.starts_at, row.session.ends_at
        for other in rows:
            is_apart = row.ends_at <= other.starts_at or other.ends_at <= row.starts_at
            assert other is row or is_apart


def test_a_facilitator_who_is_elsewhere_then_is_named(
    led: Event,
    facilitator: Facilitator,
    coordinator: User,
    course: Course,
    birmingham: Area,
    now: datetime,
) -> None:
    busy = make_event(course, birmingham, starts_at=led.starts_at + DAY)
    assign(busy.sessions.get(), facilitator, actor=coordinator, now=now)
    wanted = blocks_of(led)
    with refused("facilitator_clash", match="Priya Nandra already has a session"):
        move(led, coordinator, now)
    assert blocks_of(led) == wanted
    move(led, coordinator, now, releases=True)
    states = Assignment.objects.filter(session__event=led).order_by("session__number")
    assert list(states.values_list("state", flat=True)) == ["released", "accepted"]
    assert times_of(facilitator) == [busy.starts_at, wanted[1].starts_at + DAY]
