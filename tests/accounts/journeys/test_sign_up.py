"""From a visitor to a person with an account."""

from collections.abc import Callable
from unittest import mock

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client

from accounts.forms.sign_in import SignupForm
from accounts.models import User
from core.mail import outbox
from core.models import Message
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
Code = Callable[[], str]
Mail = Callable[[], Message]
SIGN_UP, CONFIRM = "/accounts/signup/", "/accounts/confirm-email/"
ANSWERS = {"name": "Amina Rashid", "email": "Amina@Learner.Example", "password1": PASSWORD}


def test_a_visitor_creates_an_account_with_a_code(client: Client, last_code: Code) -> None:
    response = client.post(SIGN_UP, ANSWERS)
    assert response["Location"] == CONFIRM
    assert "amina@learner.example" in client.get(CONFIRM).text

    done = client.post(CONFIRM, {"code": last_code()})

    person = User.objects.get()
    assert done["Location"] == "/my/"
    assert (person.name, person.email) == ("Amina Rashid", "amina@learner.example")
    assert EmailAddress.objects.get().verified
    assert client.get("/accounts/").status_code == 200


def test_the_page_one_came_from_is_where_one_goes(client: Client, last_code: Code) -> None:
    client.post(SIGN_UP, {**ANSWERS, "next": "/dates/abc/enrol/"})

    assert client.post(CONFIRM, {"code": last_code()})["Location"] == "/dates/abc/enrol/"


def test_nobody_is_signed_in_before_the_code(client: Client) -> None:
    client.post(SIGN_UP, ANSWERS)

    assert client.get("/accounts/").status_code == 302
    fresh = Client()
    fresh.post("/accounts/login/", {"login": ANSWERS["email"], "password": PASSWORD})
    assert fresh.get("/accounts/").status_code == 302


def test_the_message_is_first_in_line_and_secret(client: Client, last_mail: Mail) -> None:
    client.post(SIGN_UP, ANSWERS)

    message = last_mail()
    assert message.to == "amina@learner.example"
    assert message.subject == "Your code to create an account"
    assert message.is_secret
    assert message.priority == Message.Priority.SIGN_IN
    assert message.not_after is not None
    assert (message.not_after - message.due_at).total_seconds() == 600


@pytest.mark.django_db(transaction=True)
def test_person_and_message_are_kept_together_or_not_at_all(client: Client) -> None:
    with (
        mock.patch.object(outbox, "put_secret", side_effect=RuntimeError("no disk")),
        pytest.raises(RuntimeError),
    ):
        client.post(SIGN_UP, ANSWERS)

    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()

    client.post(SIGN_UP, ANSWERS)  # refused: allauth counted the try that failed
    assert User.objects.count() == Message.objects.count() == 0

    cache.clear()  # as if some seconds had passed
    client.post(SIGN_UP, ANSWERS)
    assert User.objects.count() == Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_address_sent_twice_at_once_makes_one_account(
    client: Client, last_mail: Mail
) -> None:
    UserFactory(email="amina@learner.example")
    looked = []

    def look(form: SignupForm, email: str) -> str:
        """The first look comes before the other's commit, and finds nobody."""
        looked.append(email)
        form.account_already_exists = len(looked) > 1
        return email

    with mock.patch.object(SignupForm, "validate_unique_email", look):
        response = client.post(SIGN_UP, ANSWERS)

    assert response["Location"] == CONFIRM
    assert User.objects.count() == 1
    assert last_mail().subject == "You have an account already"


def page_for(client: Client, email: str) -> tuple[int, str, str]:
    """What a visitor sees who signs up with an address, without what differs each time."""
    response = client.post(SIGN_UP, {**ANSWERS, "email": email})
    page = client.get(response["Location"])
    text = page.text.replace(email, "ADDRESS")
    return response.status_code, response["Location"], without_tokens(text)


def without_tokens(text: str) -> str:
    lines = [line for line in text.splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(lines)


def test_a_known_address_gets_the_same_answer_and_another_mail(last_mail: Mail) -> None:
    UserFactory(email="known@learner.example")

    unknown = page_for(Client(), "new@learner.example")
    known = page_for(Client(), "known@learner.example")

    assert known == unknown
    assert last_mail().subject == "You have an account already"
    assert "/accounts/password/reset/" in last_mail().body_text
    assert User.objects.filter(email="known@learner.example").count() == 1


def test_a_known_address_takes_the_same_work() -> None:
    UserFactory(email="known@learner.example")

    with mock.patch("accounts.forms.sign_in.make_password") as hashing:
        Client().post(SIGN_UP, {**ANSWERS, "email": "known@learner.example"})

    hashing.assert_called_once_with(PASSWORD)


def test_no_code_opens_the_account_of_a_known_address() -> None:
    UserFactory(email="known@learner.example")
    client = Client()
    client.post(SIGN_UP, {**ANSWERS, "email": "known@learner.example"})

    for code in ["000000", "111111", "222222"]:
        client.post(CONFIRM, {"code": code})

    assert client.get("/accounts/").status_code == 302


def test_three_wrong_codes_end_the_try(client: Client, last_code: Code) -> None:
    client.post(SIGN_UP, ANSWERS)
    right = last_code()
    wrong = "000000" if right != "000000" else "111111"

    for _ in range(2):
        page = client.post(CONFIRM, {"code": wrong})
        assert "That is not the right code" in page.text
    assert client.post(CONFIRM, {"code": wrong})["Location"] == "/accounts/login/"

    client.post(CONFIRM, {"code": right})
    assert not EmailAddress.objects.get().verified


def test_a_new_code_can_be_asked_for(client: Client, last_code: Code) -> None:
    client.post(SIGN_UP, ANSWERS)
    soon = client.post(CONFIRM, {"action": "resend"}, follow=True)
    assert (soon.status_code, Message.objects.count()) == (429, 1)
    assert "Wait a few minutes" in soon.text

    cache.clear()  # as if some seconds had passed
    client.post(CONFIRM, {"action": "resend"})

    assert Message.objects.count() == 2
    assert client.post(CONFIRM, {"code": "x"}).status_code == 200
    assert client.post(CONFIRM, {"code": last_code()})["Location"] == "/my/"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"name": ""}, "Enter your full name"),
        ({"name": "Amina\nBcc: x@example.org"}, "Write your name on one line"),
        ({"name": "A" * 1_048_576}, "Use 120 characters or fewer"),
        ({"email": "nobody"}, "like name@example.org"),
        (
            {"email": f"a@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.{'f' * 20}.example"},
            "longer than the 254",
        ),
        ({"email": ""}, "Enter your email address"),
        ({"password1": "short"}, "at least 10 characters"),
        ({"password1": "password123"}, "too common"),
        ({"password1": "x" * 257}, "Use 256 characters or fewer"),
        ({"password1": ""}, "Enter your password"),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(
    client: Client, answers: dict[str, str], sentence: str
) -> None:
    page = client.post(SIGN_UP, {**ANSWERS, **answers})

    assert page.status_code == 200
    assert sentence in page.text
    assert "There is a problem" in page.text
    assert not User.objects.exists()
    assert not Message.objects.exists()


def test_a_whole_staff_room_signs_up_at_once_and_there_is_a_limit(client: Client) -> None:
    pages = [client.post(SIGN_UP, {**ANSWERS, "email": "nobody"}) for _ in range(61)]

    assert [page.status_code for page in pages] == [200] * 60 + [429]
    assert "Too many tries" in pages[-1].text
