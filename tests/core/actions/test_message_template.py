"""The office's words: refused when they could not go out, whoever asks."""

from datetime import datetime

import pytest

from accounts.models import User
from core.actions.message_template import send_test, set_message_text
from core.mail.message_types import Text
from core.models import Message, MessageTemplate
from tests.refusals import refused
from training.enrolments.emails.waiting_list import OFFER_MADE

pytestmark = pytest.mark.django_db(transaction=True)
FAULTY = Text("Your place", "It costs {price}")


def test_faulty_words_are_not_kept(lead: User, now: datetime) -> None:
    with refused("message_text", match="price"):
        set_message_text(OFFER_MADE, FAULTY, actor=lead, now=now)

    assert not MessageTemplate.objects.exists()


def test_faulty_words_are_not_sent_as_a_test(now: datetime) -> None:
    with refused("message_text", match="price"):
        send_test(OFFER_MADE, FAULTY, to="lead@vrp.example", now=now)

    assert not Message.objects.exists()
