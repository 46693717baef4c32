"""What must hold before the site may start (rules 4 and 5)."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from core.mail import transport


@register()
def check_database(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """SQLite needs IMMEDIATE transactions; neither engine may open one for every request."""
    found: list[CheckMessage] = []
    database = settings.DATABASES["default"]
    options = database.get("OPTIONS", {})
    # Actions open their own transaction, which is durable and so the outermost.
    if database.get("ATOMIC_REQUESTS"):
        found.append(Error("ATOMIC_REQUESTS must be off.", id="upstander.E001"))
    if "sqlite3" in database["ENGINE"] and options.get("transaction_mode") != "IMMEDIATE":
        found.append(Error("SQLite needs transaction_mode IMMEDIATE.", id="upstander.E002"))
    # A row is read again once it is locked, and must then be as others left it.
    if options.get("isolation_level") is not None:
        found.append(Error("PostgreSQL must stay at READ COMMITTED.", id="upstander.E003"))
    return found


@register()
def check_mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """EMAIL_URL must name a transport we have."""
    try:
        transport.check_address(settings.EMAIL_URL)
    except ImproperlyConfigured as error:
        return [Error(str(error), id="upstander.E004")]
    return []
