"""Sessions, cookies, headers, policies and what the log may hold."""

from csp.constants import NONE, SELF

from config.settings.base import HTTPS, TRUSTED_PROXIES

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# Browsers keep such a cookie for this host alone, and only over HTTPS (RFC 6265bis 4.1.3.2).
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
# Sent to the pages of signing in alone, so not "__Host-", which wants every page.
KNOWN_DEVICE_COOKIE_NAME = "__Secure-device" if HTTPS else "device"

# Headers: rules 56 and 57.

SECURE_SSL_REDIRECT = HTTPS
# Anybody may send this header: only a proxy's, which replaces it, is believed.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
# Whoever watches the process asks it directly, by plain HTTP.
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
    "/places/": {
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
KEYS_AFTER = [
    *("/accounts/password/reset/key/", "/approvals/", "/feedback/", "/my/calendar/", "/places/"),
    "/verify/",
]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "core.web.logs.RedactingFormatter",
            "fmt": "{asctime} {levelname} {name} {reference} {message}",
            "style": "{",
            "after": KEYS_AFTER,
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        name: {"level": "WARNING"}
        for name in ("PIL", "django_tasks", "fontTools", "pikepdf", "wagtail")
    },
}
