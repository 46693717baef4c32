"""How the web server runs: plain `gunicorn` from this folder is the whole command."""

import gc
import logging
import os
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from config import env  # noqa: E402, it lies in a folder that was just added

LEVELS = ("debug", "info", "warning", "error", "critical")


def number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within limits; nonsense ends the start with one line."""
    try:
        return env.whole_number(name, default, least=least, most=most)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


wsgi_app = "config.wsgi"
chdir = str(ROOT)
bind = f"{env.text('HOST', '127.0.0.1')}:{number('PORT', 8000, least=1, most=65_535)}"

# Threads share one copy of the code, and pages wait on the database more than they compute.
worker_class = "gthread"
limit_request_line = 8190  # the most that gunicorn reads
workers = number("WEB_CONCURRENCY", 2, least=1, most=64)
threads = number("WEB_THREADS", 4, least=1, most=64)
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 15

umask = 0o077  # what is written is read by this user alone

# Heartbeat files on disk can stall a worker; memory cannot.
MEMORY = Path("/dev/shm")  # noqa: S108, gunicorn makes its own unguessable names in it
worker_tmp_dir = str(MEMORY) if MEMORY.is_dir() else None

# Addresses and query strings are personal data: what is logged is decided in Django's settings.
accesslog = None
errorlog = "-"
loglevel = env.text("WEB_LOG_LEVEL", "warning").lower()
if loglevel not in LEVELS:
    sys.exit(f"WEB_LOG_LEVEL must be one of {', '.join(LEVELS)}.")

# Nobody may tell us the visitor's scheme, unless the deployment counts its proxies.
forwarded_allow_ips = "*" if os.environ.get("TRUSTED_PROXIES", "0").strip("0 ") else ""
# Nor may a proxy move the address: left out, SCRIPT_NAME and PATH_INFO would be read from anybody's
# request, and what is asked for would be another page than the one that is checked.
forwarder_headers = ""


def post_fork(server: object, worker: object) -> None:
    """In each worker, before it answers anybody."""
    log_as_django_does(logging.getLogger("gunicorn.error"))


def log_as_django_does(log: logging.Logger) -> None:
    """Hand what gunicorn says to Django's log: some addresses are keys, which that leaves out."""
    log.handlers.clear()
    log.propagate = True


def when_ready(server: object) -> None:
    """Before the workers come: what is loaded by now stays, so nobody looks whether it is litter.

    The collector leaves it alone, which saves each worker time, and memory that it would copy.
    """
    gc.collect()
    gc.freeze()
