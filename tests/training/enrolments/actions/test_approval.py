"""Places that a manager, or the office, says yes or no to."""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from wagtail.models import ModelLogEntry

from accounts.models import Area, LineManager, User
from core.mail import personal_links
from core.models import Message, PersonalLink
from core.options.store import set_options
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory, EventFactory
from tests.refusals import refused
from tests.training.calendars import last_message
from training.courses.models import Course
from training.enrolments.actions.approval import (
    approve_enrolment,
    decline_enrolment,
    expire_approval,
)
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.models import Enrolment
from training.enrolments.options import ASKS_AFTER_NO_SHOWS, NO_SHOWS
from training.enrolments.queries.approval import approvals_expired
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_clock")]
Status = Enrolment.Status
BOSS = "boss@work.example"
ENDS = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)  # five working days after Wednesday the 11th


@pytest.fixture
def asked(open_event: Event, learner: User, now: datetime) -> Enrolment:
    """A place that waits for a manager's yes."""
    Course.objects.update(manager_approval=True)
    return enrol(learner, open_event, EnrolmentRequest(manager_email=BOSS), actor=learner, now=now)


@pytest.fixture
def waiting(asked: Enrolment, stranger: User) -> Enrolment:
    """Somebody who waits for that very place."""
    Event.objects.update(capacity=1)
    return EnrolmentFactory(event=asked.event, person=stranger, status=Status.WAITING)


def missed(person: User, area: Area, *moments: datetime) -> None:
    for moment in moments:
        event = EventFactory(area=area, starts_at=moment)
        EnrolmentFactory(event=event, person=person, outcome=Enrolment.Outcome.ABSENT)


def say(yes: bool, place: Enrolment, now: datetime, by: str = "manager", who: User | None = None):  # type: ignore[no-untyped-def]
    return (approve_enrolment if yes else decline_enrolment)(place, by=by, actor=who, now=now)


# Asking


def test_a_place_is_held_until_the_manager_has_said_yes(asked: Enrolment, learner: User) -> None:
    asked.event.refresh_from_db()
    assert (asked.status, asked.needs_manager, asked.needs_office) == (
        Status.AWAITING_APPROVAL, True, False,
    )  # fmt: skip
    assert asked.held_until == ENDS
    assert asked.event.places_taken == 1
    to_person = last_message("approval_awaited")
    assert to_person.to == learner.email
    assert "until Wednesday 18 November 2026 at 5pm" in to_person.body_text
    assert not Message.objects.filter(kind="enrolments/enrolment_confirmed").exists()


