"""Over every job there is: what was acted on is not due any more.

A job whose act changes nothing while its row stays due is acted on each time the worker asks, for
ever, and nothing else shows it. A new job needs a row here that it finds.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, ModelLogEntry, Revision

from accounts.models import SignInHold, User
from bookings.evaluation.actions.evaluation import answer_evaluation
from bookings.evaluation.models import Evaluation, Question
from bookings.evaluation.queries.evaluation import KEPT
from bookings.visits.models import Booking
from cms.queries.page import REVISIONS_KEPT
from core.jobs.job import Job, jobs
from core.models import Message
from tests.cast import NOW, make_person
from tests.factories.certificates import CertificateFactory
from tests.factories.cms import make_home, make_standard_page
from tests.factories.evaluation import QuestionFactory, answers_to, came
from tests.factories.registers import closed_register, give, make_session, make_visit, put_on
from tests.factories.training import EnrolmentFactory, EventFactory
from tests.factories.venues import VenueFactory
from tests.sign_in import TOTP_SECRET
from training.enrolments.models import Enrolment, Interest
from training.events.models import Event, Session

Status, Outcome = Enrolment.Status, Enrolment.Outcome
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
Cast = Callable[[str], Any]


def upcoming(cast: Cast, away: timedelta = 20 * DAY, **values: Any) -> Event:
    """An open event so far ahead."""
    return EventFactory(
        area=cast("regional"), course=cast("course"), starts_at=NOW + away, **values
    )


def place(cast: Cast, event: Event, **values: Any) -> Enrolment:
    """The learner's place on it, counted where it holds one."""
    row = EnrolmentFactory(event=event, person=cast("learner"), **values)
    if row.status in Enrolment.HOLDING:
        Event.objects.filter(pk=event.pk).update(places_taken=1)
    return row


def past(cast: Cast, outcome: str, **values: Any) -> Enrolment:
    """Yesterday's date with a closed register, and what became of the learner there."""
    session = make_session(cast("course"), cast("regional"), starts_at=NOW - DAY)
    closed_register(session, cast("regional"))
    (row,) = put_on(session, cast("learner"))
    Enrolment.objects.filter(pk=row.pk).update(outcome=outcome, **values)
    row.refresh_from_db()
    return row


# One function for each job: a row that is due at NOW.


def access_needs_over(cast: Cast) -> None:
    past(cast, Outcome.ATTENDED, access_needs="A ramp")
    Event.objects.update(starts_at=NOW - 40 * DAY, ends_at=NOW - 39 * DAY)


def approvals_over(cast: Cast) -> None:
    place(cast, upcoming(cast), status=Status.AWAITING_APPROVAL, held_until=NOW)


def assignments_called_off(cast: Cast) -> None:
    visit = make_visit(cast("workshop"), cast("school"), cast("booker"), starts_at=NOW + 20 * DAY)
    give(visit, cast("facilitator"))
    Session.objects.update(state=Session.State.CANCELLED)


def assignments_called_off_late(cast: Cast) -> None:
    assignments_called_off(cast)
    Session.objects.update(starts_at=NOW - 40 * DAY, ends_at=NOW - 39 * DAY)


def certificates_corrected(cast: Cast) -> None:
    CertificateFactory(enrolment=past(cast, Outcome.ABSENT, papers_due=True))


def certificates_due(cast: Cast) -> None:
    past(cast, Outcome.ATTENDED, papers_due=True)


def certificates_forgotten(cast: Cast) -> None:
    past(cast, Outcome.ATTENDED)


def contact_phones_over(cast: Cast) -> None:
    make_visit(cast("workshop"), cast("school"), cast("booker"), starts_at=NOW - 40 * DAY)
    assert Booking.objects.exclude(contact_phone="").exists()


def drafts_old(cast: Cast) -> None:
    page = make_standard_page(make_home())
    first, _ = page.save_revision(), page.save_revision()
    Revision.objects.filter(pk=first.pk).update(created_at=NOW - REVISIONS_KEPT - MINUTE)


def evaluation_due(cast: Cast) -> None:
    QuestionFactory()
    came(cast("course"), cast("regional"), cast("learner"))


def evaluation_forgotten(cast: Cast) -> None:
    evaluation_due(cast)
    Enrolment.objects.update(feedback_due=False)


def evaluation_texts_due(cast: Cast) -> None:
    question = QuestionFactory(kind=Question.Kind.TEXT)
    (row,) = came(cast("course"), cast("regional"), cast("learner"))
    answer_evaluation(row, answers_to(question), actor=None, now=NOW)
    Evaluation.objects.update(answered_at=NOW - KEPT - MINUTE)


def interest_due(cast: Cast) -> None:
    Interest.objects.create(
        person=cast("learner"), course=cast("course"), created_at=NOW - 30 * DAY
    )
    upcoming(cast)


