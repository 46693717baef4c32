"""How the web server runs: plain `gunicorn` from this folder is the whole command."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
for folder in (ROOT, ROOT / "site"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

wsgi_app = "config.wsgi"
chdir = str(ROOT)
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

# Threads share one copy of the code, and pages wait on the database more than they compute.
worker_class = "config.web_worker.Worker"
limit_request_line = 8190  # the most that gunicorn reads
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 15

# Heartbeat files on disk can stall a worker; memory cannot.
MEMORY = Path("/dev/shm")  # noqa: S108, gunicorn makes its own unguessable names in it
worker_tmp_dir = str(MEMORY) if MEMORY.is_dir() else None

# Addresses and query strings are personal data: what is logged is decided in Django's settings.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")

# Nobody may tell us the visitor's scheme, unless the deployment counts its proxies.
forwarded_allow_ips = "*" if os.environ.get("TRUSTED_PROXIES", "0").strip("0 ") else ""
