"""Being each of the invented people, and reading the mail that went out."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from django.test import Client
from django.urls import resolve

from accounts.models import User
from config.demo import letters
from core import policy
from core.jobs.worker import Worker
from core.mail import outbox
from core.models import Message
from tests.factories.accounts import MembershipFactory, StaffRoleFactory, UserFactory
from tests.sign_in import give_second_factor

pytestmark = pytest.mark.django_db


@pytest.fixture
def learner(db: None) -> User:
    made: User = UserFactory(name="Lara Learner", is_fictional=True)
    return made


@pytest.fixture
def coordinator(db: None) -> User:
    made: User = StaffRoleFactory(user__name="Cora Coordinator", user__is_fictional=True).user
    give_second_factor(made)
    return made


@pytest.fixture
def booker(db: None) -> User:
    made: User = MembershipFactory(
        user__name="Bola Booker",
        user__is_fictional=True,
        role="booker",
        organisation__name="Canalside Academy (example)",
    ).user
    return made


def section(text: str, role: str) -> str:
    """The part of the page about one role."""
    found = re.search(rf'aria-labelledby="role-{role}".*?</article>', text, re.DOTALL)
    return found.group() if found else ""


def test_the_page_lists_accounts_by_role(
    client: Client, learner: User, coordinator: User, booker: User
) -> None:
    text = client.get("/demo/").text

    assert "Lara Learner" in section(text, "learner")
    assert "Cora Coordinator" in section(text, "coordinator")
    assert "Bola Booker" in section(text, "booker")
    assert "Canalside Academy (example)" in section(text, "booker")
    assert section(text, "facilitator") == ""


def test_each_role_has_something_to_try(client: Client, coordinator: User) -> None:
    part = section(client.get("/demo/").text, "coordinator")

    assert 'href="/team/bookings/"' in part


@pytest.mark.parametrize(
    "fields",
    [
        {"is_fictional": False},
        {"is_fictional": True, "is_active": False},
        {"is_fictional": True, "confirmed": False},
        {"is_fictional": True, "password": None},
    ],
)
def test_nobody_else_can_be_signed_in_as(client: Client, fields: dict[str, bool | None]) -> None:
    other = UserFactory(name="Not For You", **fields)

    assert "Not For You" not in client.get("/demo/").text
    assert client.post(f"/demo/sign-in/{other.ref}/").status_code == 404


def test_a_button_signs_in_as_a_learner(client: Client, learner: User) -> None:
    response = client.post(f"/demo/sign-in/{learner.ref}/")

    assert response["Location"] == "/my/"
    assert "Lara Learner" in client.get("/accounts/").text


def test_a_button_signs_in_as_staff_with_the_second_step_done(
    client: Client, learner: User, coordinator: User
) -> None:
    client.post(f"/demo/sign-in/{learner.ref}/")

    response = client.post(f"/demo/sign-in/{coordinator.ref}/")

    assert response["Location"] == "/team/"
    assert client.get("/team/").status_code == 200


def test_a_link_does_not_sign_in(client: Client, learner: User) -> None:
    assert client.get(f"/demo/sign-in/{learner.ref}/").status_code == 405


def test_the_button_needs_its_token(learner: User) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(f"/demo/sign-in/{learner.ref}/").status_code == 403


@pytest.mark.parametrize("path", ["", "sign-in/x/", "mail/x/", "mail/x/dates.ics"])
def test_outside_a_demonstration_there_is_nothing(
    client: Client, settings: object, learner: User, path: str
) -> None:
    assert policy.policy_name(resolve(f"/demo/{path}").func) == "demo"
    settings.DEMO = False  # type: ignore[attr-defined]

    assert client.get(f"/demo/{path}").status_code in {302, 403, 404}
    assert client.post(f"/demo/{path}").status_code in {302, 403, 404, 405}


# Mail


@pytest.fixture
def folder(settings: object, tmp_path: Path) -> Path:
    settings.EMAIL_URL = f"file://{tmp_path}"  # type: ignore[attr-defined]
    return tmp_path


def put_code(now: datetime) -> Message:
    outbox.put_secret(
        name="accounts/login_code",
        to="lara@learner.example",
        subject="Your code to sign in",
        body_text="Your code is\n\n    123456\n",
        now=now,
    )
    return Message.objects.get()


def test_the_page_lists_the_newest_dozen(client: Client, now: datetime) -> None:
    for number in range(13):
        outbox.put_secret(
            name="a/b", to="a@b.example", subject=f"No. {number}.", body_text="", now=now
        )

    text = client.get("/demo/").text

    assert "No. 12." in text
    assert "No. 1." in text
    assert "No. 0." not in text


def test_a_code_can_be_read_before_and_after_it_is_sent(
    client: Client, now: datetime, folder: Path
) -> None:
    message = put_code(now)
    ref = message.message_id[1:41]
    Message.objects.update(not_after=None)
    assert "123456" in client.get(f"/demo/mail/{ref}/").text

    Worker().run_once()

    message.refresh_from_db()
    assert message.body_text == ""
    assert "123456" in client.get(f"/demo/mail/{ref}/").text
    assert "Sent" in client.get("/demo/").text


def test_a_message_whose_file_is_gone_says_so(client: Client, now: datetime, folder: Path) -> None:
    ref = put_code(now).message_id[1:41]
    Message.objects.update(not_after=None)
    Worker().run_once()
    for file in folder.glob("*.eml"):
        file.unlink()

    assert "its file is gone" in client.get(f"/demo/mail/{ref}/").text


def test_the_calendar_part_can_be_downloaded(client: Client, now: datetime) -> None:
    message = put_code(now)
    Message.objects.update(calendar="BEGIN:VCALENDAR\r\n", calendar_method="REQUEST")
    ref = message.message_id[1:41]
    assert f"/demo/mail/{ref}/dates.ics" in client.get(f"/demo/mail/{ref}/").text

    file = client.get(f"/demo/mail/{ref}/dates.ics")

    assert file["Content-Type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert file.content == b"BEGIN:VCALENDAR\r\n"


def test_what_is_not_there_is_404(client: Client, now: datetime) -> None:
    ref = put_code(now).message_id[1:41]

    assert client.get(f"/demo/mail/{ref}/dates.ics").status_code == 404
    assert client.get("/demo/mail/0000/").status_code == 404
    assert client.get(f"/demo/mail/{ref[:-1]}/").status_code == 404


def test_mail_that_goes_to_a_server_has_no_folder() -> None:
    assert letters.folder_of("smtp://mail.example") is None
    assert letters.text_of(None, "<x@y>") == ""
    assert letters.folder_of("file:///srv/my%20mail") == Path("/srv/my mail")
