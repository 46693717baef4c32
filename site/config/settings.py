"""Settings. Everything a machine differs in comes from the environment: see .env.example."""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse_lazy

from config import env

ROOT = Path(__file__).resolve().parents[2]
VAR = Path(env.text("VAR_DIR", str(ROOT / "var")))

DEBUG = env.flag("DEBUG")
BASE_URL = env.base_url()
DEMO = env.flag("DEMO")
if DEMO and not env.is_loopback(BASE_URL):
    raise ImproperlyConfigured("DEMO=1 is for this machine only: BASE_URL must be loopback.")
HTTPS = BASE_URL.startswith("https://")
SECRET_KEY = env.secret_key()
SECRET_KEY_FALLBACKS = [key for key in env.text("SECRET_KEY_FALLBACKS").split(",") if key]
HOST = urlsplit(BASE_URL).hostname or "localhost"
ALLOWED_HOSTS = sorted({HOST, *(env.LOOPBACK if env.is_loopback(BASE_URL) else set()), "[::1]"})
CSRF_TRUSTED_ORIGINS = [BASE_URL]

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
    "django.forms",
]

MIDDLEWARE = [
    "core.web.middleware.headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "core.web.middleware.refuse_nul",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.web.maintenance.maintenance_mode",
    "core.web.page_cache.page_cache",
    "core.web.middleware.busy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "core.web.middleware.never_store_private",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sign_in.middleware.SessionLimitsMiddleware",
    "accounts.sign_in.middleware.SecondFactorMiddleware",
    "core.policy.PolicyMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
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
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
        ),
    }
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # Nobody waits before a page for what these do.
    unhurried = {"check_invariants", "demo", "migrate", "prepare", "worker"}
    limit = 60_000 if unhurried.intersection(sys.argv[1:2]) else 10_000
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        f"-c statement_timeout={limit} -c lock_timeout=3000"
    )
    # A statement that a connection has sent a few times is prepared: PostgreSQL reads it no more.
    DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": 3}
else:
    raise ImproperlyConfigured("DATABASE_URL must name PostgreSQL or SQLite.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.redis_url()
MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES: dict[str, Any] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}
    ),
    # What core.web.ttl_cache keeps for seconds: menus, the site, words of messages.
    "moments": {"BACKEND": MEMORY, "LOCATION": "moments", "OPTIONS": {"MAX_ENTRIES": 500}},
    # Which sizes a picture has: pages ask for many, and the answer hardly changes.
    "renditions": {"BACKEND": MEMORY, "LOCATION": "renditions", "TIMEOUT": 10},
    # Whole pages, for visitors without a cookie. With the five seconds of what stands in them
    # (core.web.ttl_cache) and the time to draw one, a change shows within ten.
    "pages": {
        "BACKEND": MEMORY,
        "LOCATION": "pages",
        "TIMEOUT": 4,
        "OPTIONS": {"MAX_ENTRIES": 400},
    },
}

# Accounts: django-allauth is the only way in.

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.sign_in.backend.EmailBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/my/"
ACCOUNT_ADAPTER = "accounts.sign_in.adapter.AccountAdapter"
MFA_ADAPTER = "accounts.sign_in.adapter.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.person.SignupForm"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.LoginForm",
    "signup": "accounts.forms.sign_in.SignupForm",
    "request_login_code": "accounts.forms.sign_in.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.sign_in.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.sign_in.ConfirmEmailCodeForm",
    "add_email": "accounts.forms.sign_in.EmailChangeForm",
    "change_password": "accounts.forms.sign_in.PasswordChangeForm",
    "set_password": "accounts.forms.sign_in.PasswordSetForm",
    "reset_password": "accounts.forms.sign_in.PasswordResetForm",
    "reset_password_from_key": "accounts.forms.sign_in.PasswordResetKeyForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.AuthenticateForm",
    "reauthenticate": "accounts.forms.second_factor.ReauthenticateForm",
    "activate_totp": "accounts.forms.second_factor.AppActivateForm",
    "deactivate_totp": "accounts.forms.second_factor.AppDeactivateForm",
    "generate_recovery_codes": "accounts.forms.second_factor.RecoveryCodesForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A code is good for 10 minutes (ASVS 6.5.5) and 3 tries; a link that resets, for an hour.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.whole_number("TRUSTED_PROXIES", 0, least=0, most=5)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Upstander"
