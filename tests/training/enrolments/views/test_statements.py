"""Asking for a place is a handful of statements, and being refused fewer."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Area, User
from tests.cast import make_event
from tests.sign_in import StaffClient
from training.events.models import Event

pytestmark = pytest.mark.django_db
MOST, MOST_REFUSED = 20, 10
NOT_COUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ", "PRAGMA")


def statements(client: StaffClient, event: Event, area: Area, status: int) -> list[str]:
    """What one POST of the form asks of the database."""
    answers = {"area": area.code, "manager_email": "", "access_needs": "", "form_key": uuid4()}
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(f"/dates/{event.ref}/enrol/", answers)
    assert answer.status_code == status
    asked = [query["sql"] for query in queries.captured_queries]
    return [sql for sql in asked if not sql.startswith(NOT_COUNTED)]


def test_a_place_takes_few_statements(
    client: StaffClient, open_event: Event, learner: User, walsall: Area
) -> None:
    other = make_event(open_event.course, walsall, starts_at=open_event.ends_at)
    client.force_login(learner)
    statements(client, other, walsall, 302)  # what a process keeps is there

    found = statements(client, open_event, walsall, 302)

    assert len(found) <= MOST


def test_a_refusal_takes_fewer(
    client: StaffClient, open_event: Event, learner: User, walsall: Area
) -> None:
    Event.objects.filter(pk=open_event.pk).update(capacity=0)
    client.force_login(learner)
    statements(client, open_event, walsall, 409)

    found = statements(client, open_event, walsall, 409)

    assert len(found) <= MOST_REFUSED
