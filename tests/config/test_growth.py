"""No page and no due query takes longer after years: measured in `make evidence`, on PostgreSQL."""

import json
from collections.abc import Callable

import pytest

from config.benchmarks import growth

ROUNDS = 3
# The first is Wagtail's own, which counts its whole log. The others show what is to come, and the
# large demonstration has 240 more dates in the year ahead.
MAY_GROW = {
    "administrator /cms/reports/site-history/",
    "visitor /dates.ics",
    "visitor /dates/?view=month",
}


@pytest.mark.evidence
@pytest.mark.postgres
@pytest.mark.full
def test_no_page_and_no_due_query_grows_with_the_years(record: Callable[..., None]) -> None:
    found = json.loads(growth.run(ROUNDS))

    record("growth", **found)
    assert set(found["grows"]) <= MAY_GROW
