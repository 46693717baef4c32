"""Questions that are planned for their own values, each time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import Option
from core.queries.plan import planned_anew

pytestmark = pytest.mark.django_db
OFTEN = 6


def ask(key: str) -> None:
    for _ in range(OFTEN):
        list(Option.objects.filter(key=key))


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [words for (words,) in cursor.fetchall() if "core_option" in words]


@pytest.mark.postgres
@pytest.mark.guard("no plan for any values misses an index", where="core/queries/plan.py")
def test_what_is_planned_anew_is_not_prepared() -> None:
    with planned_anew():
        ask("one")
    assert prepared() == []

    with pytest.raises(ZeroDivisionError), planned_anew():
        raise ZeroDivisionError
    ask("one")
    assert len(prepared()) == 1


@pytest.mark.sqlite
def test_elsewhere_it_changes_nothing() -> None:
    with CaptureQueriesContext(connection) as captured, planned_anew():
        ask("one")

    assert len(captured) == OFTEN
