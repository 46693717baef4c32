"""Over all message types: no two can make one key, and what is due goes by the key of its mail."""

import ast
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.db.models import QuerySet

from accounts.models import Area, User
from bookings.evaluation.emails.evaluation import EVALUATION_ASKED
from bookings.evaluation.queries.evaluation import evaluations_due
from bookings.registers.queries.no_show import no_shows_due
from core.mail.message_keys import BETWEEN, dedupe_key
from core.mail.message_types import MessageType, message_types
from core.models import Message
from tests.architecture import trees
from tests.cast import NOW
from tests.factories.evaluation import QuestionFactory, came
from tests.factories.registers import closed_register, make_session, put_on
from tests.factories.training import EnrolmentFactory, EventFactory
from training.courses.models import Course
from training.enrolments.emails.reminder import JOINING, NO_SHOW, REMINDER
from training.enrolments.models import Enrolment
from training.enrolments.queries.reminder import joining_due, reminders_due

ROOT = Path(__file__).resolve().parents[2]
DueQuery = Callable[[datetime], QuerySet[Enrolment]]
KEYS: list[tuple[MessageType, DueQuery, Callable[[Enrolment], tuple[object, ...]]]] = [
    (REMINDER, reminders_due, lambda place: (place.ref, 14, place.event)),
    (JOINING, joining_due, lambda place: (place.ref, place.event)),
    (NO_SHOW, no_shows_due, lambda place: (place.ref,)),
    (EVALUATION_ASKED, evaluations_due, lambda place: (place.ref,)),
]


@pytest.fixture
def places(course: Course, regional: Area, learner: User, stranger: User) -> list[Enrolment]:
    """One that each of the queries finds: a fortnight ahead, tomorrow, missed, attended."""
    QuestionFactory()
    ahead = [
        EnrolmentFactory(
            event=EventFactory(
                area=regional,
                course=course,
                starts_at=NOW + away,
                join_link="https://meet.example/1",
            ),
            person=learner,
        )
        for away in (timedelta(days=14), timedelta(hours=20))
    ]
    session = make_session(course, regional, starts_at=NOW - timedelta(days=1))
    closed_register(session, regional)
    (missed,) = put_on(session, learner)
    Enrolment.objects.filter(pk=missed.pk).update(outcome=Enrolment.Outcome.ABSENT)
    return [*ahead, missed, *came(course, regional, stranger)]


@pytest.mark.guard("what was written is not due", where="core/mail/message_keys.py")
@pytest.mark.django_db
def test_what_was_written_is_not_due(places: list[Enrolment], now: datetime) -> None:
    for message_type, due, about in KEYS:
        (place,) = due(now)
        key = dedupe_key(message_type.name, message_type.key(*about(place)))
        Message.objects.create(dedupe_key=key, created_at=now, due_at=now)

        assert not due(now).exists(), message_type.name


def test_no_two_types_can_make_the_same_key() -> None:
    names = [one.name for one in message_types]

    # A key begins with the name of its type, and a name has no mark that a key is parted by.
    assert len(set(names)) == len(names) > 30
    assert not [name for name in names if BETWEEN in name]
    assert dedupe_key("a/b", ("c", 1)) == "a/b:c:1"


def test_nobody_writes_a_key_by_hand() -> None:
    assert hand_made_keys(ROOT) == []


def test_a_key_made_by_hand_is_found(tmp_path: Path) -> None:
    emails = tmp_path / "training" / "enrolments" / "emails"
    emails.mkdir(parents=True)
    (emails / "offer.py").write_text('Message(dedupe_key=f"offer:{ref}")\n', encoding="utf-8")
    (emails / "due.py").write_text('rows.filter(dedupe_key__startswith="a")\n', encoding="utf-8")

    assert hand_made_keys(tmp_path) == [
        "training/enrolments/emails/due.py:1",
        "training/enrolments/emails/offer.py:1",
    ]


def hand_made_keys(root: Path) -> list[str]:
    """Where the apps say what a key is, instead of asking the message type."""
    return [
        f"{name}:{call.lineno}"
        for name, tree in trees(root)
        if not name.startswith("site/core/")
        for call in ast.walk(tree)
        if isinstance(call, ast.keyword) and (call.arg or "").startswith("dedupe_key")
    ]
