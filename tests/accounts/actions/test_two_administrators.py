"""Two administrators at the very same moment, each with a connection of its own."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from accounts.actions.staff_role import revoke_role
from accounts.models import StaffRole, User
from accounts.queries.staff_role import administrators
from core.errors import Refusal
from tests.cast import make_person

ROUNDS = 5
ADMINISTRATOR = StaffRole.Role.ADMINISTRATOR


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_revoke_each_other_leave_one(now: datetime) -> None:
    pair = [make_person(f"{name}@vrp.example", name, "administrator") for name in ("Ada", "Ben")]
    ready = threading.Barrier(2, timeout=20)
    refused: list[str] = []
    failures: list[BaseException] = []

    def revoke(person: User, actor: User) -> None:
        try:
            ready.wait()
            revoke_role(person, ADMINISTRATOR, actor=actor, now=now)
        except Refusal as refusal:
            refused.append(refusal.code)
        except BaseException as error:  # noqa: BLE001 - reported by the test itself
            failures.append(error)
        finally:
            connection.close()

    for number in range(1, ROUNDS + 1):
        threads = [
            threading.Thread(target=revoke, args=two) for two in (pair, list(reversed(pair)))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert failures == []
        assert administrators().count() == 1
        assert refused == ["last_administrator"] * number
        for person in pair:
            StaffRole.objects.get_or_create(
                user=person, role=ADMINISTRATOR, defaults={"granted_at": now}
            )
