"""Taking a place and giving it back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from accounts.models import Area, Organisation, User
from core.models import Message
from tests.cast import make_event
from tests.factories.training import EnrolmentFactory, EventFactory, SessionFactory
from tests.refusals import refused
from tests.training.calendars import entries_of, last_message, method_of
from training.courses.models import Clearance, Course
from training.enrolments.actions.enrolment import cancel_enrolment, enrol, forget_access_needs
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment import access_needs_due
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = pytest.mark.django_db
Status = Enrolment.Status


def take_place(person: User, event: Event, now: datetime, **answers: object) -> Enrolment:
    request = EnrolmentRequest(**answers)  # type: ignore[arg-type]
    return enrol(person, event, request, actor=person, now=now)


def assert_untouched(event: Event) -> None:
    """Nothing came of a refusal: no row, no message, no entry, no place."""
    before = event.places_taken
    event.refresh_from_db()
    assert event.places_taken == before
    assert not Enrolment.objects.exists()
    assert not Message.objects.exists()
    assert not ModelLogEntry.objects.filter(action__startswith="upstander.enrol").exists()


# Taking a place


def test_enrol_gives_a_place(
    open_event: Event, learner: User, walsall: Area, now: datetime
) -> None:
    made = take_place(
        learner,
        open_event,
        now,
        area=walsall,
        manager_email="boss@work.example",
        access_needs="Captions",
    )
    made.refresh_from_db()
    open_event.refresh_from_db()
    assert (made.status, made.outcome) == (Status.CONFIRMED, "")
    assert (made.area, made.organisation) == (walsall, None)
    assert (made.manager_email, made.access_needs) == ("boss@work.example", "Captions")
    assert made.created_at == made.changed_at == now
    assert open_event.places_taken == 1


def test_enrol_takes_the_area_of_the_organisation_when_none_is_said(
    open_event: Event, member: User, school: Organisation, now: datetime
) -> None:
    made = take_place(member, open_event, now, organisation=school)
    assert made.organisation == school
    assert made.area_id == school.area_id


def test_enrol_is_noted_without_a_name(open_event: Event, learner: User, now: datetime) -> None:
    made = take_place(learner, open_event, now)
    entry = ModelLogEntry.objects.get(action="upstander.enrol")
    assert (entry.label, entry.user_id, entry.timestamp) == (made.ref, learner.pk, now)


def test_enrol_sends_an_invitation(open_event: Event, learner: User, now: datetime) -> None:
    made = take_place(learner, open_event, now, access_needs="Captions")
    message = last_message("enrolment_confirmed")
    assert (message.to, message.calendar_method) == (learner.email, "REQUEST")
    assert method_of(message.calendar) == "REQUEST"
    assert message.subject == "Your place: Preventing violence against women and girls"
    assert f"/my/places/{made.ref}/" in message.body_text
    assert "Thursday 3 December 2026, 9:30am to 12:30pm" in message.body_text
    assert "by the end of Tuesday 1 December 2026" in message.body_text
    assert message.not_after == open_event.ends_at
    (entry,) = entries_of(message.calendar)
    assert (entry["SEQUENCE"], entry["STATUS"]) == (0, "CONFIRMED")
    assert entry["UID"] == made.uid_for(open_event.sessions.get())
    assert entry["ATTENDEE"] == f"mailto:{learner.email}"  # the receiver, and nobody else


def test_the_invitation_keeps_the_link_to_join_and_the_needs_to_itself(
    open_event: Event, learner: User, now: datetime
) -> None:
    Event.objects.update(join_link="https://meet.example/secret")
    take_place(learner, open_event, now, access_needs="Captions")
    message = last_message("enrolment_confirmed")
    for text in (message.calendar, message.body_text, message.body_html):
        assert "meet.example" not in text
        assert "Captions" not in text
    assert "24 hours before" in message.body_text


def test_an_event_of_two_parts_makes_two_entries_across_the_change_of_clocks(
    course: Course, regional: Area, learner: User, now: datetime
) -> None:
    day_1 = datetime(2026, 10, 22, 8, 30, tzinfo=UTC)  # 9:30 in summer time
    day_2 = datetime(2026, 10, 29, 9, 30, tzinfo=UTC)  # 9:30 again, after 25 October
    event = EventFactory(
        course=course, area=regional, starts_at=day_1, ends_at=day_2 + timedelta(hours=3),
        with_session=False,
    )  # fmt: skip
    for number, starts_at in enumerate((day_1, day_2), start=1):
        SessionFactory(
            event=event, number=number, starts_at=starts_at, ends_at=starts_at + timedelta(hours=3)
        )
    take_place(learner, event, datetime(2026, 10, 1, tzinfo=UTC))
    entries = entries_of(last_message("enrolment_confirmed").calendar)
    assert [entry["DTSTART"].dt.strftime("%H:%M") for entry in entries] == ["09:30", "09:30"]
    assert {entry["DTSTART"].params["TZID"] for entry in entries} == {"Europe/London"}
    assert len({entry["UID"] for entry in entries}) == 2
    assert str(entries[1]["SUMMARY"]).endswith(", part 2 of 2")


# Every way in which a place cannot be had


@pytest.mark.guard("a full date")
def test_enrol_refuses_a_full_event(open_event: Event, learner: User, now: datetime) -> None:
    Event.objects.update(capacity=1, places_taken=1)
    open_event.refresh_from_db()
    with refused("event_full", match=r"no later date is open yet\..* waiting list"):
        take_place(learner, open_event, now)
    assert_untouched(open_event)


def test_enrol_refuses_an_event_that_filled_up_since_it_was_read(
    open_event: Event, learner: User, now: datetime
) -> None:
    Event.objects.update(capacity=1, places_taken=1)
    with refused("event_full", match="All places"):
        take_place(learner, open_event, now)


def test_a_full_event_names_the_next_date_with_places(
    open_event: Event, learner: User, regional: Area, now: datetime
) -> None:
    later = datetime(2027, 1, 14, 9, 30, tzinfo=UTC)
    make_event(open_event.course, regional, starts_at=later - timedelta(days=1), capacity=0)
    make_event(open_event.course, regional, starts_at=later)
    EventFactory(area=regional, starts_at=later - timedelta(days=2))  # another course
    Event.objects.filter(pk=open_event.pk).update(places_taken=50)
    open_event.refresh_from_db()
    with refused("event_full", match="is Thursday 14 January 2027, 9:30am to 12:30pm"):
        take_place(learner, open_event, now)


@pytest.mark.guard("a second place")
def test_enrol_refuses_a_second_place(open_event: Event, learner: User, now: datetime) -> None:
    take_place(learner, open_event, now)
    with refused("already_enrolled"):
        take_place(learner, open_event, now)
    open_event.refresh_from_db()
    assert open_event.places_taken == Enrolment.objects.count() == Message.objects.count() == 1


def test_who_has_a_place_on_a_full_event_hears_that_not_that_it_is_full(
    open_event: Event, learner: User, now: datetime
) -> None:
    Event.objects.update(capacity=1)
    take_place(learner, open_event, now)
    with refused("already_enrolled"):
        take_place(learner, open_event, now)


@pytest.mark.guard("a cancelled, reserved or unpublished date")
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": Event.Status.CANCELLED}, "event_cancelled"),
        ({"status": Event.Status.DRAFT}, "event_not_open"),
        ({"status": Event.Status.HELD}, "event_not_open"),
        ({"entry": Event.Entry.RESERVED}, "event_reserved"),
    ],
)
@pytest.mark.parametrize("is_fresh", [True, False])
def test_enrol_refuses_what_is_not_open(
    open_event: Event,
    learner: User,
    now: datetime,
    change: dict[str, str],
    code: str,
    is_fresh: bool,
) -> None:
    Event.objects.update(**change)
    if is_fresh:
        open_event.refresh_from_db()
    with refused(code):
        take_place(learner, open_event, now)
    assert_untouched(open_event)


@pytest.mark.guard("a date that has begun")
def test_enrol_refuses_from_the_moment_of_the_start(open_event: Event, learner: User) -> None:
    with refused("event_started"):
        take_place(learner, open_event, open_event.starts_at)
    assert_untouched(open_event)
    assert take_place(learner, open_event, open_event.starts_at - timedelta(seconds=1))


@pytest.mark.guard("the gate of a course", where="training/enrolments/actions/eligibility.py")
def test_enrol_refuses_a_closed_gate(
    course: Course, open_event: Event, member: User, school: Organisation, now: datetime
) -> None:
    Course.objects.update(gate="passed the readiness check")
    with refused("course_gated", match="Choose the organisation"):
        take_place(member, open_event, now)
    with refused("course_gated", match="Canalside Academy"):
        take_place(member, open_event, now, organisation=school)
    assert_untouched(open_event)


@pytest.mark.parametrize(
    ("day", "opens"), [(date(2026, 11, 11), True), (date(2026, 11, 10), False)]
)
def test_a_clearance_opens_the_gate_until_its_day(
    course: Course,
    open_event: Event,
    member: User,
    school: Organisation,
    now: datetime,
    day: date,
    opens: bool,
) -> None:
    Course.objects.update(gate="passed the readiness check")
    Clearance.objects.create(course=course, organisation=school, until_date=day, reason="Ready")
    if opens:
        assert take_place(member, open_event, now, organisation=school)
        return
    with refused("course_gated"):
        take_place(member, open_event, now, organisation=school)


def test_a_clearance_of_another_organisation_opens_nothing(
    course: Course,
    open_event: Event,
    member: User,
    school: Organisation,
    other_school: Organisation,
    now: datetime,
) -> None:
    Course.objects.update(gate="passed the readiness check")
    Clearance.objects.create(
        course=course, organisation=other_school, until_date=date(2027, 8, 31), reason="Ready"
    )
    with refused("course_gated"):
        take_place(member, open_event, now, organisation=school)


@pytest.mark.guard(
    "constraint: one active place for a person and date",
    where="training/enrolments/models/enrolment.py",
)
def test_the_database_refuses_two_active_places_when_the_action_is_passed_by(
    open_event: Event, learner: User
) -> None:
    EnrolmentFactory(event=open_event, person=learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    EnrolmentFactory(event=open_event, person=learner, status=Status.CANCELLED)


# Giving it back


def test_cancel_frees_the_place_and_tells_the_calendar(
    open_event: Event, learner: User, now: datetime
) -> None:
    made = take_place(learner, open_event, now)
    later = now + timedelta(days=1)
    ended = cancel_enrolment(made, actor=learner, now=later, reason="ill")
    ended.refresh_from_db()
    open_event.refresh_from_db()
    assert (ended.status, ended.changed_at) == (Status.CANCELLED, later)
    assert open_event.places_taken == 0
    (before,) = entries_of(last_message("enrolment_confirmed").calendar)
    message = last_message("enrolment_cancelled")
    (after,) = entries_of(message.calendar)
    assert message.calendar_method == method_of(message.calendar) == "CANCEL"
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["STATUS"] == "CANCELLED"
    entry = ModelLogEntry.objects.get(action="upstander.cancel_enrolment")
    assert entry.data == {"status": "cancelled", "end": "cancelled", "reason": "ill"}


def test_cancel_twice_is_success_twice(open_event: Event, learner: User, now: datetime) -> None:
    made = take_place(learner, open_event, now)
    cancel_enrolment(made, actor=learner, now=now)
    again = cancel_enrolment(made, actor=learner, now=now)
    open_event.refresh_from_db()
    assert (again.status, again.calendar_sequence) == (Status.CANCELLED, 1)
    assert open_event.places_taken == 0
    assert Message.objects.filter(kind="enrolments/enrolment_cancelled").count() == 1


@pytest.mark.guard("cancel: late is recorded")
@pytest.mark.parametrize(
    ("moment", "status"),
    [
        (datetime(2026, 12, 1, 23, 59, tzinfo=UTC), Status.CANCELLED),
        (datetime(2026, 12, 2, 0, 0, tzinfo=UTC), Status.CANCELLED_LATE),
        (datetime(2026, 12, 3, 9, 29, tzinfo=UTC), Status.CANCELLED_LATE),
    ],
)
def test_cancel_is_late_after_the_last_day(
    open_event: Event, learner: User, now: datetime, moment: datetime, status: str
) -> None:
    made = take_place(learner, open_event, now)
    assert cancel_enrolment(made, actor=learner, now=moment).status == status
    open_event.refresh_from_db()
    assert open_event.places_taken == 0


@pytest.mark.guard("cancel: not once the date has begun")
def test_cancel_refuses_from_the_moment_of_the_start(
    open_event: Event, learner: User, now: datetime
) -> None:
    made = take_place(learner, open_event, now)
    with refused("event_started", match="can no longer be cancelled"):
        cancel_enrolment(made, actor=learner, now=open_event.starts_at)
    made.refresh_from_db()
    assert made.status == Status.CONFIRMED


@pytest.mark.guard("cancel: not what ended another way")
@pytest.mark.parametrize("status", [Status.MOVED, Status.SUBSTITUTED, Status.DECLINED])
def test_cancel_refuses_a_place_that_ended_another_way(
    open_event: Event, learner: User, now: datetime, status: str
) -> None:
    row = EnrolmentFactory(event=open_event, person=learner, status=status)
    with refused("enrolment_ended"):
        cancel_enrolment(row, actor=learner, now=now)


@pytest.mark.guard(
    "a place that ends is given back, and only if it was held",
    where="training/enrolments/actions/place_end.py",
)
def test_leaving_the_waiting_list_frees_no_place(
    open_event: Event, learner: User, now: datetime
) -> None:
    Event.objects.update(places_taken=50)
    row = EnrolmentFactory(event=open_event, person=learner, status=Status.WAITING)
    ended = cancel_enrolment(row, actor=learner, now=open_event.starts_at - timedelta(hours=1))
    open_event.refresh_from_db()
    assert (ended.status, open_event.places_taken) == (Status.CANCELLED, 50)


def test_who_cancelled_may_enrol_again(open_event: Event, learner: User, now: datetime) -> None:
    first = take_place(learner, open_event, now)
    cancel_enrolment(first, actor=learner, now=now)
    second = take_place(learner, open_event, now)
    open_event.refresh_from_db()
    assert second.ref != first.ref
    assert second.calendar_uid != first.calendar_uid
    assert open_event.places_taken == 1


def test_access_needs_are_forgotten_30_days_after_the_end(
    open_event: Event, learner: User, stranger: User
) -> None:
    row = EnrolmentFactory(event=open_event, person=learner, access_needs="Captions")
    EnrolmentFactory(event=open_event, person=stranger)
    over = open_event.ends_at + timedelta(days=30)
    assert not access_needs_due(over).exists()
    (due,) = access_needs_due(over + timedelta(seconds=1))
    forget_access_needs(due, over)
    row.refresh_from_db()
    assert row.access_needs == ""
    assert not access_needs_due(over + timedelta(seconds=1)).exists()
