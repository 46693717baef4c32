"""What core keeps about people."""

from core.models import (
    FormKey,
    Heartbeat,
    JobItem,
    Message,
    MessageTemplate,
    Option,
    PersonalLink,
    Tally,
)
from core.privacy.personal_data import Erased, Retention, impersonal, noted, personal

personal(
    Message,
    *("to", "subject", "body_text", "body_html", "context", "calendar"),
    whose="",
    retention=Retention.MESSAGE,
    erased=Erased.EMPTIED,
)
noted(Message, "cancelled_by")
impersonal(
    Message,
    "States, and references that lead to nobody by themselves.",
    *("dedupe_key", "kind", "calendar_method", "about", "message_id", "failed_reason"),
    *("link_path", "cancel_reason", "held_by"),
)
impersonal(PersonalLink, "Random, and kept as a digest.", "purpose", "about", "digest")
noted(MessageTemplate, "changed_by")
impersonal(MessageTemplate, "The office's words to everyone.", "kind", "subject", "body")
noted(Option, "changed_by")
impersonal(Option, "A setting of the house.", "key", "value")
impersonal(
    JobItem,
    "Names a job, a row's number, and references of rows to be mended.",
    *("ref", "job", "row", "held_by", "failed_reason", "obstacles"),
)
impersonal(FormKey, "References and numbers, gone after a week.", "actor", "fingerprint", "result")
impersonal(Tally, "A keyed digest, gone after a week.", "what", "digest")
impersonal(Heartbeat, "Names a machine.", "worker")