def joining_sent(cast: Cast) -> None:
    place(cast, upcoming(cast, 20 * HOUR, join_link="https://meet.example.org/1"))


def no_shows_told(cast: Cast) -> None:
    past(cast, Outcome.ABSENT)


def offers_expired(cast: Cast) -> None:
    place(cast, upcoming(cast), status=Status.OFFERED, held_until=NOW)


def outcomes_due(cast: Cast) -> None:
    """A register that was closed an hour before the end of its session, which has ended since."""
    session = make_session(cast("course"), cast("regional"), starts_at=NOW - 2 * HOUR)
    closed_register(session, cast("regional"), outcomes_due_at=session.ends_at)


def pages_expire(cast: Cast) -> None:
    make_standard_page(make_home(), expire_at=NOW)


def pages_go_live(cast: Cast) -> None:
    page = make_standard_page(make_home(), live=False)
    page.go_live_at = NOW - MINUTE
    revision = page.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=NOW - MINUTE)


def picture_sizes(cast: Cast) -> None:
    Image.objects.create(title="Square", file=get_test_image_file(size=(60, 40)))


def places_not_kept(cast: Cast) -> None:
    place(cast, upcoming(cast), reconfirm_by=NOW)


def places_offered(cast: Cast) -> None:
    place(cast, upcoming(cast), status=Status.WAITING)


def reminders_sent(cast: Cast) -> None:
    place(cast, upcoming(cast, 14 * DAY))


def school_venues_follow(cast: Cast) -> None:
    school = cast("school")
    VenueFactory(name="Another name", area=school.area, organisation=school)


def sign_ins_held(cast: Cast) -> None:
    SignInHold.objects.create(user=cast("learner"), digest="a", held_at=NOW)


def sign_ins_held_over(cast: Cast) -> None:
    SignInHold.objects.create(digest="a", held_at=NOW - 3 * DAY)


def second_factors_to_encrypt(cast: Cast) -> None:
    Authenticator.objects.create(user=cast("learner"), type="totp", data={"secret": TOTP_SECRET})


def waiting_over(cast: Cast) -> None:
    place(cast, upcoming(cast, -MINUTE), status=Status.WAITING)


DUE: dict[str, Callable[[Cast], None]] = {
    made.__name__.replace("_", "-"): made
    for made in (
        *(access_needs_over, approvals_over, assignments_called_off, assignments_called_off_late),
        *(certificates_corrected, evaluation_forgotten),
        *(certificates_due, certificates_forgotten, contact_phones_over, drafts_old),
        *(evaluation_due, evaluation_texts_due, interest_due, joining_sent, no_shows_told),
        *(offers_expired, outcomes_due, pages_expire, pages_go_live, picture_sizes),
        *(places_not_kept, places_offered, reminders_sent, school_venues_follow),
        *(second_factors_to_encrypt, sign_ins_held, sign_ins_held_over, waiting_over),
    )
}


@pytest.fixture
def cast(request: pytest.FixtureRequest) -> Cast:
    """People and things of the cast, by name, once they are asked for."""
    return request.getfixturevalue


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path, db: None) -> None:
    """Somewhere to put pictures, and what Wagtail's migrations make."""
    settings.MEDIA_ROOT = tmp_path
    if not Collection.objects.exists():
        Collection.add_root(name="Root")


def test_every_job_has_a_row_here() -> None:
    assert sorted(job.name for job in jobs) == sorted(DUE)


@pytest.mark.guard("what a job acted on is not due any more", where="core/jobs/job.py")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", sorted(DUE))
def test_what_was_acted_on_is_not_due_any_more(name: str, cast: Cast, now: datetime) -> None:
    DUE[name](cast)

    assert still_due(jobs[name], now) == bool(jobs[name].stays_due)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("name", sorted(DUE))
def test_a_row_that_another_worker_acted_on_meanwhile_is_left(
    name: str, cast: Cast, now: datetime
) -> None:
    DUE[name](cast)
    (row,) = jobs[name].due(now)
    jobs[name].act(row, now)
    written = [*Message.objects.order_by("pk"), *ModelLogEntry.objects.order_by("pk")]

    jobs[name].act(row, now)

    assert [*Message.objects.order_by("pk"), *ModelLogEntry.objects.order_by("pk")] == written


def test_a_job_that_changes_nothing_is_found(db: None, now: datetime) -> None:
    make_person("amina@learner.example", "Amina Rashid")
    idle = Job("idle", due=lambda at: User.objects.all(), act=lambda row, at: None, every=HOUR)

    assert still_due(idle, now)


def still_due(job: Job, now: datetime) -> bool:
    """Whether the one row of a job is due again after the act."""
    (row,) = job.due(now)
    job.act(row, now)
    return job.due(now).filter(pk=row.pk).exists()
