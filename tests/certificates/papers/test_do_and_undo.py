"""Each pair of do and undo ends where it began, or leaves a task of the office by name."""

from datetime import datetime, timedelta

import pytest

from accounts.actions.person import name_person
from accounts.models import User
from bookings.evaluation.actions.evaluation import answer_evaluation
from bookings.registers.actions.register import close_register, reopen_register
from bookings.registers.models import Attendance, Register
from bookings.registers.queries.sheet import person_cell
from certificates.papers.actions.certificate import (
    issue_by_hand,
    issue_certificate,
    revoke_certificate,
)
from certificates.papers.actions.pdf import make_paper
from certificates.papers.models import Certificate, Paper
from certificates.papers.queries.certificate import certificates_due, paper_tasks
from core.jobs import worker
from core.jobs.job import jobs
from core.models import Message
from people.actions.merge import merge_people
from tests.cast import make_person
from tests.factories.evaluation import QuestionFactory, answers_to
from tests.factories.registers import mark, put_on, record
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.models import Enrolment
from training.events.models import Event, Session

Value, RevokedWhy = Attendance.Value, Paper.RevokedWhy


def work(now: datetime) -> None:
    """A round of the worker over papers, twice: what one job leaves the other finds."""
    for _ in range(2):
        for name in ("certificates-due", "certificates-corrected", "certificates-forgotten"):
            for row in worker.due_rows(jobs[name], now):
                jobs[name].act(row, now)


def say(session: Session, place: Enrolment, value: str, actor: User, now: datetime) -> None:
    """Open the register again if need be, mark the person, close it."""
    if Register.objects.filter(session=session, state=Register.State.CLOSED).exists():
        reopen_register(session, reason="person", actor=actor, now=now)
    last = place.marks.order_by("-pk").values_list("uuid", flat=True).first()
    record(session, actor, mark(person_cell(place), value, last))
    close_register(session, actor=actor, now=now)


@pytest.fixture
def place(session: Session, learner: User, facilitator_user: User, now: datetime) -> Enrolment:
    """The learner's place on yesterday's session, attended, and the certificate given."""
    [row] = put_on(session, learner)
    say(session, row, Value.PRESENT, facilitator_user, now)
    work(now)
    assert papers() == [""]
    return row


def papers() -> list[str]:
    """Of every certificate in order, why it was withdrawn; empty for the valid one."""
    return list(Certificate.objects.order_by("pk").values_list("revoked_why", flat=True))


def test_absent_by_mistake_and_back_gives_another_by_itself(
    place: Enrolment, session: Session, facilitator_user: User, now: datetime
) -> None:
    say(session, place, Value.ABSENT, facilitator_user, now)
    work(now)
    assert papers() == [RevokedWhy.REGISTER_CORRECTED]

    say(session, place, Value.PRESENT, facilitator_user, now)
    work(now)

    assert papers() == [RevokedWhy.REGISTER_CORRECTED, ""]
    assert not paper_tasks(now).exists()
    assert Message.objects.filter(kind="papers/certificate_ready").count() == 2


def test_opened_and_closed_again_changes_nothing(
    place: Enrolment, session: Session, facilitator_user: User, now: datetime
) -> None:
    reopen_register(session, reason="early", actor=facilitator_user, now=now)
    work(now)
    close_register(session, actor=facilitator_user, now=now)
    work(now)

    assert papers() == [""]
    place.refresh_from_db()
    assert not place.papers_due


def test_absent_before_the_worker_came_leaves_nothing_due(
    session: Session, learner: User, facilitator_user: User, now: datetime
) -> None:
    [row] = put_on(session, learner)
    say(session, row, Value.PRESENT, facilitator_user, now)
    say(session, row, Value.ABSENT, facilitator_user, now)
    work(now)

    row.refresh_from_db()
    assert (papers(), row.papers_due) == ([], False)


def test_withdrawn_by_hand_is_a_task_and_not_followed_by_itself(
    place: Enrolment, session: Session, coordinator: User, facilitator_user: User, now: datetime
) -> None:
    revoke_certificate(
        Certificate.objects.get(), reason="issued in error", actor=coordinator, now=now
    )
    work(now)
    assert list(paper_tasks(now)) == [place]

    for value in (Value.ABSENT, Value.PRESENT):
        say(session, place, value, facilitator_user, now)
        work(now)
        assert paper_tasks(now).exists() is (value == Value.PRESENT)
    assert papers() == [RevokedWhy.BY_HAND]

    paper = make_paper(place, now)
    issue_by_hand(place, paper, reason="put right", actor=coordinator, now=now)
    work(now)
    assert papers() == [RevokedWhy.BY_HAND, ""]
    assert not paper_tasks(now).exists()


def test_one_issued_by_hand_comes_back_by_itself_too(
    place: Enrolment, session: Session, coordinator: User, facilitator_user: User, now: datetime
) -> None:
    """Also where the course waits for answers that the person cannot give."""
    Certificate.objects.all().delete()
    Course.objects.update(evaluation_needed=True)
    QuestionFactory()
    Enrolment.objects.update(papers_due=True)
    work(now)
    assert papers() == []
    issue_by_hand(place, make_paper(place, now), reason="x", actor=coordinator, now=now)

    for value in (Value.ABSENT, Value.PRESENT):
        say(session, place, value, facilitator_user, now)
        work(now)

    assert papers() == [RevokedWhy.REGISTER_CORRECTED, ""]


