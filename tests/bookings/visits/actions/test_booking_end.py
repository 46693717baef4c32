"""The ways a booking ends, and what each leaves behind."""

from datetime import datetime, timedelta

import pytest

from accounts.models import Organisation, User
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.actions.booking_end import (
    cancel_booking,
    decline_booking,
    forget_contact_phone,
    withdraw_booking,
)
from bookings.visits.models import Booking
from bookings.visits.presenters.booking import state_of
from bookings.visits.queries.booking import contact_phones_due
from core.jobs.job import jobs
from core.models import Message
from tests.factories.bookings import NINE_THIRTY, confirm, make_request, offer, staff
from tests.refusals import refused
from tests.training.calendars import entries_of, method_of
from training.courses.models import Course
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db
Status = Booking.Status


@pytest.fixture
def asked(school: Organisation, workshop: Course, booker: User) -> Booking:
    return make_request(school, workshop, booker)


@pytest.fixture
def offered(asked: Booking, facilitator: Facilitator, coordinator: User) -> Booking:
    """Offered with a facilitator on it, not confirmed."""
    return staff(offer(asked, coordinator), facilitator, coordinator)


@pytest.fixture
def agreed(asked: Booking, facilitator: Facilitator, coordinator: User) -> Booking:
    return confirm(asked, facilitator, coordinator)


def messages(kind: str) -> list[Message]:
    return list(Message.objects.filter(kind__endswith=f"/{kind}").order_by("pk"))


def test_decline_says_why(asked: Booking, booker: User, coordinator: User, now: datetime) -> None:
    booking = decline_booking(asked, reason="nobody_free", actor=coordinator, now=now)

    assert (booking.status, booking.end_reason) == (Status.DECLINED, "nobody_free")
    (message,) = messages("booking_declined")
    assert message.to == booker.email
    assert "None of our facilitators is free around that date" in message.body_text


@pytest.mark.parametrize(("kind", "who"), [("school", "school"), ("sport", "club")])
def test_who_called_a_visit_off_is_named_by_its_kind(
    agreed: Booking, booker: User, now: datetime, kind: str, who: str
) -> None:
    Organisation.objects.update(kind=kind)
    agreed = Booking.objects.get(pk=agreed.pk)

    booking = withdraw_booking(agreed, reason="date", actor=booker, now=now)

    assert state_of(booking, now)[0] == f"Cancelled by the {who}"
    written = messages("booking_cancelled")
    assert written
    assert all(f"Cancelled by the {who}" in message.body_text for message in written)


@pytest.mark.parametrize("reason", ["", "staff", "because I say so"])
def test_decline_takes_reasons_from_its_list(
    asked: Booking, coordinator: User, now: datetime, reason: str
) -> None:
    with refused("end_reason"):
        decline_booking(asked, reason=reason, actor=coordinator, now=now)


def test_decline_is_for_requests(offered: Booking, coordinator: User, now: datetime) -> None:
    with refused("booking_move"):
        decline_booking(offered, reason="other", actor=coordinator, now=now)


def test_a_request_is_withdrawn(asked: Booking, booker: User, now: datetime) -> None:
    booking = withdraw_booking(asked, reason="plans", actor=booker, now=now)

    assert (booking.status, booking.end_reason) == (Status.WITHDRAWN, "plans")
    (message,) = messages("booking_cancelled")
    assert message.to == booker.email
    assert not message.calendar


def test_an_offer_is_cancelled_by_the_school(offered: Booking, booker: User, now: datetime) -> None:
    booking = withdraw_booking(offered, reason="date", actor=booker, now=now)

    assert booking.status == Status.CANCELLED_BY_SCHOOL
    assert Assignment.objects.get().state == Assignment.State.RELEASED
    assert Event.objects.get().status == Event.Status.CANCELLED
    assert Session.objects.get().state == Session.State.CANCELLED
    assert not messages("assignment_released"), "the facilitator had not been told yet"


