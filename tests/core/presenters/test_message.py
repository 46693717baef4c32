"""A message in the office's words."""

from core.mail.django_backend import NOTICE
from core.mail.message_types import TEST_TYPE, labelled
from core.models import Message, MessageState
from core.presenters.message import BADGES, KEPT_BACK, row_of, trouble_words, type_label


def test_every_state_has_a_badge() -> None:
    assert set(BADGES) == set(MessageState)


def test_every_message_has_a_label() -> None:
    (first, *_) = labelled()
    known = {
        first.name: first.label,
        TEST_TYPE: "A test of somebody's words",
        NOTICE: "Something about a page, from the CMS",
        "old/no_longer_used": "old/no_longer_used",
    }

    assert {name: type_label(Message(kind=name)) for name in known} == known


def test_of_a_code_no_word_is_shown() -> None:
    row = row_of(Message(kind="accounts/login_code", subject="Code 123456", is_secret=True))

    assert (row.subject, row.type_label) == (KEPT_BACK, "A sign-in code or a reset")


def test_a_trouble_is_a_sentence_with_its_technical_name() -> None:
    refused = trouble_words("SMTPRecipientsRefused 550")

    assert refused.startswith("The mail server does not take messages for this address (")
    assert trouble_words("OSError") == "The mail server was not reached (OSError)"
