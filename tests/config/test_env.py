"""A setting that makes no sense is refused in one sentence, which names it."""

import gc
import os
import runpy
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from gunicorn.config import Config

from config import env
from tests.processes import ROOT


@pytest.mark.parametrize(
    "address",
    [
        *("http://127.0.0.1:abc", "http://127.0.0.1:0", "https://here.example:70000"),
        *("https://[here", "https://", "ftp://here.example", "here.example"),
    ],
)
def test_the_sites_address_must_be_one(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BASE_URL", address)

    with pytest.raises(ImproperlyConfigured, match=r"^BASE_URL must be an address such as"):
        env.base_url()


@pytest.mark.parametrize(
    "address",
    [
        *("redis://:secret@cache:port/0", "redis://:secret@", "http://me:secret@cache.example"),
        *("secret", "redis://[secret"),
    ],
)
def test_the_caches_address_must_be_one_and_is_not_repeated(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", address)

    with pytest.raises(ImproperlyConfigured, match=r"^REDIS_URL must be an address") as refused:
        env.redis_url()

    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("address", ["", "redis://cache:6379/0", "rediss://:secret@cache/1"])
def test_a_cache_may_be_named(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", address)

    assert env.redis_url() == address


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("WEB_CONCURRENCY", "abc", "a whole number from 1 to 64"),
        ("WEB_CONCURRENCY", "0", "a whole number from 1 to 64"),
        ("WEB_THREADS", "-1", "a whole number from 1 to 64"),
        ("PORT", "80a", "a whole number from 1 to 65535"),
        ("WEB_LOG_LEVEL", "loud", "one of debug, info, warning, error, critical"),
    ],
)
def test_the_web_server_says_what_it_cannot_do(
    name: str, value: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as ended:
        runpy.run_path(str(ROOT / "gunicorn.conf.py"))

    assert ended.value.code == f"{name} must be {words}."


@pytest.mark.parametrize("switch", ["DEMO", "DEBUG"])
@pytest.mark.parametrize(
    ("host", "url", "words"),
    [
        ("127.0.0.1", "https://vrp.example", "BASE_URL must be loopback"),
        ("0.0.0.0", "http://127.0.0.1:8000", "HOST must be loopback"),  # noqa: S104
        ("[::]", "http://localhost", "HOST must be loopback"),
        ("192.168.1.4", "http://localhost", "HOST must be loopback"),
    ],
)
def test_what_is_for_one_machine_is_refused_where_others_come(
    monkeypatch: pytest.MonkeyPatch, switch: str, host: str, url: str, words: str
) -> None:
    monkeypatch.setenv("HOST", host)

    with pytest.raises(ImproperlyConfigured, match=f"^{switch}=1 is for this .*{words}"):
        env.refuse_network(switch, url)


@pytest.mark.parametrize("host", ["", "127.0.0.1", "localhost", "::1", "[::1]"])
def test_what_is_for_one_machine_runs_on_it(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HOST", host)

    env.refuse_network("DEMO", "http://127.0.0.1:8000")


@pytest.mark.parametrize("key", ["", "short", "a" * 64, "abcabcabc" * 8, "password1" * 5])
def test_a_secret_that_is_guessed_at_once_is_refused(
    monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setenv("SECRET_KEY", key)

    with pytest.raises(ImproperlyConfigured, match=r"^SECRET_KEY must be at least 32 random"):
        env.secret_key()


def test_what_the_site_writes_is_read_by_its_own_user_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The database and its mail; papers have modes of their own, since Django sets some."""
    before = os.umask(0o022)
    monkeypatch.setattr(sys, "argv", ["manage.py", "version"])
    try:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
        assert os.umask(0o022) == 0o077
    finally:
        os.umask(before)
    assert runpy.run_path(str(ROOT / "gunicorn.conf.py"))["umask"] == 0o077
    base = runpy.run_path(str(ROOT / "site/config/settings/base.py"))
    papers = base["STORAGES"]["private"]["OPTIONS"]
    assert papers["file_permissions_mode"] == 0o600
    assert papers["directory_permissions_mode"] == 0o700


@pytest.mark.parametrize("proxies", ["0", "1"])
def test_no_header_moves_the_address(monkeypatch: pytest.MonkeyPatch, proxies: str) -> None:
    """Not even a proxy's: gunicorn would take the same header from anybody who reaches it."""
    monkeypatch.setenv("TRUSTED_PROXIES", proxies)
    settings = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    config = Config()
    for name in ("forwarded_allow_ips", "forwarder_headers"):
        config.set(name, settings[name])

    assert config.forwarder_headers == []
    assert config.header_map == "drop"  # what has an underscore in its name never arrives


def test_what_the_web_server_has_loaded_is_left_alone_by_the_collector() -> None:
    when_ready = runpy.run_path(str(ROOT / "gunicorn.conf.py"))["when_ready"]
    try:
        when_ready(None)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
