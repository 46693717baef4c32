"""Offering a date, accepting it, confirming it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, Term, User
from bookings.registers.queries.sheet import groups_of
from bookings.rota.actions.assignment import release_assignment
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.actions.booking import (
    accept_offer,
    confirm_booking,
    schedule_booking,
)
from bookings.visits.models import Booking
from core.models import Message
from tests.factories.bookings import NINE_THIRTY, confirm, make_request, offer, staff
from tests.refusals import refused
from tests.training.calendars import entries_of, method_of
from training.courses.models import Course, CourseVersion
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db
FRIDAY = NINE_THIRTY + timedelta(days=1)


@pytest.fixture
def asked(school: Organisation, workshop: Course, booker: User) -> Booking:
    """A request for Thursday 3 December 2026."""
    return make_request(school, workshop, booker)


def sessions(booking: Booking) -> list[Session]:
    return list(Session.objects.filter(event=booking.event).order_by("number"))


def messages(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind__endswith=f"/{kind}").order_by("pk"))


# The offer


def test_offer_holds_an_event_for_the_organisation(
    asked: Booking, school: Organisation, coordinator: User
) -> None:
    booking = offer(asked, coordinator)

    assert booking.status == Booking.Status.OFFERED
    event = Event.objects.get()
    assert booking.event == event
    assert (event.entry, event.status) == (Event.Entry.RESERVED, Event.Status.HELD)
    assert list(event.reserved_for.all()) == [school]
    assert (event.area, event.capacity) == (school.area, 0)
    assert event.venue
    assert (event.venue.organisation, event.where_words) == (school, school.name)


def test_offer_for_all_groups_together_is_one_session(asked: Booking, coordinator: User) -> None:
    booking = offer(asked, coordinator)

    (session,) = sessions(booking)
    assert session.starts_at == NINE_THIRTY
    assert session.ends_at == NINE_THIRTY + timedelta(minutes=60)
    assert session.place == "Main hall"
    assert set(booking.groups.values_list("session", flat=True)) == {session.pk}


def test_offer_for_groups_in_turn_gives_each_a_session(asked: Booking, coordinator: User) -> None:
    booking = offer(asked, coordinator, in_turn=True, gap_minutes=10)

    starts = [session.starts_at for session in sessions(booking)]
    assert starts == [NINE_THIRTY + timedelta(minutes=minutes) for minutes in (0, 70, 140)]
    pairs = booking.groups.order_by("number").values_list("label", "session__number")
    assert list(pairs) == [("9A", 1), ("9B", 2), ("9C", 3)]


def test_offer_of_a_course_in_parts_brings_every_group_to_each(
    asked: Booking, workshop: Course, coordinator: User, now: datetime
) -> None:
    CourseVersion.objects.update(
        parts=[{"title": "Day 1", "minutes": 300}, {"title": "Day 2", "minutes": 240}]
    )

    booking = schedule_booking(
        asked, starts=[NINE_THIRTY, FRIDAY], place="Library", actor=coordinator, now=now
    )

    assert [session.minutes for session in sessions(booking)] == [300, 240]
    for session in sessions(booking):
        assert [group.label for group in groups_of(session.pk, session.event_id)] == [
            "9A",
            "9B",
            "9C",
        ]


def test_offer_writes_to_the_booker(asked: Booking, booker: User, coordinator: User) -> None:
    offer(asked, coordinator)

    (message,) = messages("booking_offered")
    assert message.to == booker.email
    assert "Thursday 3 December 2026, 9:30am to 10:30am" in message.body_text
    assert not message.calendar


@pytest.mark.parametrize(
    ("starts_at", "words"),
    [
        (datetime(2026, 11, 11, 9, 59, tzinfo=UTC), "is in the past"),
        (datetime(2026, 12, 3, 23, 30, tzinfo=UTC), "past midnight"),
    ],
)
def test_offer_refuses_times_that_do_not_work(
    asked: Booking, coordinator: User, starts_at: datetime, words: str
) -> None:
    with refused("offer_times", match=words):
        offer(asked, coordinator, starts_at)
    assert not Event.objects.exists()
    assert Booking.objects.get().status == Booking.Status.REQUESTED


def test_offer_refuses_parts_that_overlap(
    asked: Booking, workshop: Course, coordinator: User, now: datetime
) -> None:
    CourseVersion.objects.update(
        parts=[{"title": "A", "minutes": 60}, {"title": "B", "minutes": 60}]
    )
    starts = [NINE_THIRTY, NINE_THIRTY + timedelta(minutes=59)]

    with refused("offer_times", match="after the one before it has ended"):
        schedule_booking(asked, starts=starts, place="", actor=coordinator, now=now)


def test_offer_refuses_a_wrong_number_of_starts(
    asked: Booking, coordinator: User, now: datetime
) -> None:
    with refused("offer_times", match="needs 1 dates and times"):
        schedule_booking(asked, starts=[NINE_THIRTY, FRIDAY], place="", actor=coordinator, now=now)


def test_offer_refuses_a_day_outside_term(
    asked: Booking, birmingham: Area, coordinator: User
) -> None:
    Term.objects.create(
        area=birmingham,
        academic_year="2026-27",
        name="Autumn 2",
        starts_date=date(2026, 11, 2),
        ends_date=date(2026, 12, 2),
    )

    with refused("visit_day", match="outside term time in Birmingham"):
        offer(asked, coordinator)


def test_offer_refuses_a_booking_that_moved_on(asked: Booking, coordinator: User) -> None:
    offer(asked, coordinator)

    with refused("booking_move"):
        offer(asked, coordinator)
    assert Event.objects.count() == 1


# Accepting


def test_accepting_another_day_waits_for_facilitators(
    asked: Booking, booker: User, coordinator: User, now: datetime
) -> None:
    booking = accept_offer(offer(asked, coordinator, FRIDAY), actor=booker, now=now)

    assert booking.accepted_at == now
    assert booking.status == Booking.Status.OFFERED


def test_accepting_confirms_when_everyone_is_there(
    asked: Booking, facilitator: Facilitator, booker: User, coordinator: User, now: datetime
) -> None:
    offered = staff(offer(asked, coordinator, FRIDAY), facilitator, coordinator)

    booking = accept_offer(offered, actor=booker, now=now)

    assert booking.status == Booking.Status.CONFIRMED
    assert Event.objects.get().status == Event.Status.SCHEDULED


@pytest.mark.parametrize("who", ["other_booker", "member", "coordinator"])
def test_accepting_is_for_people_who_book_there(
    asked: Booking, coordinator: User, who: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    offered = offer(asked, coordinator)

    with refused("not_yours"):
        accept_offer(offered, actor=request.getfixturevalue(who), now=now)


def test_accepting_refuses_what_is_not_on_offer(
    asked: Booking, booker: User, coordinator: User, now: datetime
) -> None:
    with refused("booking_move"):
        accept_offer(asked, actor=booker, now=now)
    accepted = accept_offer(offer(asked, coordinator), actor=booker, now=now)
    with refused("booking_move"):
        accept_offer(accepted, actor=booker, now=now)


def test_accepting_refuses_a_day_that_has_passed(
    asked: Booking, booker: User, coordinator: User
) -> None:
    offered = offer(asked, coordinator)

    with refused("offer_times", match="has passed"):
        accept_offer(offered, actor=booker, now=NINE_THIRTY)


# Confirming


def test_confirm_settles_the_booking_and_its_event(
    asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    booking = confirm(asked, facilitator, coordinator)

    assert booking.status == Booking.Status.CONFIRMED
    assert Event.objects.get().status == Event.Status.SCHEDULED


def test_confirm_writes_to_booker_office_and_facilitator(
    asked: Booking, facilitator: Facilitator, booker: User, coordinator: User
) -> None:
    confirm(asked, facilitator, coordinator)

    told = {message.to for message in messages("booking_confirmed")}
    assert told == {booker.email, "office@canalside.example"}
    (made,) = messages("assignment_made")
    assert made.to == facilitator.user.email
    for message in [*messages("booking_confirmed"), made]:
        assert message.calendar_method == method_of(message.calendar) == "REQUEST"


def test_confirm_puts_each_session_in_the_calendar(
    asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    offered = offer(asked, coordinator, in_turn=True, gap_minutes=10)
    booking = confirm_booking(
        staff(offered, facilitator, coordinator), actor=coordinator, now=asked.created_at
    )

    entries = entries_of(messages("booking_confirmed")[0].calendar)
    stem = booking.reference.lower()
    assert [entry["UID"] for entry in entries] == [f"{stem}-{n}@upstander" for n in (1, 2, 3)]
    assert [entry["SEQUENCE"] for entry in entries] == [0, 0, 0]
    assert entries[0]["DTSTART"].dt == NINE_THIRTY
    assert entries[0]["LOCATION"] == "Main hall, Canalside Academy (example)"
    assert len(messages("assignment_made")) == 3


def test_confirm_tells_the_facilitator_nothing_the_school_wrote(
    school: Organisation,
    workshop: Course,
    booker: User,
    facilitator: Facilitator,
    coordinator: User,
) -> None:
    asked = make_request(school, workshop, booker, notes="A note about access")

    confirm(asked, facilitator, coordinator)

    (made,) = messages("assignment_made")
    told = made.body_text + made.body_html + made.calendar
    assert "note about access" not in told
    assert asked.one_off_reason not in told
    assert asked.contact_phone not in told
    assert booker.name not in told


def test_confirm_needs_the_school_for_another_day(
    asked: Booking, facilitator: Facilitator, booker: User, coordinator: User, now: datetime
) -> None:
    offered = staff(offer(asked, coordinator, FRIDAY), facilitator, coordinator)

    with refused("school_must_accept"):
        confirm_booking(offered, actor=coordinator, now=now)
    assert not messages("booking_confirmed")


def test_the_wished_day_is_a_london_day(
    school: Organisation,
    workshop: Course,
    booker: User,
    facilitator: Facilitator,
    coordinator: User,
    now: datetime,
) -> None:
    """Half past midnight on 7 May in London is still 6 May in UTC."""
    asked = make_request(school, workshop, booker, date=date(2027, 5, 6))
    late = datetime(2027, 5, 6, 23, 30, tzinfo=UTC)
    offered = staff(offer(asked, coordinator, late), facilitator, coordinator)

    with refused("school_must_accept"):
        confirm_booking(offered, actor=coordinator, now=now)


def test_confirm_after_the_school_accepted(
    asked: Booking, facilitator: Facilitator, booker: User, coordinator: User, now: datetime
) -> None:
    accepted = accept_offer(offer(asked, coordinator, FRIDAY), actor=booker, now=now)

    booking = confirm_booking(staff(accepted, facilitator, coordinator), actor=coordinator, now=now)

    assert booking.status == Booking.Status.CONFIRMED


def test_confirm_needs_a_lead_on_every_session(
    asked: Booking, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    offered = staff(
        offer(asked, coordinator, in_turn=True, gap_minutes=10), facilitator, coordinator
    )
    release_assignment(Assignment.objects.order_by("pk")[1], actor=coordinator, now=now)

    with refused("session_without_lead", match="3 December 2026 at 10:40am"):
        confirm_booking(offered, actor=coordinator, now=now)


def test_a_second_adult_is_no_lead(
    asked: Booking, facilitator: Facilitator, coordinator: User, now: datetime
) -> None:
    offered = staff(offer(asked, coordinator), facilitator, coordinator)
    Assignment.objects.update(role=Assignment.Role.SECOND)

    with refused("session_without_lead"):
        confirm_booking(offered, actor=coordinator, now=now)


@pytest.mark.parametrize(
    "status", [status for status in Booking.Status if status != Booking.Status.OFFERED]
)
def test_only_an_offer_can_be_confirmed(
    asked: Booking, coordinator: User, status: str, now: datetime
) -> None:
    offer(asked, coordinator)
    Booking.objects.update(status=status)

    with refused("booking_move"):
        confirm_booking(asked, actor=coordinator, now=now)


def test_a_booker_who_left_is_not_written_to(
    asked: Booking, facilitator: Facilitator, booker: User, coordinator: User
) -> None:
    booker.memberships.update(state="left")

    confirm(asked, facilitator, coordinator)

    assert {message.to for message in messages("booking_confirmed")} == {"office@canalside.example"}


def test_every_move_has_an_entry_in_the_log(
    asked: Booking, facilitator: Facilitator, coordinator: User
) -> None:
    confirm(asked, facilitator, coordinator)

    entries = ModelLogEntry.objects.filter(label=asked.reference).order_by("pk")
    assert list(entries.values_list("action", flat=True)) == [
        "upstander.request_booking",
        "upstander.offer_booking",
        "upstander.confirm_booking",
    ]
