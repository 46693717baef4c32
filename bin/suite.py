"""`make test`, `check`, `lint` and those that measure: what is run, where, in which order."""

import os
import secrets
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import browser
import environment
from machine import ROOT, VAR, end_with_parent, say, stop, with_path

LOGS = VAR / "check"
NO_TESTS = 5  # pytest's exit code when a selection is empty
LEG_SECONDS = 2400
NEEDS_POSTGRES = "PostgreSQL (Debian: apt-get install postgresql)"
NEEDS_BROWSER = "a browser (Debian: apt-get install chromium)"
Step = tuple[str, list[str]]


def test() -> NoReturn:
    """Every test: on SQLite, then those for PostgreSQL alone; or all where DATABASE_URL says."""
    python, missing = prepare()
    if names_postgres():
        finish(call(pytest(python)))
    has_postgres = find_postgres(python)
    code = call(pytest(python, *(("-m", "not postgres") if has_postgres else ())))
    if has_postgres:
        say("\nThe tests that only PostgreSQL can prove, on a private cluster:")
        second = call(on_postgres(python, pytest(python, "-m", "postgres")))
        code = code or (0 if second == NO_TESTS else second)
    else:
        missing.append(NEEDS_POSTGRES)
    if missing:
        say(f"Some tests were skipped: they need {' and '.join(missing)}.")
    finish(code)


def check() -> NoReturn:
    """Everything that must hold before a change lands."""
    began = time.monotonic()
    python, missing = prepare()
    LOGS.mkdir(parents=True, exist_ok=True)
    has_postgres = names_postgres() or find_postgres(python)
    if not has_postgres and required("REQUIRE_POSTGRES"):
        stop(f"This needs {NEEDS_POSTGRES}.")
    if not run_steps([*fast_steps(python), *slow_steps(python)]):
        stop("make check: not everything holds, so the tests were not run.")
    code = run_legs(python, has_postgres=has_postgres)
    if not has_postgres:
        missing.append(NEEDS_POSTGRES)
    if missing:
        say(f"Some tests were not run: they need {' and '.join(missing)}.")
    verdict = "failed" if code else "all holds"
    say(f"make check: {verdict}, after {time.monotonic() - began:.0f} s.")
    finish(code)


def slowest() -> NoReturn:
    """What each room's tests cost on SQLite, and the dearest of them."""
    python, _ = prepare()
    finish(call(pytest(python, "-q", "-m", "not postgres", "--costs")))


def lint() -> NoReturn:
    """The fast half of check."""
    python = environment.ensure(environment.DEVELOPMENT)
    finish(0 if run_steps(fast_steps(python)) else 1)


def coverage() -> NoReturn:
    """The suite on SQLite with a count of the lines it runs: apart from check, as it takes half
    as long again."""
    python, _ = prepare()
    finish(call(pytest(python, "-m", "not postgres", "--cov")))


def evidence() -> NoReturn:
    """The proofs at full size, one engine after the other so that neither disturbs the other."""
    python, missing = prepare()
    if missing:
        stop(browser.HOW_TO_GET)
    if not find_postgres(python):
        stop(f"The proofs need {NEEDS_POSTGRES}.")
    os.environ.update(UPSTANDER_FULL="1", REQUIRE_POSTGRES="1", REQUIRE_BROWSER="1")
    command = pytest(python, "-m", "evidence")
    codes = [call(command), call(on_postgres(python, command))]
    finish(max(codes))


def prepare() -> tuple[Path, list[str]]:
    """The development tools and a browser. Returns the Python to use and what is missing."""
    python = environment.ensure(environment.DEVELOPMENT)
    if browser.ensure(python):
        return python, []
    if required("REQUIRE_BROWSER"):
        stop(browser.HOW_TO_GET)
    return python, [NEEDS_BROWSER]


def required(name: str) -> bool:
    """Whether going without is a failure here, as in CI."""
    return os.environ.get(name, "") == "1"


def names_postgres() -> bool:
    """Whether DATABASE_URL names a PostgreSQL to use."""
    return os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://"))


def find_postgres(python: Path) -> bool:
    """Whether a private cluster can be made from binaries on this machine."""
    return environment.quiet([str(python), "-m", "tests.postgres", "--find"]) == 0


def pytest(python: Path, *options: str) -> list[str]:
    """The test suite, or a selection of it."""
    return [str(python), "-m", "pytest", *options]


def on_postgres(python: Path, command: list[str]) -> list[str]:
    """The same command with DATABASE_URL naming a private cluster."""
    if names_postgres():
        return command
    return [str(python), "-m", "tests.postgres", "--", *command]


