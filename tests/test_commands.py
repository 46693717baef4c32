"""`make run` and its like: whatever is wrong with the machine, one line says so."""

import ast
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import apps

from tests.processes import ROOT, free_port

OLD_PYTHON = (3, 6)


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Iterator[object]:
    """Imports a file of bin/, which is on no path but its own."""
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    before = set(sys.modules)

    def by_name(name: str) -> ModuleType:
        return __import__(name)

    yield by_name
    for name in set(sys.modules) - before:
        del sys.modules[name]


def launch(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the Makefile."""
    return subprocess.run(
        [sys.executable, "bin/launcher.py", *arguments],
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def assert_one_line(done: subprocess.CompletedProcess[str], words: str) -> None:
    """One sentence, a failing exit code, and no traceback."""
    said = (done.stdout + done.stderr).strip()
    assert done.returncode == 1
    assert said.count("\n") == 0
    assert words in said


def test_make_alone_lists_the_commands() -> None:
    listed = subprocess.check_output(["make", "--no-print-directory"], cwd=ROOT, text=True)

    for command in (
        "run",
        "test",
        "check",
        "slowest",
        "coverage",
        "evidence",
        "assets",
        "lint",
        "format",
        "docs",
    ):
        assert f"make {command} " in listed


@pytest.mark.parametrize("port", ["eighty", "0", "-1", "65536", "8000.0", "٨٠٠٠"])
def test_run_refuses_a_port_that_is_none(port: str) -> None:
    assert_one_line(launch("run", PORT=port), "PORT must be a number from 1 to 65535")


def test_run_refuses_a_port_in_use() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])

        done = launch("run", PORT=port, HOST="127.0.0.1")

    assert_one_line(done, f"Cannot use port {port} on 127.0.0.1")


def test_run_refuses_a_folder_it_cannot_write_to(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    done = launch("run", VAR_DIR=str(tmp_path / "file" / "var"), PORT=str(free_port()))

    assert_one_line(done, "Cannot write to")


def test_run_refuses_a_full_disk(load, monkeypatch, tmp_path: Path) -> None:
    machine = load("machine")
    full = type("Usage", (), {"free": 3_000_000})()
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: full)

    with pytest.raises(SystemExit, match="Only 3 MB are free"):
        machine.make_var(tmp_path)


def test_an_unknown_command_is_named() -> None:
    assert_one_line(launch("fly"), "Name one command")


def test_the_first_file_parses_on_old_pythons() -> None:
    text = (ROOT / "bin" / "launcher.py").read_text()

    ast.parse(text, feature_version=OLD_PYTHON)


def test_an_old_python_gets_one_line(load, monkeypatch) -> None:
    first = load("launcher")
    monkeypatch.setattr(first, "OLDEST", (99, 0))

    with pytest.raises(SystemExit, match=r"Upstander needs Python 99\.0 or newer, and this is 3\."):
        first.main(["run"])


def test_without_any_way_to_a_virtualenv_the_package_is_named(load, monkeypatch, tmp_path) -> None:
    environment = load("environment")
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    monkeypatch.setattr(environment, "quiet", lambda *arguments: 1)
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)

    with pytest.raises(SystemExit, match="install the package python3-venv"):
        environment.create()


def test_a_failed_install_says_why_in_one_line(load, monkeypatch, tmp_path: Path) -> None:
    environment = load("environment")
    monkeypatch.setattr(environment, "INSTALL_LOG", tmp_path / "install.log")
    monkeypatch.setattr(environment, "VENV", tmp_path / "venv")
    failing = [sys.executable, "-c", "print('ERROR: No address'); raise SystemExit(1)"]
    monkeypatch.setattr(environment, "pip", lambda: failing)

    with pytest.raises(SystemExit, match=r"Could not install the Python packages \(No address\)"):
        environment.install("requirements.txt")


def test_the_secret_key_is_made_once_for_its_owner_alone(load, tmp_path: Path) -> None:
    serve = load("serve")

    key = serve.secret_key(tmp_path / "secret_key")

    assert len(key) >= 50
    assert serve.secret_key(tmp_path / "secret_key") == key
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_what_the_environment_names_is_kept(load, monkeypatch) -> None:
    serve = load("serve")
    monkeypatch.setattr(serve.os, "environ", {"BASE_URL": "https://vrp.example", "SECRET_KEY": "k"})

    serve.settle_environment(8001)

    assert serve.os.environ["BASE_URL"] == "https://vrp.example"
    assert serve.os.environ["SECRET_KEY"] == "k"
    assert serve.os.environ["DEMO"] == "0"  # a demonstration is for this machine only


def test_the_address_follows_the_port(load, monkeypatch) -> None:
    serve = load("serve")
    monkeypatch.setattr(serve.os, "environ", {"SECRET_KEY": "k"})

    serve.settle_environment(8001)

    assert serve.os.environ["BASE_URL"] == "http://127.0.0.1:8001"
    assert serve.os.environ["DEMO"] == "1"


def test_a_database_is_prepared_again_only_when_something_changed(
    load, monkeypatch, tmp_path: Path
) -> None:
    serve = load("serve")
    for name in ("PREPARED", "DATABASE"):
        monkeypatch.setattr(serve, name, tmp_path / name.lower())
    monkeypatch.delenv("DATABASE_URL", raising=False)
    wanted = serve.fingerprint()
    (tmp_path / "prepared").write_text(wanted)

    without_database = serve.is_prepared(wanted)
    (tmp_path / "database").touch()

    assert not without_database
    assert serve.is_prepared(wanted)
    assert not serve.is_prepared(wanted + "changed")


def test_every_migration_decides_what_a_prepared_database_is(load) -> None:
    serve = load("serve")
    decisive = {file for pattern in serve.SOURCES for file in ROOT.glob(pattern)}

    for app in apps.get_app_configs():
        if Path(app.path).is_relative_to(ROOT) and "var" not in Path(app.path).parts:
            assert decisive.issuperset(Path(app.path).glob("migrations/*.py")), app.name


def test_a_database_that_cannot_be_meant_is_refused_without_its_password() -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": "postgresql://me:secret@here:port/db"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert_one_line(done, "DATABASE_URL must name PostgreSQL or SQLite.")


def test_settings_in_a_file_give_way_to_the_environment(load, monkeypatch, tmp_path: Path) -> None:
    machine = load("machine")
    (tmp_path / ".env").write_text("# ours\nPORT=1\nMAIL_DOMAIN='vrp.example'\n")
    monkeypatch.setattr(machine, "ROOT", tmp_path)
    monkeypatch.setattr(machine.os, "environ", {"PORT": "2"})

    machine.read_settings_file()

    assert machine.os.environ == {"PORT": "2", "MAIL_DOMAIN": "vrp.example"}


def test_the_example_names_every_setting_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text()
    sources = [*(ROOT / "site/config/settings").glob("*.py"), ROOT / "site/config/env.py"]
    asked = {name for file in sources for name in names_asked_for(file.read_text())}
    server = {"HOST", "PORT", "WEB_CONCURRENCY", "WEB_THREADS", "WEB_LOG_LEVEL"}

    assert set(re.findall(r"^#([A-Z_]+)=", example, re.MULTILINE)) == asked | server


def names_asked_for(text: str) -> set[str]:
    """The variables that settings read through config.env, or that env reads by default."""
    called = re.findall(r"env\.(?:text|flag|whole_number)\(\s*\"([A-Z_]+)\"", text)
    by_default = re.findall(r"name: str = \"([A-Z_]+)\"", text)
    return {*called, *by_default}
