"""Readers of the environment. Each refuses nonsense at start-up, in one sentence."""

import os
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
TRUE = frozenset({"1", "true", "yes", "on"})
KEY_LENGTH = 32
KEY_SIGNS = 10  # different ones: "aaaa..." is long, and guessed at once
FALSE = frozenset({"", "0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """The variable, stripped, or the default when it is missing or empty."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or a no. Raises ImproperlyConfigured for any other word."""
    value = os.environ.get(name)
    if value is None:
        return default
    word = value.strip().lower()
    if word in TRUE:
        return True
    if word in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def whole_number(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number within limits. Raises ImproperlyConfigured otherwise."""
    value = text(name)
    if not value:
        return default
    # isdigit() alone takes figures of every script.
    if not value.isascii() or not value.isdigit() or not least <= int(value) <= most:
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}.")
    return int(value)


def base_url(name: str = "BASE_URL", default: str = "http://127.0.0.1:8000") -> str:
    """The site's own address without a final slash: https, or http on this machine only."""
    value = text(name, default).rstrip("/")
    parts = parts_of(value)
    if parts is None or parts.scheme not in {"http", "https"}:
        raise ImproperlyConfigured(f"{name} must be an address such as https://example.org.")
    if parts.path or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(f"{name} must be only a scheme, a host and perhaps a port.")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise ImproperlyConfigured(f"{name} must be https unless it is this machine.")
    return value


def redis_url(name: str = "REDIS_URL") -> str:
    """The shared cache's address, or nothing. It may hold a password, so it is not repeated."""
    value = text(name)
    parts = parts_of(value)
    if value and (parts is None or parts.scheme not in {"redis", "rediss"}):
        raise ImproperlyConfigured(
            f"{name} must be an address such as redis://cache.example.org:6379/0."
        )
    return value


def parts_of(url: str) -> SplitResult | None:
    """The parts of an address; None when it has no host, or a port that is none."""
    try:
        parts = urlsplit(url)
        is_whole = parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if is_whole else None


def is_loopback(url: str) -> bool:
    """Whether the address is this machine's own."""
    return urlsplit(url).hostname in LOOPBACK


def refuse_network(switch: str, url: str) -> None:
    """Stop where a switch for one machine is on and others could come to it.

    Raises ImproperlyConfigured. HOST is where the web server listens; empty is this machine.
    """
    listens_here = text("HOST", "127.0.0.1").strip("[]") in LOOPBACK
    for name, is_here in (("BASE_URL", is_loopback(url)), ("HOST", listens_here)):
        if not is_here:
            raise ImproperlyConfigured(
                f"{switch}=1 is for this machine only: {name} must be loopback."
            )


def secret_key(name: str = "SECRET_KEY") -> str:
    """The signing secret. Raises ImproperlyConfigured when it is short, plain or missing."""
    value = text(name)
    if len(value) < KEY_LENGTH or len(set(value)) < KEY_SIGNS:
        raise ImproperlyConfigured(
            f"{name} must be at least {KEY_LENGTH} random characters; `make run` makes one."
        )
    return value