def test_a_visit_is_taken_off_every_calendar(
    agreed: Booking, facilitator: Facilitator, booker: User, coordinator: User, now: datetime
) -> None:
    booking = cancel_booking(agreed, reason="illness", actor=coordinator, now=now)

    assert booking.status == Status.CANCELLED_BY_VRP
    told = messages("booking_cancelled")
    assert {message.to for message in told} == {booker.email, "office@canalside.example"}
    (entry,) = entries_of(told[0].calendar)
    assert method_of(told[0].calendar) == "CANCEL"
    assert entry["UID"] == f"{agreed.reference.lower()}-1@upstander"
    assert (entry["SEQUENCE"], entry["STATUS"]) == (1, "CANCELLED")
    (released,) = messages("assignment_released")
    assert released.to == facilitator.user.email
    made = entries_of(messages("assignment_made")[0].calendar)[0]
    gone = entries_of(released.calendar)[0]
    assert gone["UID"] == made["UID"]
    assert gone["SEQUENCE"] > made["SEQUENCE"]


def test_a_cancelled_visit_frees_the_facilitator(
    agreed: Booking,
    facilitator: Facilitator,
    school: Organisation,
    workshop: Course,
    booker: User,
    coordinator: User,
    now: datetime,
) -> None:
    cancel_booking(agreed, reason="travel", actor=coordinator, now=now)

    again = make_request(school, workshop, booker)
    assert confirm(again, facilitator, coordinator).status == Status.CONFIRMED


@pytest.mark.parametrize("who", ["other_booker", "member", "coordinator"])
def test_only_people_who_book_there_withdraw(
    asked: Booking, who: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    with refused("not_yours"):
        withdraw_booking(asked, reason="plans", actor=request.getfixturevalue(who), now=now)
    asked.refresh_from_db()
    assert asked.status == Status.REQUESTED


def test_a_colleague_may_withdraw(asked: Booking, manager: User, now: datetime) -> None:
    assert withdraw_booking(asked, reason="plans", actor=manager, now=now)


def test_the_school_takes_its_own_reasons(asked: Booking, booker: User, now: datetime) -> None:
    with refused("end_reason"):
        withdraw_booking(asked, reason="illness", actor=booker, now=now)


def test_the_team_takes_its_own_reasons(agreed: Booking, coordinator: User, now: datetime) -> None:
    with refused("end_reason"):
        cancel_booking(agreed, reason="plans", actor=coordinator, now=now)


def test_a_visit_that_has_begun_is_not_cancelled(
    agreed: Booking, booker: User, coordinator: User
) -> None:
    with refused("visit_begun"):
        withdraw_booking(agreed, reason="plans", actor=booker, now=NINE_THIRTY)
    with refused("visit_begun"):
        cancel_booking(agreed, reason="other", actor=coordinator, now=NINE_THIRTY)
    agreed.refresh_from_db()
    assert agreed.status == Status.CONFIRMED
    assert Assignment.objects.get().is_holding


def test_an_end_is_an_end(asked: Booking, booker: User, coordinator: User, now: datetime) -> None:
    withdraw_booking(asked, reason="plans", actor=booker, now=now)

    with refused("booking_move"):
        withdraw_booking(asked, reason="plans", actor=booker, now=now)
    with refused("booking_move"):
        cancel_booking(asked, reason="other", actor=coordinator, now=now)
    with refused("booking_move"):
        offer(asked, coordinator)


def test_a_request_is_not_cancelled_by_the_team(
    asked: Booking, coordinator: User, now: datetime
) -> None:
    """It is declined: nothing was offered yet."""
    with refused("booking_move"):
        cancel_booking(asked, reason="other", actor=coordinator, now=now)


def test_the_phone_number_is_forgotten_30_days_after_the_visit(agreed: Booking) -> None:
    assert agreed.event
    over = agreed.event.ends_at + timedelta(days=30)
    assert not contact_phones_due(over).exists()
    forget_contact_phone(agreed, over)
    agreed.refresh_from_db()
    assert agreed.contact_phone

    (job,) = [job for job in jobs if job.act is forget_contact_phone]
    (due,) = job.due(over + timedelta(seconds=1))
    job.act(due, over + timedelta(seconds=1))

    agreed.refresh_from_db()
    assert agreed.contact_phone == ""
    assert not contact_phones_due(over + timedelta(seconds=1)).exists()


def test_without_a_visit_it_is_forgotten_30_days_after_the_wished_day(
    asked: Booking, coordinator: User, now: datetime
) -> None:
    later = now + timedelta(days=400)
    assert not contact_phones_due(later).exists(), "somebody may still offer a date"
    decline_booking(asked, reason="nobody_free", actor=coordinator, now=now)

    assert not contact_phones_due(now).exists()
    assert contact_phones_due(later).get() == asked
