"""`manage.py demo` and `manage.py prepare`."""

import json
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from core import clock
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _at_the_fixed_time(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def test_demo_prints_its_accounts_as_json() -> None:
    out = StringIO()
    call_command("demo", "--json", "--size", "small", stdout=out)
    rows = json.loads(out.getvalue())
    assert len(rows) == 16
    assert all(
        set(row) - {"area"} == {"role", "email", "password", "totp_secret", "organisation"}
        for row in rows
    )
    assert User.objects.filter(email__in=[row["email"] for row in rows]).count() == 16


def test_demo_prints_its_accounts_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.management.commands.demo.load", lambda *_, **__: None)
    out = StringIO()
    call_command("demo", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0].split() == ["role", "email", "password", "totp_secret", "organisation"]
    assert len(lines) == 18


@pytest.mark.parametrize("number", ["-1", "20001"])
def test_demo_refuses_numbers_of_people_it_cannot_make(number: str) -> None:
    with pytest.raises(CommandError, match="from 0 to 20,000"):
        call_command("demo", f"--people={number}")
    assert not Event.objects.exists()


def test_demo_refuses_outside_a_demonstration(settings: pytest.FixtureRequest) -> None:
    settings.DEMO = settings.DEBUG = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demo")
    assert not User.objects.exists()


def test_prepare_leaves_the_accounts_in_a_file(
    settings: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR = tmp_path / "var"  # type: ignore[attr-defined]
    monkeypatch.setattr("config.management.commands.prepare.call_command", lambda *_, **__: None)
    loaded: list[datetime] = []
    monkeypatch.setattr("config.management.commands.prepare.load", loaded.append)
    out = StringIO()
    call_command("prepare", stdout=out)
    assert len(loaded) == 1
    written = (tmp_path / "var" / "demo-accounts.txt").read_text()
    assert written == out.getvalue()
    assert "priya@vrp.example" in written


def test_prepare_only_migrates_where_there_is_no_demonstration(
    settings: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    settings.DEMO = False  # type: ignore[attr-defined]
    monkeypatch.setattr(
        "config.management.commands.prepare.call_command", lambda name, **_: asked.append(name)
    )
    call_command("prepare", stdout=StringIO())
    assert asked == ["migrate"]
    assert not User.objects.exists()
