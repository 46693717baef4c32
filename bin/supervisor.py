"""The two programs of one site: started together, watched, and stopped together."""

import http.client
import os
import signal
import subprocess
import threading
import time
from urllib.parse import urlsplit

import environment
from machine import ROOT, end_with_parent, say, with_path

READY_SECONDS = 120
STOP_SECONDS = 25


class Supervisor:
    """Starts the web server and the worker, and ends both when either ends."""

    def __init__(self, host: str, port: int) -> None:
        self.address = ("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port)  # noqa: S104
        self.programs: dict[str, subprocess.Popen[bytes]] = {}
        self.asked = threading.Event()
        self.signals = 0

    def run(self) -> int:
        """Start both, say when the site is ready, and stop both at the end."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.ask_to_stop)
        python = str(environment.PYTHON)
        try:
            self.start("web server", [python, "-m", "gunicorn"])
            self.start("worker", [python, "manage.py", "worker"])
            dead = self.wait_until_ready() or self.watch()
        finally:
            self.stop_all()
        if dead:
            code = self.programs[dead].returncode
            say(f"The {dead} stopped by itself (exit code {code}), so everything is stopped.")
            return 1
        say("Stopped.")
        return 0

    def start(self, name: str, command: list[str]) -> None:
        """Start one program in a group of its own, so that Ctrl-C reaches it only through us."""
        self.programs[name] = subprocess.Popen(
            command,
            cwd=ROOT,
            env=with_path(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509, no thread has been started yet
        )

    def ask_to_stop(self, *_: object) -> None:
        """Ctrl-C or a request to end; the second time, at once."""
        self.signals += 1
        self.asked.set()
        if self.signals > 1:
            for program in self.programs.values():
                if program.poll() is None:
                    program.kill()

    def wait_until_ready(self) -> str | None:
        """Wait for /readyz and say the address. Returns the name of a program that died."""
        began = time.monotonic()
        answer = ""
        while time.monotonic() - began < READY_SECONDS and not self.asked.wait(0.1):
            if dead := self.dead():
                return dead
            answer = self.ask_readyz()
            if answer == "200":
                say(f"Ready: {os.environ['BASE_URL']} (Ctrl-C stops it)")
                return None
        if not self.asked.is_set():
            say(f"The site runs but is not ready after {READY_SECONDS} s: /readyz says {answer}.")
        return None

    def ask_readyz(self) -> str:
        """The status /readyz answers with, or why it does not."""
        connection = http.client.HTTPConnection(*self.address, timeout=5)
        try:
            host = urlsplit(os.environ["BASE_URL"]).netloc
            connection.request("GET", "/readyz", headers={"Host": host})
            return str(connection.getresponse().status)
        except (OSError, http.client.HTTPException) as error:
            return type(error).__name__
        finally:
            connection.close()

    def watch(self) -> str | None:
        """Wait until someone asks to stop. Returns the name of a program that died first."""
        while not self.asked.wait(0.3):
            if dead := self.dead():
                return dead
        return None

    def dead(self) -> str | None:
        """A program that ended though nobody asked."""
        for name, program in self.programs.items():
            if program.poll() is not None and not self.asked.is_set():
                return name
        return None

    def stop_all(self) -> None:
        """Let both finish what is in hand; end whoever takes too long."""
        for program in self.programs.values():
            if program.poll() is None:
                program.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for program in self.programs.values():
            try:
                program.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                program.kill()
                program.wait()