def test_a_place_that_ended_takes_its_certificate_along(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    """However it came to that: an ended place is no ground for a certificate."""
    place.refresh_from_db()
    Event.objects.update(places_taken=1)
    place.event.refresh_from_db()
    end_place_locked(place, PlaceEnd.MERGED, actor=coordinator, now=now, offers_later=True)
    work(now)

    assert papers() == [RevokedWhy.PLACE_ENDED]
    assert not paper_tasks(now).exists()


def test_of_merged_accounts_the_place_that_stays_has_its_certificate(
    place: Enrolment,
    session: Session,
    learner: User,
    coordinator: User,
    facilitator_user: User,
    now: datetime,
) -> None:
    other = make_person("a.rashid@work.example", "A Rashid")
    put_on(session, other)
    Event.objects.update(places_taken=2)
    reopen_register(session, reason="person", actor=facilitator_user, now=now)
    merge_people(other, learner, actor=coordinator, now=now)
    [stays] = Enrolment.objects.filter(status=Enrolment.Status.CONFIRMED)
    work(now)
    say_missing(session, stays, facilitator_user, now)
    work(now)

    [valid] = Certificate.objects.filter(status=Paper.Status.ISSUED)
    assert (valid.person, valid.place) == (other, stays)
    assert not paper_tasks(now).exists()


def say_missing(session: Session, place: Enrolment, actor: User, now: datetime) -> None:
    """Mark the person present where the register is silent, and close it."""
    record(session, actor, mark(person_cell(place), Value.PRESENT))
    close_register(session, actor=actor, now=now)


def test_who_has_no_name_is_a_task_until_there_is_one(
    session: Session, coordinator: User, facilitator_user: User, now: datetime
) -> None:
    nameless = make_person("nobody@learner.example", "")
    [row] = put_on(session, nameless)
    say(session, row, Value.PRESENT, facilitator_user, now)
    work(now)
    assert (papers(), list(paper_tasks(now))) == ([], [row])

    name_person(nameless, name="Noor Body", job_title="", actor=coordinator, now=now)
    work(now)

    assert papers() == [""]
    assert not paper_tasks(now).exists()


def test_nothing_is_due_before_the_end_of_the_date(
    session: Session, learner: User, now: datetime
) -> None:
    [row] = put_on(session, learner)
    Enrolment.objects.update(outcome=Enrolment.Outcome.ATTENDED, papers_due=True)
    Event.objects.update(ends_at=now + timedelta(minutes=1))
    work(now)
    row.refresh_from_db()
    assert (papers(), row.papers_due) == ([], True)

    work(now + timedelta(minutes=1))

    assert papers() == [""]


def test_a_course_that_asks_nothing_any_more_holds_nobody_back(
    session: Session, learner: User, facilitator_user: User, now: datetime
) -> None:
    Course.objects.update(evaluation_needed=True)
    question = QuestionFactory()
    [row] = put_on(session, learner)
    say(session, row, Value.PRESENT, facilitator_user, now)
    work(now)
    row.refresh_from_db()
    assert (papers(), row.papers_due) == ([], False)

    question.retired_at = now
    question.save(update_fields=["retired_at"])
    work(now)

    assert papers() == [""]


def test_answers_bring_it_without_a_look_at_every_place(
    session: Session, learner: User, facilitator_user: User, now: datetime
) -> None:
    Course.objects.update(evaluation_needed=True)
    question = QuestionFactory()
    [row] = put_on(session, learner)
    say(session, row, Value.PRESENT, facilitator_user, now)
    work(now)

    answer_evaluation(row, answers_to(question), actor=None, now=now)

    assert list(certificates_due(now)) == [row]


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Enrolment.Outcome.ABSENT, "do not say that this person attended"),
        (Enrolment.Outcome.ATTENDED, "valid certificate for this place already"),
    ],
)
def test_by_hand_is_refused_without_ground(
    place: Enrolment, coordinator: User, now: datetime, outcome: str, words: str
) -> None:
    paper = make_paper(place, now)
    Enrolment.objects.update(outcome=outcome)

    with refused("not_issued", match=words):
        issue_by_hand(place, paper, reason="put right", actor=coordinator, now=now)
    assert papers() == [""]


def test_by_hand_does_not_hold_up_the_worker(
    place: Enrolment, coordinator: User, now: datetime
) -> None:
    """What the worker had drawn meanwhile is not given out as a second one."""
    revoke_certificate(
        Certificate.objects.get(), reason="issued in error", actor=coordinator, now=now
    )
    drawn = make_paper(place, now)
    issue_by_hand(place, make_paper(place, now), reason="put right", actor=coordinator, now=now)

    with pytest.raises(Exception, match="No certificate is due"):
        issue_certificate(place, drawn, now=now)
