"""What accounts write about signing in, besides allauth's codes and resets."""

from datetime import datetime

from accounts.models import User
from core.mail import outbox
from core.mail.message_keys import KeyParts
from core.mail.message_types import Link, MessageType, declare
from core.models import Message


def mail_sign_in_held(person: User, *, now: datetime) -> None:
    """Tell the person that wrong passwords were tried, and what goes on working."""
    outbox.put(
        SIGN_IN_HELD,
        key=SIGN_IN_HELD.key(person, now),
        to=person.email,
        context={"code_page": CODE_PAGE, "password_page": PASSWORD_PAGE},
        now=now,
        about=person.ref,
    )


def is_open(message: Message, now: datetime) -> bool:
    """The account is still there to sign in to."""
    return User.objects.filter(ref=message.about, is_active=True).exists()


def hold_key(person: User, moment: datetime) -> KeyParts:
    return (person.ref, moment.isoformat())


CODE_PAGE = Link("Sign in with a code", "/accounts/login/code/")
PASSWORD_PAGE = Link("Set a new password", "/accounts/password/reset/")
SIGN_IN_HELD = declare(
    MessageType(
        name="accounts/sign_in_held",
        label="Wrong passwords were tried at somebody's account",
        samples={"code_page": CODE_PAGE, "password_page": PASSWORD_PAGE},
        key=hold_key,
        is_still_needed=is_open,
    )
)
