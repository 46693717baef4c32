"""Which certificates are due, and what they say."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from accounts.models import Area, User
from bookings.evaluation.actions.evaluation import answer_evaluation
from bookings.registers.models import Attendance, Register
from bookings.rota.models import Assignment, Facilitator
from certificates.papers.actions.certificate import settle_certificate
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import (
    certificates_corrected,
    certificates_due,
    certificates_of,
    paper_tasks,
    snapshot_of,
)
from certificates.papers.queries.paper import paper_with_code, paper_with_number
from tests.attended import registers_say
from tests.factories.certificates import CertificateFactory, end_all
from tests.factories.evaluation import QuestionFactory, answers_to
from tests.factories.registers import add_session, closed_register, give
from tests.factories.venues import VenueFactory
from training.courses.actions.course import update_course
from training.courses.models import Course, CourseVersion
from training.enrolments.models import Enrolment
from training.events.models import Event, Session, Venue

Status, Outcome = Certificate.Status, Enrolment.Outcome


def test_who_attended_is_due(attended: Enrolment, now: datetime) -> None:
    assert list(certificates_due(now)) == [attended]


@pytest.mark.parametrize("outcome", [Outcome.NONE_YET, Outcome.PART, Outcome.ABSENT])
def test_who_did_not_attend_it_all_is_not_due(
    attended: Enrolment, outcome: str, now: datetime
) -> None:
    registers_say(outcome)
    assert not certificates_due(now).exists()


def test_other_kinds_of_course_give_none(attended: Enrolment, now: datetime) -> None:
    Course.objects.filter(pk=attended.event.course_id).update(kind=Course.Kind.PUPIL)
    assert not certificates_due(now).exists()


def test_where_the_course_says_so_it_waits_for_the_answers(
    attended: Enrolment, now: datetime
) -> None:
    Course.objects.filter(pk=attended.event.course_id).update(evaluation_needed=True)
    assert certificates_due(now).exists()  # there is nothing to answer

    question = QuestionFactory()
    assert not certificates_due(now).exists()

    answer_evaluation(attended, answers_to(question), actor=attended.person, now=now)
    assert list(certificates_due(now)) == [attended]


@pytest.mark.parametrize(
    ("status", "due"), [(Status.ISSUED, False), (Status.REVOKED, False), (Status.SUPERSEDED, True)]
)
def test_who_has_one_or_lost_it_is_not_due(
    certificate: Certificate, status: str, *, due: bool, now: datetime
) -> None:
    registers_say(Outcome.ATTENDED)
    end_all(status)
    assert certificates_due(now).exists() is due


@pytest.mark.parametrize("state", [Register.State.OPEN, Register.State.REOPENED])
def test_an_open_register_holds_it_back(attended: Enrolment, state: str, now: datetime) -> None:
    Register.objects.update(state=state)
    assert not certificates_due(now).exists()


def test_a_disputed_mark_holds_it_back(attended: Enrolment, now: datetime) -> None:
    Attendance.objects.update(is_disputed=True)
    assert not certificates_due(now).exists()


def test_a_person_without_a_name_waits_for_one(attended: Enrolment, now: datetime) -> None:
    User.objects.filter(pk=attended.person_id).update(name="")
    assert not certificates_due(now).exists()


def test_a_certificate_stands_while_its_register_says_attended(
    certificate: Certificate, now: datetime
) -> None:
    assert not certificates_corrected(now).exists()


@pytest.mark.parametrize("outcome", [Outcome.NONE_YET, Outcome.PART, Outcome.ABSENT])
def test_a_corrected_register_is_found(
    certificate: Certificate, outcome: str, now: datetime
) -> None:
    registers_say(outcome)
    assert list(certificates_corrected(now)) == [certificate.place]


def test_a_register_that_is_being_corrected_takes_nothing_away_yet(
    certificate: Certificate, now: datetime
) -> None:
    registers_say(Outcome.NONE_YET)
    Register.objects.update(state=Register.State.REOPENED)
    assert not certificates_corrected(now).exists()


def test_a_certificate_that_ended_leaves_only_the_work_row(
    certificate: Certificate, now: datetime
) -> None:
    registers_say(Outcome.ABSENT)
    end_all(Status.REVOKED)
    settle_certificate(certificate.place, now=now)
    assert not certificates_corrected(now).exists()


def test_a_snapshot_says_what_the_rows_say(attended: Enrolment) -> None:
    snapshot = snapshot_of(attended, number="UP-1", code="abc", issued_date=date(2026, 11, 11))
    assert snapshot.name == "Amina Rashid"
    assert snapshot.course_title == "Preventing violence against women and girls"
    assert snapshot.course_version == 1
    assert snapshot.dates == ("Tuesday 10 November 2026, 9am to midday",)
    assert snapshot.place == "Online"
    assert snapshot.cpd_hours == "2.75"
    assert snapshot.outcomes == ("Recognise signs of harmful behaviour and respond early.",)
    assert snapshot.facilitators == ("Priya Nandra",)
    assert snapshot.issuer == "West Midlands Violence Reduction Partnership"
    assert snapshot.refresh_date == date(2029, 11, 10)
    assert snapshot.verify_url.endswith("/verify/abc/")


def test_refreshing_counts_from_the_last_session_in_london(
    attended: Enrolment, session: Session, course: Course
) -> None:
    CourseVersion.objects.update(refresh_months=3)
    add_session(
        session, starts_at=datetime(2026, 11, 30, 21, 30, tzinfo=UTC)
    )  # ends after midnight
    attended.refresh_from_db()
    snapshot = snapshot_of(attended, number="UP-1", code="abc", issued_date=date(2026, 12, 1))
    assert len(snapshot.dates) == 2
    assert snapshot.refresh_date == date(2027, 3, 1)


def test_a_session_that_did_not_go_ahead_is_not_printed(
    attended: Enrolment, session: Session, regional: Area
) -> None:
    off = add_session(session, starts_at=datetime(2026, 11, 12, 9, 0, tzinfo=UTC))
    closed_register(off, regional, state=Register.State.NOT_DELIVERED)
    snapshot = snapshot_of(attended, number="UP-1", code="abc", issued_date=date(2026, 12, 1))
    assert snapshot.dates == ("Tuesday 10 November 2026, 9am to midday",)
    assert snapshot.refresh_date == date(2029, 11, 10)


def test_a_certificate_is_of_the_version_that_was_taught(
    attended: Enrolment, coordinator: User, now: datetime
) -> None:
    course = attended.event.course
    later = {"outcomes": ["Lead others."], "cpd_hours": Decimal(6), "refresh_months": 24}
    made = update_course(
        course,
        {**course.current_version.content, **later},
        seen=course.current_version.digest,
        is_confirmed=True,
        save=course.save,
        actor=coordinator,
        now=now,
    )
    assert (made.number, made.cpd_hours) == (2, Decimal(6))

    due = certificates_due(now).get(pk=attended.pk)
    snapshot = snapshot_of(due, number="UP-1", code="abc", issued_date=date(2026, 11, 11))

    assert (snapshot.course_version, snapshot.cpd_hours) == (1, "2.75")
    assert snapshot.outcomes == ("Recognise signs of harmful behaviour and respond early.",)
    assert snapshot.refresh_date == date(2029, 11, 10)


def test_whole_hours_are_printed_whole(attended: Enrolment) -> None:
    CourseVersion.objects.update(cpd_hours="10.00")
    attended.refresh_from_db()
    snapshot = snapshot_of(attended, number="UP-1", code="abc", issued_date=date(2026, 12, 1))
    assert snapshot.hours_words == "10 hours"


def test_facilitators_are_named_once_the_lead_first(
    attended: Enrolment, session: Session, other_facilitator: Facilitator
) -> None:
    Assignment.objects.update(role=Assignment.Role.SECOND)
    give(session, other_facilitator)
    again = add_session(session, starts_at=datetime(2026, 11, 12, 9, 0, tzinfo=UTC))
    give(again, other_facilitator)
    snapshot = snapshot_of(attended, number="UP-1", code="abc", issued_date=date(2026, 12, 1))
    assert snapshot.facilitators == ("Jordan Ellis", "Priya Nandra")

    User.objects.filter(facilitator=other_facilitator).update(name="")
    snapshot = snapshot_of(attended, number="UP-1", code="abc", issued_date=date(2026, 12, 1))
    assert snapshot.facilitators == ("Priya Nandra",)


def test_a_person_sees_their_own_latest_first(
    certificate: Certificate, learner: User, stranger: User
) -> None:
    Certificate.objects.update(status=Status.SUPERSEDED)
    newer = CertificateFactory.create(enrolment=certificate.enrolment, supersedes=certificate)
    assert list(certificates_of(learner)) == [newer, certificate]
    assert not certificates_of(stranger).exists()


def test_a_certificate_is_found_by_its_code_or_number_alone(certificate: Certificate) -> None:
    for found in (paper_with_code(certificate.code), paper_with_number(certificate.number)):
        assert found is not None
        assert found.pk == certificate.pk
    assert paper_with_code(certificate.number) is None
    assert paper_with_number("") is None


@pytest.mark.sqlite  # PostgreSQL plans by the size of tables
@pytest.mark.guard("what papers are due for is read by a partial index")
@pytest.mark.parametrize("due", [certificates_due, certificates_corrected])
def test_what_is_due_is_found_without_reading_every_place(
    due: Callable[[datetime], QuerySet[Enrolment]], now: datetime, db: None
) -> None:
    plan = due(now).explain()
    assert "enrolment_papers_due" in plan
    scans = re.findall(r"SCAN (?:enrolments_enrolment|[A-Z]\d+)(?! USING INDEX)\b.*", plan)
    assert scans == []


def test_what_a_certificate_says_of_the_place_is_frozen(attended: Enrolment) -> None:
    event = attended.event
    venue = VenueFactory(name="Council House", area=event.area)
    Event.objects.filter(pk=event.pk).update(mode=Course.Mode.IN_PERSON, venue=venue)
    attended = Enrolment.objects.get(pk=attended.pk)
    issued = CertificateFactory(enrolment=attended)
    words = "Council House, Victoria Square, Birmingham, B1 1BB"
    assert issued.snapshot["place"] == words
    Venue.objects.update(name="Renamed House")
    issued.refresh_from_db()
    assert issued.snapshot["place"] == words
    attended = Enrolment.objects.get(pk=attended.pk)
    later = snapshot_of(attended, number="UP-1", code="a" * 26, issued_date=date(2026, 12, 3))
    assert later.place.startswith("Renamed House, ")


def test_what_waits_for_the_office_is_looked_for_by_key(
    attended: Enrolment, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """The database reads as many places as wait, and not all of them to find those."""
    User.objects.filter(pk=attended.person_id).update(name="")
    with django_assert_num_queries(1):
        tasks = paper_tasks(now)
    assert f'"id" IN ({attended.pk})' in str(tasks.query)
    assert list(tasks) == [attended]