def call(command: list[str]) -> int:
    """Run a program in the root folder, its output straight to the terminal."""
    return subprocess.call(command, cwd=ROOT, env=with_path())


def finish(code: int) -> NoReturn:
    """End with this exit code, in silence."""
    sys.exit(code)


def fast_steps(python: Path) -> list[Step]:
    """What takes a second each."""
    tool = [str(python), "-m"]
    return [
        ("ruff format", [*tool, "ruff", "format", "--check", "."]),
        ("ruff check", [*tool, "ruff", "check", "."]),
        ("djlint", [*tool, "djlint", "--lint", "--check", "templates"]),
    ]


def slow_steps(python: Path) -> list[Step]:
    """What has to start Django."""
    manage = [str(python), "manage.py"]
    return [
        ("manage.py check", [*manage, "check", "--deploy", "--fail-level", "WARNING"]),
        ("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        ("mypy", [str(python), "-m", "mypy"]),
    ]


def run_steps(steps: list[Step]) -> bool:
    """Run the steps two at a time; print each one's output only when it failed."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        good = [report(*result) for result in pool.map(run_step, steps)]
    return all(good)


def run_step(step: Step) -> tuple[str, int, str, float]:
    """Run one step. Returns its name, exit code, output and seconds."""
    began = time.monotonic()
    name, command = step
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=settings_for_checking(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return name, done.returncode, done.stdout, time.monotonic() - began


def report(name: str, code: int, output: str, seconds: float) -> bool:
    """Print one step's line. Returns whether it holds."""
    say(f"{'FAILED' if code else 'ok':6} {name} ({seconds:.0f} s)")
    if code:
        say(output.rstrip())
    return code == 0


def settings_for_checking() -> dict[str, str]:
    """The settings a deployment would have: checks are about those, not about this machine's."""
    return with_path(
        {
            **os.environ,
            "SECRET_KEY": secrets.token_urlsafe(48),
            "BASE_URL": "https://upstander.example",
            "VAR_DIR": str(LOGS),
            "DEBUG": "0",
            "DEMO": "0",
            "DATABASE_URL": "",
        }
    )


def run_legs(python: Path, *, has_postgres: bool) -> int:
    """The suite on both engines side by side, one core each. Returns the first bad exit code."""
    # What is marked `either` or `once` is not about the database: each leg runs one of the two.
    chosen = "not postgres and not either" if has_postgres else "not postgres"
    legs = {"SQLite": pytest(python, *apart("sqlite"), "-m", chosen)}
    if has_postgres:
        chosen = "not sqlite and not once"
        command = pytest(python, *apart("postgres"), "-m", chosen)
        legs["PostgreSQL"] = on_postgres(python, command)
    say(f"Testing on {' and '.join(legs)}; the output follows when both are done.")
    running = {name: start_leg(name, command) for name, command in legs.items()}
    codes = [finish_leg(name, *leg) for name, leg in running.items()]
    for name in legs:
        say(f"\n=== {name} ===")
        say(log_of(name).read_text(encoding="utf-8", errors="replace").rstrip())
    return next((code for code in codes if code), 0)


def apart(name: str) -> list[str]:
    """What keeps two runs of pytest out of each other's way, and says what each paid for."""
    return ["-o", f"cache_dir=var/cache/pytest-{name}", "--color=no", "--costs"]


def log_of(name: str) -> Path:
    """Where the output of one leg is written."""
    return LOGS / f"{name.lower()}.log"


def start_leg(name: str, command: list[str]) -> tuple[subprocess.Popen[bytes], float]:
    """Start the suite on one engine in the background."""
    environ = with_path()
    if name == "SQLite":
        environ.pop("DATABASE_URL", None)
    with log_of(name).open("wb") as log:
        program = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509, the threads of the steps have ended
        )
    return program, time.monotonic()


def finish_leg(name: str, program: subprocess.Popen[bytes], began: float) -> int:
    """Wait for one leg; end it, with what it started, when it hangs or someone presses Ctrl-C."""
    try:
        code = program.wait(LEG_SECONDS)
    except (subprocess.TimeoutExpired, KeyboardInterrupt) as error:
        os.killpg(program.pid, signal.SIGTERM)
        program.wait()
        if isinstance(error, KeyboardInterrupt):
            stop("Stopped.")
        code = 1
    say(f"{'FAILED' if code else 'ok':6} {name} ({time.monotonic() - began:.0f} s)")
    return code
