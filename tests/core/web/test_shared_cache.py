"""Redis is away: what it counted is counted in the database, and pages go on."""

from typing import Any

import pytest
from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from django.core.management import call_command
from django.test import Client
from redis.exceptions import ConnectionError as AwayError

from core.web import shared_cache
from core.web.rate_limits import within_limit
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def redis_away(settings: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """An address where nobody answers; gives how often Redis was asked."""
    call_command("createcachetable", "core_cache", "core_attempts", verbosity=0)
    asked: list[str] = []
    settings.CACHES = settings.CACHES | {
        alias: {
            "BACKEND": "core.web.shared_cache.RedisOrDatabase",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"table": table, "MAX_ENTRIES": 1000, "socket_connect_timeout": 0.5},
        }
        for alias, table in (("default", "core_cache"), ("attempts", "core_attempts"))
    }
    monkeypatch.setattr(shared_cache, "_away_until", 0.0)
    client = RedisCache._cache.func  # type: ignore[attr-defined]

    def counted(self: RedisCache) -> Any:
        asked.append("redis")
        return client(self)

    monkeypatch.setattr(RedisCache, "_cache", property(counted))
    return asked


def test_a_limit_holds_and_redis_is_asked_once_in_a_while(redis_away: list[str]) -> None:
    tries = [within_limit("verify", "192.0.2.7", most=3, seconds=60) for _ in range(5)]

    assert tries == [True, True, True, False, False]
    assert len(redis_away) == 1


def test_people_sign_in(client: Client) -> None:
    person = UserFactory(email="amina@learner.example")

    answer = client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})

    assert answer.status_code == 302
    assert client.get("/courses/").status_code in (200, 404)
    assert client.get("/my/").status_code == 200


def test_redis_is_used_again_when_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    caches["attempts"].set("a", "from the database", 60)
    answers = iter([AwayError(), "from Redis"])

    def answer(self: Any, *args: Any, **kwargs: Any) -> str:
        found = next(answers)
        if isinstance(found, Exception):
            raise found
        return found

    cache = caches["attempts"]
    monkeypatch.setattr(shared_cache, "_away_until", 0.0)
    read = shared_cache._either("get")
    monkeypatch.setattr(RedisCache, "get", answer)
    either = shared_cache._either("get")

    assert either(cache, "a") == "from the database"
    assert read(cache, "a") == "from the database", "it is not asked at once"
    monkeypatch.setattr(shared_cache, "_away_until", 0.0)
    assert either(cache, "a") == "from Redis"
