"""Where the site is, what it is made of, its data, files, time and mail."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from config import env

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(env.text("VAR_DIR", str(ROOT / "var")))

DEBUG = env.flag("DEBUG")
BASE_URL = env.base_url()
DEMO = env.flag("DEMO")
# Both open what must not be open to others: sign-in by a button, settings on a page of errors.
for name in (name for name, is_on in (("DEMO", DEMO), ("DEBUG", DEBUG)) if is_on):
    env.refuse_network(name, BASE_URL)
HTTPS = BASE_URL.startswith("https://")
SECRET_KEY = env.secret_key()
SECRET_KEY_FALLBACKS = [key for key in env.text("SECRET_KEY_FALLBACKS").split(",") if key]
HOST = urlsplit(BASE_URL).hostname or "localhost"
ALLOWED_HOSTS = sorted({HOST, "[::1]", *env.LOOPBACK} if env.is_loopback(BASE_URL) else {HOST})
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", 0, least=0, most=5)

# Whose site it is: certificates, mail, the pages' head line and search engines say it.
PARTNERSHIP_NAME = env.text("PARTNERSHIP_NAME", "West Midlands Violence Reduction Partnership")
PARTNERSHIP_REGION = env.text("PARTNERSHIP_REGION", "the West Midlands")

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "cms",
    "reports",
    "people",
    "certificates.papers",
    "bookings.evaluation",
    "bookings.registers",
    "bookings.visits",
    "bookings.rota",
    "training.enrolments",
    "training.events",
    "training.courses",
    "training.framework",
    "accounts",
    "core",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # FORM_RENDERER finds the templates of Django's own widgets through it
]

# From the outside in. What answers without the database stands before the sessions.
MIDDLEWARE = [
    "core.web.reference.reference",
    "core.web.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.web.middleware.refuse_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Before kept pages: while we are at work none is given out. Files are, for its own page.
    "core.web.maintenance.maintenance_mode",
    "core.web.page_cache.page_cache",
    "core.web.middleware.busy",
    "core.web.middleware.unfinished_form",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Knows who is signed in, and sees whatever the ones below answer by themselves.
    "core.web.middleware.never_store_private",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sign_in.middleware.SessionLimitsMiddleware",
    "accounts.sign_in.middleware.SecondFactorMiddleware",
    # Outside of the redirects that editors make: those know best where something went.
    "core.web.gone.gone",
    # After these two: a view's policy is asked of somebody who is fully signed in.
    "core.policy.PolicyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "core.web.template_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "core.web.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "core.forms.renderer.ComponentRenderer"

# Data

try:
    database = dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{VAR / 'upstander.sqlite3'}"),
        # Kept for a minute, and asked first whether it still lives: a database that was started
        # again costs no visitor an error.
        conn_max_age=60,
        conn_health_checks=True,
    )
except ValueError:  # it may hold a password, so its words are not repeated
    raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL or SQLite.") from None
DATABASES: dict[str, Any] = {"default": database}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Without IMMEDIATE two writers meet "database is locked": rule 5.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,  # seconds that a writer waits for another
        # WAL: nobody who reads waits for who writes. NORMAL: a loss of power may cost the last
        # moments, never the file.
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        ),
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Nobody waits before a page for what these do.
    unhurried = {"check_invariants", "demo", "migrate", "prepare", "worker"}
    is_unhurried = bool(unhurried.intersection(sys.argv[1:2]))
    limit, wait = (60_000, 3000) if is_unhurried else (10_000, 2000)
    # An action that waited so long for a lock tries once more (core.changes.waiting says for how
    # long, and how many at once), then asks to come again.
    # Compiling a statement for the processor takes up to seconds, and pays off in none of ours:
    # what PostgreSQL takes for long by its estimates is short.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        f"-c statement_timeout={limit} -c lock_timeout={wait} -c jit=off"
    )
    # A statement that a connection has sent a few times is prepared: PostgreSQL reads it no more,
    # and after five times may plan it for any values. Such a plan cannot use an index of the rows
    # that can be due: the worker, who asks for nothing else and seldom, has each planned anew.
    prepare_threshold = None if sys.argv[1:2] == ["worker"] else 3
    DATABASES["default"]["OPTIONS"] |= {
        "server_side_binding": True,
        "prepare_threshold": prepare_threshold,
    }
else:
    raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL or SQLite.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis_url()
MEMORY = "django.core.cache.backends.locmem.LocMemCache"


def shared_cache(table: str) -> dict[str, Any]:
    """A cache of all processes, which drops nothing that has not run out.

    Django's 300 entries would let anybody wash away who has tried what, by trying much else.
    """
    most = {"MAX_ENTRIES": 1_000_000}
    if not REDIS_URL:
        backend = "django.core.cache.backends.db.DatabaseCache"
        return {"BACKEND": backend, "LOCATION": table, "OPTIONS": most}
    return {
        "BACKEND": "core.web.shared_cache.RedisOrDatabase",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": table,
        "OPTIONS": {"table": table, "socket_connect_timeout": 0.5, "socket_timeout": 1, **most},
    }


CACHES: dict[str, Any] = {
    # Sign-in: allauth counts failed tries in it, and we which codes were used. Nothing of ours that
    # a visitor can fill.
    "default": shared_cache("core_cache"),
    # What core.web.rate_limits counts: certificate codes tried, feeds read.
    "attempts": shared_cache("core_attempts"),
    # What core.web.ttl_cache keeps for seconds: menus, the site, words of messages.
    "moments": {"BACKEND": MEMORY, "LOCATION": "moments", "OPTIONS": {"MAX_ENTRIES": 500}},
    # Which sizes a picture has: pages ask for many, and the answer hardly changes.
    "renditions": {"BACKEND": MEMORY, "LOCATION": "renditions", "TIMEOUT": 10},
    # Whole pages, for visitors without a cookie: fresh for seconds (core.web.page_cache), and shown
    # for an hour while the database is away.
    "pages": {
        "BACKEND": MEMORY,
        "LOCATION": "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}

# Time and language

TIME_ZONE = "Europe/London"
USE_TZ = True
LANGUAGE_CODE = "en-gb"
USE_I18N = False

# Files

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = env.text("STATIC_ROOT") or None
# Without a STATIC_ROOT nothing is collected: WhiteNoise reads the source folders.
WHITENOISE_USE_FINDERS = STATIC_ROOT is None
WHITENOISE_AUTOREFRESH = False  # else it looks for a file at each request while DEBUG is on
WHITENOISE_ALLOW_ALL_ORIGINS = False  # else scripts of any site may read what we serve
# For addresses that stay when their content changes; collected ones are kept for good.
WHITENOISE_MAX_AGE = 0 if DEBUG else 600
WAGTAILADMIN_STATIC_FILE_VERSION_STRINGS = False  # core.web.static_files says the version
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR / "media")))
MEDIA_URL = "/media/"
PRIVATE_ROOT = Path(env.text("PRIVATE_ROOT", str(VAR / "private")))
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "core.files.whole_file.WholeFileStorage"},
    "private": {  # no address leads there: views hand its files out
        "BACKEND": "core.files.whole_file.WholeFileStorage",
        "OPTIONS": {
            "location": PRIVATE_ROOT,
            "base_url": None,
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": (
            "core.web.static_files.CollectedStorage"
            if STATIC_ROOT
            else "core.web.static_files.VersionedStorage"
        )
    },
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Mail: people's messages go through the outbox; the worker hands them to this transport.

EMAIL_URL = env.text("EMAIL_URL", f"file://{VAR / 'mail'}")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"Upstander <no-reply@{HOST}>")
EMAIL_BACKEND = "core.mail.django_backend.OutboxBackend"
MAIL_DOMAIN = env.text("MAIL_DOMAIN", HOST)

# While this file is there, every page says that we are at work: docs/deploy.md.
MAINTENANCE_FILE = VAR / "maintenance"
