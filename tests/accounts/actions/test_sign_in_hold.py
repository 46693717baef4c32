"""Wrong passwords ran out of tries: the person and the office are told, and nobody else."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from accounts.actions.sign_in_hold import drop_hold, note_hold, tell_of_hold
from accounts.models import SignInHold, User
from accounts.queries.sign_in_hold import holds_over, holds_shown, holds_to_tell
from core import clock
from core.models import Message
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@pytest.fixture
def person() -> User:
    made: User = UserFactory(email="amina@learner.example")
    return made


def hold(login: str, now: datetime) -> None:
    note_hold(login, now=now)
    for row in holds_to_tell(now):
        tell_of_hold(row, now=now)


def try_passwords(login: str, times: int = 6) -> None:
    client = Client()
    for _ in range(times):
        client.post(LOGIN, {"login": login, "password": "not the one at all"})


def test_the_sixth_wrong_password_is_noted_and_not_the_fifth(person: User) -> None:
    try_passwords(person.email, 5)
    assert not SignInHold.objects.exists()

    try_passwords(person.email.upper(), 1)

    assert SignInHold.objects.get().user == person


def test_the_person_and_the_log_are_told(person: User, now: datetime) -> None:
    hold(person.email, now)

    message = Message.objects.get()
    assert (message.kind, message.to) == ("accounts/sign_in_held", person.email)
    assert "/accounts/login/code/" in message.body_text
    entry = ModelLogEntry.objects.get(action="upstander.hold_sign_in")
    assert entry.label == person.ref
    assert list(holds_shown(now)) == [SignInHold.objects.get()]


def test_once_a_day_however_long_it_goes_on(person: User, now: datetime) -> None:
    for minutes in range(0, 3 * 24 * 60, 30):
        hold(person.email, now + minutes * MINUTE)

    assert Message.objects.count() == 3
    assert ModelLogEntry.objects.filter(action="upstander.hold_sign_in").count() == 3


def test_two_workers_tell_once(person: User, now: datetime) -> None:
    note_hold(person.email, now=now)
    first, second = holds_to_tell(now).get(), holds_to_tell(now).get()
    for row in (first, second):
        tell_of_hold(row, now=now)

    assert Message.objects.count() == 1


def test_of_an_unknown_address_only_a_digest_is_kept_and_nobody_is_told(now: datetime) -> None:
    hold("nobody@learner.example", now)

    row = SignInHold.objects.get()
    assert row.user is None
    assert "nobody" not in str(SignInHold.objects.values().get())
    assert not Message.objects.exists()
    assert not holds_shown(now).exists()


def test_known_and_unknown_take_the_same_work(person: User, now: datetime) -> None:
    def statements(login: str, at: datetime) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            note_hold(login, now=at)
        return [query["sql"].split(" ")[0] for query in asked.captured_queries]

    for at in (now, now + MINUTE, now + 10 * MINUTE):
        assert statements(person.email, at) == statements("nobody@learner.example", at)


def test_a_network_that_has_no_tries_left_is_no_news_of_an_account(person: User) -> None:
    for number in range(60):
        try_passwords(f"n{number}@learner.example", 1)
    try_passwords(person.email, 3)

    assert not SignInHold.objects.exists()


def test_a_closed_account_is_not_written_to(person: User, now: datetime) -> None:
    User.objects.update(is_active=False)
    hold(person.email, now)
    assert not Message.objects.exists()


def test_all_is_forgotten_after_two_days(person: User, now: datetime) -> None:
    for login in (person.email, "nobody@learner.example"):
        note_hold(login, now=now)
    assert not holds_over(now + 2 * DAY).exists()

    for row in holds_over(now + 2 * DAY + MINUTE):
        drop_hold(row, now=now + 2 * DAY + MINUTE)
    assert not SignInHold.objects.exists()


def test_a_reset_lets_the_new_password_be_tried(person: User) -> None:
    try_passwords(person.email)
    client = Client()
    client.post("/accounts/password/reset/", {"email": person.email})
    text = Message.objects.latest("pk").body_text
    link = next(word for word in text.split() if "/reset/key/" in word)
    page = client.get(urlsplit(link).path, follow=True)
    new = {"password1": "another horse battery", "password2": "another horse battery"}
    client.post(page.redirect_chain[-1][0], new)
    person.refresh_from_db()
    assert not person.check_password(PASSWORD)

    fresh = Client()
    fresh.post(LOGIN, {"login": person.email, "password": "another horse battery"})
    assert fresh.get("/my/").status_code == 200


def test_the_office_sees_it_for_a_day(
    person: User, office: Client, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)
    assert "Wrong passwords since yesterday" not in office.get("/team/").text

    note_hold(person.email, now=now)
    page = office.get("/team/").text

    assert "Wrong passwords since yesterday" in page
    assert f"/team/people/{person.ref}/" in page
    SignInHold.objects.update(held_at=now - DAY)
    assert "Wrong passwords since yesterday" not in office.get("/team/").text
