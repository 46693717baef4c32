"""Two accounts of one person are made one."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.account.utils import filter_users_by_email
from django.db.models import Model

from accounts.actions.person import named_person
from accounts.models import Area, FeedToken, LineManager, Membership, Organisation, User
from bookings.registers.actions.register import close_register
from bookings.registers.models import Attendance
from bookings.registers.queries.sheet import person_cell
from bookings.rota.models import Facilitator
from core.changes.invariants import RULES
from core.changes.locks import Held, lock_resources
from core.models import Message
from people.actions import merge
from people.actions.merge import merge_people
from tests.cast import NOW, join, make_event, make_person
from tests.factories.certificates import CertificateFactory
from tests.factories.registers import STARTED, mark, record
from tests.refusals import refused
from training.courses.models import Course
from training.enrolments.models import Enrolment, Interest
from training.events.models import Event, Session

pytestmark = pytest.mark.django_db
Status, Outcome = Enrolment.Status, Enrolment.Outcome


@pytest.fixture
def keep(learner: User) -> User:
    EmailAddress.objects.create(user=learner, email=learner.email, primary=True, verified=True)
    return learner


@pytest.fixture
def drop(db: None) -> User:
    person = make_person("a.rashid@work.example", "A Rashid")
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def on(event: Event, person: User, status: str = Status.CONFIRMED, **more: object) -> Enrolment:
    """A place that counts and was told of."""
    if status == Status.WAITING:
        more.setdefault("waitlisted_at", NOW)
    row = Enrolment.objects.create(
        event=event, person=person, status=status, created_at=NOW, changed_at=NOW, **more
    )
    Message.objects.create(
        dedupe_key=row.ref, kind="a/b", about=row.ref, created_at=NOW, due_at=NOW
    )
    held = event.enrolments.filter(status__in=Enrolment.HOLDING).count()
    Event.objects.filter(pk=event.pk).update(places_taken=held)
    return row


def broken() -> list[str]:
    """Rules that do not hold now."""
    return [rule.name for rule in RULES if list(rule.offenders(NOW))]


def test_everything_of_one_goes_to_the_other(
    keep: User, drop: User, open_event: Event, school: Organisation, coordinator: User
) -> None:
    over = {"starts_at": NOW - timedelta(days=2), "ends_at": NOW - timedelta(days=1)}
    Event.objects.update(**over)
    Session.objects.update(**over)
    row = on(open_event, drop, outcome=Outcome.ATTENDED)
    session = open_event.sessions.get()
    record(session, coordinator, mark(person_cell(row), Attendance.Value.PRESENT))
    close_register(session, actor=coordinator, now=NOW)
    paper = CertificateFactory.create(enrolment=row)
    join(drop, school, Membership.Role.BOOKER)
    Interest.objects.create(course=open_event.course, person=drop, created_at=NOW)
    LineManager.objects.create(person=drop, email="boss@work.example", named_at=NOW)

    merge_people(keep, drop, actor=coordinator, now=NOW)

    row.refresh_from_db()
    paper.refresh_from_db()
    assert row.person == paper.enrolment.person == keep
    assert keep.memberships.get().role == Membership.Role.BOOKER
    assert keep.interests.count() == keep.managers.count() == 1
    assert broken() == []


def test_the_other_account_is_closed_and_both_addresses_are_the_ones(
    keep: User, drop: User, coordinator: User
) -> None:
    stamp = drop.session_stamp

    merge_people(keep, drop, actor=coordinator, now=NOW)

    drop.refresh_from_db()
    assert not drop.is_active
    assert drop.session_stamp > stamp
    assert not drop.has_usable_password()
    assert drop.email.endswith("@merged.invalid")
    assert set(EmailAddress.objects.values_list("user", "email", "primary")) == {
        (keep.pk, keep.email, True),
        (keep.pk, "a.rashid@work.example", False),
    }
    assert filter_users_by_email("a.rashid@work.example", is_active=True) == [keep]
    assert named_person("A Rashid", "A.Rashid@work.example") == keep


@pytest.mark.parametrize(
    ("own", "other", "stays_own"),
    [
        (Status.CONFIRMED, Status.CONFIRMED, True),
        (Status.CONFIRMED, Status.WAITING, True),
        (Status.WAITING, Status.CONFIRMED, False),
    ],
)
def test_of_two_places_on_one_event_the_better_one_stays(
    keep: User,
    drop: User,
    open_event: Event,
    coordinator: User,
    own: str,
    other: str,
    stays_own: bool,
) -> None:
    rows = on(open_event, keep, own), on(open_event, drop, other)

    merge_people(keep, drop, actor=coordinator, now=NOW)

    for row in rows:
        row.refresh_from_db()
    stays, ends = rows if stays_own else rows[::-1]
    assert (stays.person, stays.status) == (keep, Status.CONFIRMED)
    assert (ends.person, ends.status) == (keep, Status.CANCELLED)
    assert broken() == []


def test_who_queued_longer_stays_in_the_queue(
    keep: User, drop: User, open_event: Event, coordinator: User
) -> None:
    Event.objects.update(capacity=0)
    on(open_event, keep, Status.WAITING)
    earlier = on(open_event, drop, Status.WAITING, waitlisted_at=NOW - timedelta(days=1))

    merge_people(keep, drop, actor=coordinator, now=NOW)

    assert Enrolment.objects.get(status=Status.WAITING) == earlier


@pytest.mark.guard("accounts merged")
def test_a_place_that_comes_free_goes_to_who_waits(
    keep: User, drop: User, open_event: Event, coordinator: User, stranger: User
) -> None:
    Event.objects.update(capacity=2)
    on(open_event, keep)
    on(open_event, drop)
    waiting = on(open_event, stranger, Status.WAITING)

    merge_people(keep, drop, actor=coordinator, now=NOW)

    waiting.refresh_from_db()
    assert waiting.status == Status.OFFERED
    assert broken() == []


@pytest.mark.guard(
    "merge: one person was not there twice", where="training/enrolments/actions/merge.py"
)
def test_one_person_cannot_have_been_there_twice(
    keep: User, drop: User, course: Course, birmingham: Area, coordinator: User
) -> None:
    event = make_event(course, birmingham, starts_at=STARTED)
    on(event, keep, outcome=Outcome.ATTENDED)
    absent = on(event, drop, outcome=Outcome.PART)

    with refused("both_came", match=course.title):
        merge_people(keep, drop, actor=coordinator, now=NOW)
    Enrolment.objects.filter(pk=absent.pk).update(outcome=Outcome.ABSENT)
    merge_people(keep, drop, actor=coordinator, now=NOW)

    absent.refresh_from_db()
    assert (absent.status, absent.outcome) == (Status.CANCELLED, Outcome.NONE_YET)
    assert keep.enrolments.get(status=Status.CONFIRMED).outcome == Outcome.ATTENDED


def test_ties_both_have_are_kept_once_and_the_stronger(
    keep: User, drop: User, school: Organisation, coordinator: User
) -> None:
    join(keep, school, Membership.Role.MEMBER)
    join(drop, school, Membership.Role.MANAGER)
    for person in (keep, drop):
        LineManager.objects.create(person=person, email="boss@work.example", named_at=NOW)
        FeedToken.objects.create(user=person, digest=str(person.pk) * 9, created_at=NOW)
    LineManager.objects.create(person=keep, email="a.rashid+b@work.example", named_at=NOW)

    merge_people(keep, drop, actor=coordinator, now=NOW)

    active = keep.memberships.get(state=Membership.State.ACTIVE)
    assert active.role == Membership.Role.MANAGER
    assert [row.email for row in keep.managers.exclude(state="ended")] == ["boss@work.example"]
    assert keep.feed_tokens.filter(revoked_at=None).count() == 1
    assert broken() == []


def test_a_colleague_who_was_the_same_person_breaks_nothing(
    keep: User, drop: User, open_event: Event, coordinator: User
) -> None:
    old = on(open_event, keep, Status.SUBSTITUTED)
    on(open_event, drop, replaces=old)

    merge_people(keep, drop, actor=coordinator, now=NOW)

    assert broken() == []


@pytest.mark.guard("merge: nobody of the team", where="people/queries/merge.py")
def test_nobody_of_the_team_is_merged(keep: User, coordinator: User, lead: User) -> None:
    facilitator = make_person("f@work.example", "F")
    Facilitator.objects.create(user=facilitator)
    for one in (lead, facilitator):
        for pair in ((keep, one), (one, keep)):
            with refused("not_merged", match="of the team"):
                merge_people(*pair, actor=coordinator, now=NOW)
    assert User.objects.filter(is_active=False).count() == 0


def test_nobody_is_merged_with_themselves_or_twice(
    keep: User, drop: User, coordinator: User
) -> None:
    with refused("not_merged", match="same account"):
        merge_people(keep, keep, actor=coordinator, now=NOW)
    merge_people(keep, drop, actor=coordinator, now=NOW)
    with refused("not_merged", match="closed"):
        merge_people(keep, drop, actor=coordinator, now=NOW)


@pytest.mark.guard("merge: looked at again under the lock")
def test_accounts_are_looked_at_again_once_they_are_locked(
    keep: User, drop: User, open_event: Event, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait_and_lock(*rows: Model) -> Held:
        on(open_event, drop)  # takes a place while the locks are waited for
        return lock_resources(*rows)

    with monkeypatch.context() as patch:
        patch.setattr(merge, "lock_resources", wait_and_lock)
        with refused("not_merged", match="has just changed"):
            merge_people(keep, drop, actor=coordinator, now=NOW)

    User.objects.filter(pk=drop.pk).update(is_active=False)  # not as `drop` has it
    with refused("not_merged", match="closed"):
        merge_people(keep, drop, actor=coordinator, now=NOW)
