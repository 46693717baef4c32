"""A message stands in one way, whether the row is asked or the database."""

from datetime import datetime
from typing import Any

import pytest

from core.models import Message, MessageState
from core.queries.message import STATES, in_state
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ({}, MessageState.WAITING),
        ({"lease_until": NOW, "attempts": 3}, MessageState.WAITING),
        ({"failed_reason": "OSError"}, MessageState.FAILED),
        ({"failed_reason": Message.TOO_LATE}, MessageState.TOO_LATE),
        ({"failed_reason": Message.NOT_NEEDED}, MessageState.NOT_NEEDED),
        ({"sent_at": NOW}, MessageState.SENT),
        ({"cancelled_at": NOW}, MessageState.CANCELLED),
        ({"cancelled_at": NOW, "failed_reason": "OSError"}, MessageState.CANCELLED),
    ],
)
def test_row_and_database_agree(values: dict[str, Any], state: MessageState, now: datetime) -> None:
    message = Message.objects.create(dedupe_key="a", created_at=now, due_at=now, **values)

    assert message.state == state
    assert [one for one in STATES if message in in_state(one)] == [state]
