"""Nobody is held by what others try: a device that signed in before has tries of its own."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.sign_in.known_device import LASTS, MOST, SALT
from config.settings import CACHES
from core.models import Message
from core.web.rate_limits import within_limit
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/accounts/login/", "/accounts/login/code/"
COOKIE = settings.KNOWN_DEVICE_COOKIE_NAME
HELD = "Too many wrong passwords"


@pytest.fixture
def person() -> User:
    made: User = UserFactory(email="amina@learner.example")
    return made


def come_in(client: Client, person: User, password: str = PASSWORD) -> bool:
    client.post(LOGIN, {"login": person.email, "password": password})
    return client.get("/my/").status_code == 200


def guess(client: Client, person: User, times: int = 5) -> None:
    for _ in range(times):
        client.post(LOGIN, {"login": person.email, "password": "not the one at all"})


@pytest.fixture
def known(person: User) -> Client:
    """Their own browser, signed out."""
    client = Client()
    assert come_in(client, person)
    client.post("/accounts/logout/")
    assert client.get("/my/").status_code == 302
    return client


def test_what_others_try_does_not_hold_ones_own_device(person: User, known: Client) -> None:
    stranger = Client(REMOTE_ADDR="192.0.2.66")
    guess(stranger, person, 70)
    assert HELD in stranger.post(LOGIN, {"login": person.email, "password": PASSWORD}).text

    assert come_in(known, person)


def test_nor_does_a_neighbour_at_the_same_school(person: User, known: Client) -> None:
    neighbour = Client()
    for number in range(70):
        neighbour.post(LOGIN, {"login": f"n{number}@learner.example", "password": "wrong"})

    assert come_in(known, person)


def test_ones_own_device_has_five_tries_of_its_own(person: User, known: Client) -> None:
    guess(known, person)

    assert HELD in known.post(LOGIN, {"login": person.email, "password": PASSWORD}).text
    assert not come_in(known, person)
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1)):
        assert come_in(known, person)


def test_a_new_device_that_is_held_comes_in_by_a_code(person: User) -> None:
    guess(Client(REMOTE_ADDR="192.0.2.66"), person)
    client = Client()
    page = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert HELD in page.text
    assert "have a code sent" in page.text

    client.post(CODE, {"email": person.email})
    words = Message.objects.latest("pk").body_text
    code = next(word for word in words.replace(" ", "").split() if word.isdigit())
    client.post(f"{CODE}confirm/", {"code": code})

    assert client.get("/my/").status_code == 200


def test_who_asks_for_codes_again_and_again_does_not_hold_it_either(
    person: User, known: Client
) -> None:
    strangers = [Client(REMOTE_ADDR="192.0.2.66") for _ in range(4)]
    asked = [each.post(CODE, {"email": person.email}).status_code for each in strangers]
    assert asked == [302, 302, 302, 200]

    assert known.post(CODE, {"email": person.email}).status_code == 302


def test_a_device_knows_one_password(person: User, known: Client) -> None:
    person.set_password("another horse battery")
    person.save()
    guess(Client(REMOTE_ADDR="192.0.2.66"), person)

    assert not come_in(known, person, "another horse battery")


def test_a_device_of_somebody_else_is_none_of_ones_own(person: User, known: Client) -> None:
    other = UserFactory(email="ben@learner.example")
    guess(Client(REMOTE_ADDR="192.0.2.66"), other)

    assert not come_in(known, other)


FORGED = ["nonsense", "", "a:b:c", signing.dumps([["x", "y", "z"]], salt="another")]


@pytest.mark.parametrize("cookie", FORGED, ids=["words", "nothing", "parts", "another seal"])
def test_a_cookie_that_is_not_ours_is_none(person: User, cookie: str) -> None:
    guess(Client(REMOTE_ADDR="192.0.2.66"), person)
    client = Client()
    client.cookies[COOKIE] = cookie

    assert not come_in(client, person)


def test_a_device_is_forgotten_after_a_year(person: User, known: Client) -> None:
    with time_machine.travel(timezone.now() + LASTS + timedelta(minutes=1)):
        guess(Client(REMOTE_ADDR="192.0.2.66"), person)
        assert not come_in(known, person)


def test_several_people_may_share_a_computer(person: User, known: Client) -> None:
    colleagues = UserFactory.create_batch(MOST - 1)
    for colleague in colleagues:
        assert come_in(known, colleague)
        known.post("/accounts/logout/")
    for each in (person, *colleagues):
        guess(Client(REMOTE_ADDR="192.0.2.66"), each)
        assert come_in(known, each)
        known.post("/accounts/logout/")
    assert len(signing.loads(known.cookies[COOKIE].value, salt=SALT)) == MOST


def test_the_cookie_is_for_signing_in_alone_and_out_of_reach(
    person: User, known: Client, settings: Any
) -> None:
    cookie = known.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/accounts/", True, "Lax")
    assert int(cookie["max-age"]) == LASTS.total_seconds()
    for words in (person.email, person.name, person.password):
        assert words not in cookie.value

    settings.HTTPS = True
    settings.KNOWN_DEVICE_COOKIE_NAME = "__Secure-device"
    client = Client()
    come_in(client, person)
    assert client.cookies["__Secure-device"]["secure"]


def test_twenty_people_at_one_school_mistype_twice_and_come_in() -> None:
    people = UserFactory.create_batch(20)
    with time_machine.travel(timezone.now(), tick=False):
        for each in people:
            client = Client()
            guess(client, each, 2)
            assert come_in(client, each)


def test_twenty_people_at_one_school_sign_up_within_a_minute() -> None:
    with time_machine.travel(timezone.now(), tick=False):
        for number in range(20):
            answers = {"name": "Ben Cole", "email": f"n{number}@work.example"}
            page = Client().post("/accounts/signup/", {**answers, "password1": PASSWORD})
            assert page.status_code == 302
    assert User.objects.count() == 20


def test_one_network_guesses_so_often_and_no_more() -> None:
    """Each at an account of its own: 60 a minute, 300 an hour."""
    judged, now = 0, timezone.now()
    for minute in range(12):
        with time_machine.travel(now + timedelta(minutes=minute), tick=False):
            for number in range(65):
                login = f"n{minute}-{number}@learner.example"
                page = Client().post(LOGIN, {"login": login, "password": "Password1!"})
                judged += HELD not in page.text and page.status_code == 200
    assert judged == 300


@pytest.fixture
def real_caches(settings: Any) -> None:
    settings.CACHES = CACHES
    call_command("createcachetable", verbosity=0)


@pytest.mark.once
def test_nothing_that_is_written_between_two_tries_gives_another(
    person: User, real_caches: None
) -> None:
    client, written = Client(), 0
    for number in range(5):
        guess(client, person, 1)
        written += write_much(number)
        within_limit("verify", f"visitor {number}", most=10, seconds=60)
        caches["default"].set(f"~{number}", 1, 60)
    assert written == 5 * 10_000

    page = client.post(LOGIN, {"login": person.email, "password": PASSWORD})
    assert HELD in page.text


def write_much(number: int) -> int:
    """5,000 entries in each table, in the rows that Django's cache writes; how many."""
    later = connection.ops.adapt_datetimefield_value(timezone.now() + timedelta(hours=1))
    with connection.cursor() as cursor:
        for table in ("core_cache", "core_attempts"):
            rows = [(f":1:{number}:{each}", "gAJLAS4=", later) for each in range(5_000)]
            words = f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"  # noqa: S608
            cursor.executemany(words, rows)
    return 10_000