def test_the_manager_gets_a_link_of_their_own_and_no_word_of_the_needs(
    open_event: Event, learner: User, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    made = enrol(
        learner,
        open_event,
        EnrolmentRequest(manager_email=BOSS, access_needs="Captions"),
        actor=learner,
        now=now,
    )
    message = last_message("manager_asked")
    assert (message.to, message.not_after) == (BOSS, ENDS)
    assert "[link]" in message.body_text
    assert "Amina Rashid" in message.body_text
    assert "Captions" not in message.body_text + message.body_html
    link = PersonalLink.objects.get()
    assert (link.about, link.expires_at) == (made.ref, ENDS)
    assert LineManager.objects.get().state == LineManager.State.NAMED


def test_the_time_to_answer_never_goes_past_the_start(
    course: Course, regional: Area, learner: User, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    event = make_event(course, regional, starts_at=now + timedelta(hours=30))
    made = enrol(learner, event, EnrolmentRequest(manager_email=BOSS), actor=learner, now=now)
    assert made.held_until == event.starts_at


@pytest.mark.guard("a course with approval needs a manager")
def test_a_course_with_approval_needs_a_manager(
    open_event: Event, learner: User, now: datetime
) -> None:
    Course.objects.update(manager_approval=True)
    with refused("manager_needed"):
        enrol(learner, open_event, actor=learner, now=now)
    assert not Enrolment.objects.exists()


@pytest.mark.guard("nobody is their own manager")
@pytest.mark.parametrize(
    "email", ["AMINA@learner.example", "amina+boss@learner.example", "home@mail.example"]
)
def test_nobody_is_their_own_manager_under_any_of_their_addresses(
    open_event: Event, learner: User, now: datetime, email: str
) -> None:
    EmailAddress.objects.create(user=learner, email="home@mail.example", verified=True)
    with refused("own_manager"):
        enrol(learner, open_event, EnrolmentRequest(manager_email=email), actor=learner, now=now)
    open_event.refresh_from_db()
    assert open_event.places_taken == Enrolment.objects.count() == 0


@pytest.mark.guard("the third absence needs the office")
@pytest.mark.parametrize(
    ("absent", "changes", "awaits"),
    [
        (3, {}, True),
        (2, {}, False),
        (3, {ASKS_AFTER_NO_SHOWS.key: False}, False),
        (1, {NO_SHOWS.key: 1}, True),
    ],
)
def test_who_missed_too_many_dates_needs_the_office(
    open_event: Event,
    learner: User,
    lead: User,
    regional: Area,
    now: datetime,
    absent: int,
    changes: dict[str, int],
    awaits: bool,
) -> None:
    missed(learner, regional, *[now - timedelta(days=30 * n) for n in range(1, absent + 1)])
    set_options(changes, actor=lead, now=now)
    made = enrol(learner, open_event, actor=learner, now=now)
    assert (made.status == Status.AWAITING_APPROVAL) is made.needs_office is awaits
    assert not made.needs_manager


@pytest.mark.guard(
    "absences count for some months", where="training/enrolments/queries/approval.py"
)
def test_dates_missed_long_ago_do_not_count(
    open_event: Event, learner: User, regional: Area, now: datetime
) -> None:
    missed(learner, regional, now - timedelta(days=366), now - timedelta(days=30), now)
    assert enrol(learner, open_event, actor=learner, now=now).status == Status.CONFIRMED


# Answering


def test_a_yes_makes_the_place_firm_and_pressing_twice_is_success_twice(
    asked: Enrolment, now: datetime
) -> None:
    for _ in range(2):
        row = say(True, asked, now)
        assert (row.status, row.needs_manager, row.held_until) == ("confirmed", False, None)
    assert Message.objects.filter(kind="enrolments/enrolment_confirmed").count() == 1
    entry = ModelLogEntry.objects.get(action="upstander.approve_enrolment")
    assert (entry.user_id, entry.data) == (None, {"by": "manager"})
    assert LineManager.objects.get().state == LineManager.State.CONFIRMED


@pytest.mark.guard("a manager's or the office's no")
def test_a_no_gives_the_place_to_the_next(
    asked: Enrolment, waiting: Enrolment, now: datetime
) -> None:
    for _ in range(2):
        assert say(False, asked, now).status == Status.DECLINED
    waiting.refresh_from_db()
    asked.event.refresh_from_db()
    assert (waiting.status, asked.event.places_taken) == (Status.OFFERED, 1)
    assert "Your manager declined" in last_message("approval_declined").body_text


def test_two_managers_the_second_hears_that_it_is_over(asked: Enrolment, now: datetime) -> None:
    say(False, asked, now)
    with refused("approval_over"):
        say(True, asked, now)


@pytest.mark.guard("an approval past its time")
@pytest.mark.parametrize("yes", [True, False])
def test_an_answer_past_its_time_ends_the_place_and_passes_it_on(
    asked: Enrolment, waiting: Enrolment, now: datetime, yes: bool
) -> None:
    Enrolment.objects.filter(pk=asked.pk).update(held_until=now)  # its last moment is gone
    assert say(yes, asked, now).status == Status.EXPIRED
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert last_message("manager_expired").to == BOSS


@pytest.mark.guard("nobody approves their own place")
def test_nobody_approves_their_own_place(asked: Enrolment, learner: User, now: datetime) -> None:
    for yes in (True, False):
        with refused("own_approval"):
            say(yes, asked, now, who=learner)


@pytest.mark.guard("the manager's yes is not the office's")
def test_both_must_say_yes_where_both_are_needed(
    asked: Enrolment, coordinator: User, now: datetime
) -> None:
    Enrolment.objects.update(needs_office=True)
    row = say(True, asked, now)
    assert (row.status, row.needs_office) == (Status.AWAITING_APPROVAL, True)
    assert say(True, asked, now).status == Status.AWAITING_APPROVAL
    assert say(True, asked, now, "office", coordinator).status == Status.CONFIRMED


def test_the_office_may_stand_in_for_the_manager(
    asked: Enrolment, coordinator: User, now: datetime
) -> None:
    assert say(True, asked, now, "office", coordinator).status == Status.CONFIRMED
    assert LineManager.objects.get().state == LineManager.State.NAMED


@pytest.mark.guard("an ended place is not approved")
def test_an_ended_place_is_not_approved(asked: Enrolment, learner: User, now: datetime) -> None:
    cancel_enrolment(asked, actor=learner, now=now)
    for yes in (True, False):
        with refused("approval_over"):
            say(yes, asked, now)
    assert last_message("manager_cancelled").to == BOSS


def test_the_worker_ends_what_nobody_approved_and_nothing_before(
    asked: Enrolment, waiting: Enrolment
) -> None:
    early = ENDS - timedelta(seconds=1)
    assert not approvals_expired(early).exists()
    assert expire_approval(asked, early).status == Status.AWAITING_APPROVAL
    Enrolment.objects.filter(pk=asked.pk).update(held_until=asked.created_at)
    assert list(approvals_expired(ENDS)) == [asked]
    for _ in range(2):
        assert expire_approval(asked, ENDS).status == Status.EXPIRED
    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert last_message("approval_expired").to == asked.person.email


# A manager is told even when nobody asks for a yes


def test_a_manager_who_is_told_may_decline_a_firm_place(
    open_event: Event, learner: User, now: datetime
) -> None:
    made = enrol(learner, open_event, EnrolmentRequest(manager_email=BOSS), actor=learner, now=now)
    assert made.status == Status.CONFIRMED
    message = last_message("manager_told")
    assert (message.to, message.not_after) == (BOSS, ENDS)
    assert personal_links.opens(PersonalLink.objects.get(), ENDS - timedelta(seconds=1))
    assert say(False, made, now).status == Status.DECLINED
    open_event.refresh_from_db()
    assert open_event.places_taken == 0
    declined = last_message("approval_declined")
    assert (declined.calendar_method, "out of your calendar" in declined.body_text) == (
        "CANCEL", True,
    )  # fmt: skip


def test_the_office_does_not_decline_a_firm_place(
    open_event: Event, learner: User, coordinator: User, now: datetime
) -> None:
    made = enrol(learner, open_event, actor=learner, now=now)
    with refused("approval_over", match="can only be cancelled"):
        say(False, made, now, "office", coordinator)


def test_a_manager_hears_that_the_office_said_no(
    asked: Enrolment, coordinator: User, now: datetime
) -> None:
    say(False, asked, now, "office", coordinator)
    message = last_message("manager_cancelled")
    assert message.to == BOSS
    assert "The training team did not agree." in message.body_text
    say(False, asked, now)
    assert Message.objects.filter(kind="enrolments/manager_cancelled").count() == 1


def test_a_late_cancellation_by_the_office_keeps_its_reason_and_tells_both(
    open_event: Event, learner: User, coordinator: User, now: datetime
) -> None:
    made = enrol(learner, open_event, EnrolmentRequest(manager_email=BOSS), actor=learner, now=now)
    late = open_event.starts_at - timedelta(hours=20)
    row = cancel_enrolment(made, actor=coordinator, now=late, reason="Phoned in ill")
    assert row.status == Status.CANCELLED_LATE
    entry = ModelLogEntry.objects.get(action="upstander.cancel_enrolment")
    assert (entry.user, entry.data["reason"]) == (coordinator, "Phoned in ill")
    told = Message.objects.filter(kind__endswith="_cancelled").values_list("to", flat=True)
    assert set(told) == {learner.email, BOSS}