MFA_TOTP_TOLERANCE = 1  # half a minute to either side; our forms take a code only once

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"

# Headers: rules 56 and 57.

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Where some addresses need other values than the rest.
HEADERS_BY_PREFIX = {
    # Wagtail's admin writes scripts and styles into its pages; nothing there comes from a visitor.
    "/cms/": {
        "Content-Security-Policy": (
            "default-src 'none'; script-src 'self' 'unsafe-inline'; "
            "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
            "font-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'self'; "
            "base-uri 'none'; object-src 'none'; frame-ancestors 'self'"
        )
    },
    # The link in the mail is a key. "no-referrer" would send the form with `Origin: null`.
    "/accounts/password/reset/key/": {"Referrer-Policy": "same-origin"},
    "/feedback/": {
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex",
    },
    "/approvals/": {
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store, private",
        "X-Robots-Tag": "noindex",
    },
}

# While this file is there, every page says that we are at work: docs/deploy.md.
MAINTENANCE_FILE = VAR / "maintenance"

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
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
# For addresses that stay when their content changes; collected ones are kept for good.
WHITENOISE_MAX_AGE = 0 if DEBUG else 600
WAGTAILADMIN_STATIC_FILE_VERSION_STRINGS = False  # core.web.static_files says the version
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(VAR / "media")))
MEDIA_URL = "/media/"
PRIVATE_ROOT = Path(env.text("PRIVATE_ROOT", str(VAR / "private")))
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": PRIVATE_ROOT, "base_url": None},
    },
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_ROOT
            else "core.web.static_files.VersionedStorage"
        )
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# Mail: people's messages go through the outbox; the worker hands them to this transport.

EMAIL_URL = env.text("EMAIL_URL", f"file://{VAR / 'mail'}")
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", f"Upstander <no-reply@{HOST}>")
EMAIL_BACKEND = "core.mail.django_backend.OutboxBackend"
MAIL_DOMAIN = env.text("MAIL_DOMAIN", HOST)

# Wagtail

WAGTAIL_SITE_NAME = "Upstander"
# Whose site it is: certificates, mail, the pages' head line and search engines say it.
PARTNERSHIP_NAME = env.text("PARTNERSHIP_NAME", "West Midlands Violence Reduction Partnership")
PARTNERSHIP_REGION = env.text("PARTNERSHIP_REGION", "the West Midlands")
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_FRONTEND_LOGIN_URL = WAGTAILADMIN_LOGIN_URL = reverse_lazy("account_login")
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_COMMENTS_ENABLED = False
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "pptx", "xlsx"]
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# What other people's views may be reached by: core.policy refuses any view without a policy.

POLICIES_BY_MODULE = {
    "allauth": "public",
    "wagtail.admin": "editors",
    "wagtail.contrib": "editors",
    "wagtail.documents.views.serve": "public",
    "wagtail.documents": "editors",
    "wagtail.embeds": "editors",
    "wagtail.images": "editors",
    "wagtail.sites": "editors",
    "wagtail.snippets": "editors",
    "wagtail.users": "editors",
    "wagtail.views": "public",
    "django.views.static": "public",
    "django.views.i18n": "editors",
}

# Whoever knows one of these addresses to its end may use it: the log does not know.
KEYS_AFTER = ["/accounts/password/reset/key/", "/approvals/", "/feedback/", "/my/calendar/"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.web.logs.RedactingFormatter",
            "fmt": "{asctime} {levelname} {name} {message}",
            "style": "{",
            "after": KEYS_AFTER,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        name: {"level": "WARNING"} for name in ("PIL", "django_tasks", "fontTools", "wagtail")
    },
}
