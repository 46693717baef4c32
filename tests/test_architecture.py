"""The rules of this project hold, and each one has been seen to find a breach."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.log_actions import registry

from core import policy
from tests import architecture
from tests.architecture import ROOT_APPS, RULES, SITE_APPS, Rule
from tests.processes import ROOT

LONG_FUNCTION = "def long():\n" + "    x = 1\n" * 39


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rules(rule: Rule) -> None:
    assert rule(ROOT) == []


BREACHES = {
    "site_is_no_package": ("site/__init__.py", ""),
    "no_names_of_the_standard_library": ("site/platform/__init__.py", ""),
    "nothing_is_loose": ("training/events/dates.py", ""),
    "only_actions_write": ("training/views/event.py", "Event.objects.create(capacity=1)\n"),
    "only_become_writes_a_state": (
        "training/events/actions/event.py",
        "event.status = Event.Status.SCHEDULED\n",
    ),
    "sets_of_states_stand_on_the_model": (
        "site/reports/queries/queue.py",
        "OPEN = (Event.Status.HELD, Event.Status.SCHEDULED)\n",
    ),
    "what_decides_is_read_behind_the_lock": (
        "bookings/rota/actions/event_move.py",
        "def move(event):\n    held = lock_resources(event, *event.sessions.order_by('pk'))\n",
    ),
    "audit_takes_only_log_actions": ("site/core/audit.py", "from wagtail.models import Page\n"),
    "cms_never_acts": ("site/cms/blocks.py", "from reports import actions\n"),
    "only_the_clock_reads_the_clock": ("bookings/jobs.py", "moment = timezone.now()\n"),
    "files_are_short": ("training/queries/event.py", "x = 1\n" * 400),
    "functions_are_short": ("training/queries/event.py", LONG_FUNCTION),
    "files_have_honest_names": ("bookings/utils.py", ""),
    "includes_say_only": ("templates/a.html", '{% include "components/b.html" with c=c %}'),
    "templates_obey_the_policy": ("templates/a.html", "<script>alert(1)</script>"),
    "templates_show_no_row_numbers": ("templates/a.html", '{% url "a:b" event.pk %}'),
    "nothing_is_left_for_later": ("templates/a.html", "<p>Coming soon</p>"),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_finds_a_breach(rule: Rule, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert rule(tmp_path) == []
    name, text = BREACHES[rule.__name__]
    planted = tmp_path / name
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(text)
    assert len(rule(tmp_path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        '<p style="color: red">',
        "<style>p { color: red }</style>",
        '<button onclick="go()">',
        '<a href="javascript:go()">',
        '<script type="module">go()</script>',
    ],
)
def test_every_kind_of_inline_code_is_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "a.html").write_text(text)
    assert architecture.templates_obey_the_policy(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "row.status, row.since = Status.LEFT, now",
        "Session.objects.filter(event=event).update(state=Session.State.CANCELLED)",
        "Enrolment.objects.bulk_update(rows, ['status', 'changed_at'])",
        "setattr(row, 'state', State.LEFT)",
    ],
)
def test_every_way_past_the_table_of_moves_is_found(text: str, tmp_path: Path) -> None:
    (tmp_path / "training").mkdir()
    (tmp_path / "training" / "actions.py").write_text(text)
    assert len(architecture.only_become_writes_a_state(tmp_path)) == 1


@pytest.mark.parametrize(
    "before",
    [
        "rows = list(event.sessions.order_by('pk'))",
        "rows = Session.objects.filter(event=event)",
        "rows = sessions_of(event)",
        "rows = _parts(event)",
        "if sessions_of(event):\n        raise Refusal",
    ],
)
def test_every_reading_that_decides_before_a_lock_is_found(before: str, tmp_path: Path) -> None:
    (tmp_path / "training" / "actions").mkdir(parents=True)
    (tmp_path / "training" / "actions" / "event.py").write_text(
        "from training.events.queries.event import sessions_of\n"
        "def _parts(event):\n    return sessions_of(event)\n"
        f"def move(event):\n    {before}\n    held = lock_resources(event)\n    act(rows)\n"
    )
    assert architecture.what_decides_is_read_behind_the_lock(tmp_path) != []


@pytest.mark.parametrize(
    "text",
    [
        "held = lock_resources(event, then=lambda held: sessions_of(held[event]))",
        "held = lock_resources(event)\n    rows = sessions_of(held[event])",
        "_refuse(event)\n    held = lock_resources(event)\n    _refuse(held[event])",
    ],
)
def test_a_reading_behind_the_lock_is_let_through(text: str, tmp_path: Path) -> None:
    (tmp_path / "training" / "actions").mkdir(parents=True)
    (tmp_path / "training" / "actions" / "event.py").write_text(
        "from training.events.queries.event import sessions_of\n"
        "def _refuse(event):\n    return sessions_of(event)\n"
        f"def move(event):\n    {text}\n"
    )
    assert architecture.what_decides_is_read_behind_the_lock(tmp_path) == []


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (architecture.only_actions_write, "training/actions/enrolment.py", "row.save()"),
        (architecture.only_actions_write, "reports/x.py", "values.update(a=1)"),
        (architecture.only_become_writes_a_state, "training/actions.py", "row.become(Status.OPEN)"),
        (architecture.only_become_writes_a_state, "site/config/demo/a.py", "row.status = 'open'"),
        (architecture.sets_of_states_stand_on_the_model, "training/actions.py", "{Status.OPEN}"),
        (
            architecture.sets_of_states_stand_on_the_model,
            "training/events/models/event.py",
            "GOES_AHEAD = (Status.HELD, Status.SCHEDULED)",
        ),
        (architecture.templates_obey_the_policy, "templates/a.html", '<script src="/a.js">'),
        (architecture.templates_obey_the_policy, "templates/emails/a.html", '<p style="a: b">'),
        (architecture.templates_show_no_row_numbers, "templates/a.html", "{{ event.ref }}"),
        (architecture.includes_say_only, "templates/a.html", '{% include "b.html" only %}'),
    ],
)
def test_what_is_allowed_is_let_through(rule: Rule, name: str, text: str, tmp_path: Path) -> None:
    allowed = tmp_path / name
    allowed.parent.mkdir(parents=True)
    allowed.write_text(text)
    assert rule(tmp_path) == []


# What is written to the audit log.


def unregistered(root: Path) -> list[str]:
    """Audit names that no register_log_actions hook knows: they would take the change down."""
    return [
        f"{address} records {name}"
        for name, address in architecture.audit_names(root).items()
        if not registry.action_exists(f"upstander.{name}")
    ]


def test_every_audit_name_is_registered() -> None:
    assert architecture.audit_names(ROOT)
    assert unregistered(ROOT) == []


def test_an_unregistered_audit_name_is_found(tmp_path: Path) -> None:
    (tmp_path / "training").mkdir()
    (tmp_path / "training" / "actions.py").write_text('audit.record(row, "vanish", now=now)\n')

    assert unregistered(tmp_path) == ["training/actions.py:1 records vanish"]


# The contracts between apps and between rooms.


COMMAND = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with pyproject.toml's contracts on a tree."""
    return subprocess.run(
        [sys.executable, "-c", COMMAND, "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": f"{root / 'site'}{os.pathsep}{root}"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_contracts_between_apps_and_rooms_hold() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


PLANTED_IMPORTS = {
    "Apps form one chain": ("site/core/web/planted.py", "import training.events.models"),
    "Rooms of an app": (
        "training/events/models/planted.py",
        "import training.events.queries.event",
    ),
    "Rooms of the CMS": ("site/cms/blocks/planted.py", "import cms.models"),
    "Rooms of core": ("site/core/models/planted.py", "import core.mail.outbox"),
    "Presenters ask no query": (
        "training/enrolments/presenters/planted.py",
        "import training.events.queries.event",
    ),
    "Rules are pure": ("training/events/rules/planted.py", "import training.courses.models"),
    "Wagtail stays in the CMS": ("training/events/queries/planted.py", "import wagtail.models"),
    "The two ends only read": (
        "site/cms/queries/planted.py",
        "import training.events.actions.event",
    ),
}


def test_each_contract_finds_a_breach(tmp_path: Path) -> None:
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "site", tmp_path / "site", ignore=skip)
    for app in ROOT_APPS:
        shutil.copytree(ROOT / app, tmp_path / app, ignore=skip)
    for name, line in PLANTED_IMPORTS.values():
        (tmp_path / name).write_text(f"{line}\n")
    done = lint_imports(tmp_path)
    broken = [line for line in done.stdout.splitlines() if "BROKEN" in line]
    assert done.returncode == 1
    for contract in PLANTED_IMPORTS:
        assert any(contract in line for line in broken), (contract, done.stdout, done.stderr)


# Who may use which view.

# Doors of other packages that lead nowhere here: default deny answers 403, and that is meant.
CLOSED = {
    "/cms/test404/",  # Wagtail's sample of an error page
    "/_util/login/",  # Wagtail's sign-in: ours is the only one
}


def views(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every address of the site with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        address = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        else:
            yield from views(entry, address)


def without_policy(found: Iterator[tuple[str, Any]]) -> list[str]:
    """Addresses whose view names no policy of its own (ours) or of its package (others')."""
    declared = policy.POLICIES
    ours = (*SITE_APPS, *ROOT_APPS)
    bad = []
    for address, view in found:
        own = getattr(view, "policy", None)
        name = own if view.__module__.split(".")[0] in ours else policy.policy_name(view)
        if name not in declared and f"/{address}" not in CLOSED:
            bad.append(f"/{address} names {name}")
    return bad


def test_every_view_names_a_policy() -> None:
    assert without_policy(views()) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", sorted(CLOSED))
def test_a_closed_door_stays_closed(client: Client, address: str) -> None:
    assert client.get(address).status_code == 403


def test_a_view_without_a_policy_is_found() -> None:
    def forgotten(request: object) -> None: ...

    forgotten.__module__ = "training.events.views.event"

    assert without_policy(iter([("dates/", forgotten)])) == ["/dates/ names None"]
