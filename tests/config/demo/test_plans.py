"""What is asked of the database often reads no table that grows for years, on PostgreSQL.

The plans are PostgreSQL's own choice, with its usual settings, over what two hundred dates of
years left behind: some ten thousand places with their mail, log and certificates. That is enough
for it to prefer an index wherever there is one that serves.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from accounts.models import User
from config.benchmarks.growth_pages import PAGES
from config.demo.history import refresh_statistics
from config.demo.large import load_large
from config.demo.world import World
from core import clock
from core.jobs.job import jobs
from core.jobs.worker import due_rows
from core.mail.delivery import waiting
from core.models import Message, MessageState, PersonalLink
from core.queries.message import in_state
from tests.config.demo.conftest import NOW
from tests.sign_in import StaffClient
from training.enrolments.models import Enrolment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]
PAST, COMING, LINKS, FEW = 200, 40, 10_000, 5
OFTEN_ASKED = 12
MOST_BLOCKS = 150  # of 8 KB; the messages alone have some 4,000
HISTORY = {
    "core_message": "mail that went out",
    "wagtailcore_modellogentry": "the log",
    "enrolments_enrolment": "places",
    "papers_paper": "certificates",
    "registers_attendance": "who came",
    "registers_registermark": "marks of registers",
    "core_personallink": "links that were sent",
}
# What is asked once a day looks for what was forgotten, among everything.
OFTEN = sorted(job.name for job in jobs if job.every < timedelta(days=1))
LISTS = [
    path
    for path in (*PAGES["coordinator"], *PAGES["lead"], *PAGES["local_lead"])
    if "{" not in path or "q=" in path
]
Run = Callable[[], object]


@pytest.fixture(scope="module")
def years(demo: World, django_db_blocker: Any) -> World:
    """The demonstration with years behind it."""
    load_large(demo, past=PAST, coming=COMING)
    # A few of each are due, as on a usual day: what a question reads is as much as is due.
    for mark in ("papers_due", "feedback_due"):
        few = Enrolment.objects.filter(**{mark: True}).order_by("pk").values_list("pk", flat=True)
        Enrolment.objects.exclude(pk__in=list(few[:FEW])).update(**{mark: False})
    PersonalLink.objects.bulk_create(
        PersonalLink(
            purpose="earlier",
            about=str(row),
            digest=f"{row:064x}",
            created_at=NOW,
            expires_at=NOW + timedelta(days=1),
        )
        for row in range(LINKS)
    )
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or no index could be dropped
    refresh_statistics()
    return demo


@pytest.fixture(autouse=True)
def moment(years: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker and the screens ask as of the demonstration's day."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@dataclass
class Reading:
    """What the statements of something read: tables of history whole, and most blocks of one."""

    whole: set[str] = field(default_factory=set)
    blocks: int = 0


def reading(run: Run) -> Reading:
    asked: list[tuple[str, Any]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        run()
    found = Reading()
    for sql, params in asked:
        if sql.startswith("SELECT"):
            plan = plan_of(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}", params)
            found.whole |= set(whole_tables(plan)) & HISTORY.keys()
            read = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
            found.blocks = max(found.blocks, read)
    return found


def plan_of(sql: str, params: Any = None) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        (found,) = cursor.fetchone()
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return plan


def whole_tables(plan: dict[str, Any]) -> Iterator[str]:
    nodes = [plan]
    while nodes:
        node = nodes.pop()
        nodes += node.get("Plans", [])
        if node["Node Type"] == "Seq Scan":
            yield node["Relation Name"]


def scanned_for_any_values() -> set[str]:
    """The tables that a plan reads whole which PostgreSQL keeps for any values, of this session."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, cardinality(parameter_types) FROM pg_prepared_statements"
            " WHERE generic_plans > 0 AND statement LIKE 'SELECT%%'"
        )
        prepared = cursor.fetchall()
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        for name, number in prepared:
            values = ", ".join(["NULL"] * number)
            call = f'"{name}"' + f"({values})" * bool(number)
            found |= set(whole_tables(plan_of(f"EXPLAIN (FORMAT JSON) EXECUTE {call}")))
        cursor.execute("SET LOCAL plan_cache_mode = auto")
    return found & HISTORY.keys()


def ask(name: str) -> Run:
    return lambda: due_rows(jobs[name], NOW)


def show(path: str, email: str) -> Run:
    client = StaffClient()
    client.force_login(User.objects.get(email=email))
    return lambda: client.get(path.format(address="amina@learner.example", place="7k2"))


def show_messages_to_amina() -> None:
    show("/team/messages/?q={address}", "coordinator@vrp.example")()


def test_there_are_years_behind_it(years: World) -> None:
    assert Enrolment.objects.count() > PAST * 50
    assert Message.objects.count() > 2 * PAST * 50
    found = reading(lambda: list(Message.objects.filter(subject="nothing")))
    assert found.whole == {"core_message"}
    assert found.blocks > 4 * MOST_BLOCKS


@pytest.mark.guard("a due query reads no history", where="core/jobs/job.py")
@pytest.mark.parametrize("name", OFTEN)
def test_a_due_query_reads_no_history(name: str) -> None:
    found = reading(ask(name))
    assert (found.whole, found.blocks <= MOST_BLOCKS) == (set(), True)


def test_what_is_to_be_sent_is_found_among_what_is_not_sent() -> None:
    found = reading(lambda: waiting(NOW).first())
    assert (found.whole, found.blocks <= MOST_BLOCKS) == (set(), True)


@pytest.mark.parametrize("email", ["coordinator@vrp.example", "walsall@vrp.example"])
@pytest.mark.parametrize("path", sorted(set(LISTS)))
def test_a_list_of_the_office_reads_no_history(path: str, email: str) -> None:
    found = show(path, email)
    found()  # what is kept in the process is kept from now on
    assert reading(found).whole == set()


@pytest.mark.parametrize("path", sorted(set(LISTS)))
def test_a_list_that_was_asked_for_often_reads_no_history_either(path: str) -> None:
    """After five times PostgreSQL may plan for any values, and forget what an index is for."""
    found = show(path, "coordinator@vrp.example")
    for _ in range(OFTEN_ASKED):
        found()
    assert scanned_for_any_values() == set()


UNSENT = "message_failed_newest, message_unsent_newest, message_waiting"


@pytest.mark.parametrize(
    ("indexes", "run"),
    [
        ("message_recipient_part", show_messages_to_amina),
        (UNSENT, lambda: in_state(MessageState.FAILED).count()),
        (UNSENT, lambda: waiting(NOW).first()),
        ("enrolment_papers_due", ask("certificates-due")),
        ("enrolment_feedback_due", ask("evaluation-due")),
        ("enrolment_access_needs", ask("access-needs-over")),
        ("enrolment_reconfirms", ask("places-not-kept")),
    ],
)
def test_without_its_index_a_question_reads_history(indexes: str, run: Run) -> None:
    """Else these tests would not notice that one is missing."""
    assert not reading(run).whole
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"DROP INDEX {indexes}")
        found = reading(run)
        assert found.whole or found.blocks > MOST_BLOCKS
        transaction.set_rollback(True)
