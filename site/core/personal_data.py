"""What core keeps about people."""

from core.models import (
    FormKey,
    Heartbeat,
    JobItem,
    Message,
    MessageTemplate,
    Option,
    PersonalLink,
)
from core.privacy.personal_data import Erased, Retention, impersonal, personal

personal(
    Message,
    *("to", "subject", "body_text", "body_html", "calendar"),
    whose="",
    retention=Retention.MESSAGE,
    erased=Erased.EMPTIED,
)
personal(
    Message,
    "cancelled_by",
    whose="cancelled_by",
    retention=Retention.LOG,
    erased=Erased.COUNTED,
    exported=False,
)
impersonal(
    Message,
    "States, and references that lead to nobody by themselves.",
    *("dedupe_key", "kind", "calendar_method", "about", "message_id", "failed_reason"),
    *("link_path", "cancel_reason"),
)
impersonal(PersonalLink, "Random, and kept as a digest.", "purpose", "about", "digest")
personal(
    MessageTemplate,
    "changed_by",
    whose="changed_by",
    retention=Retention.LOG,
    erased=Erased.COUNTED,
    exported=False,
)
impersonal(MessageTemplate, "The office's words to everyone.", "kind", "subject", "body")
personal(
    Option,
    "changed_by",
    whose="changed_by",
    retention=Retention.LOG,
    erased=Erased.COUNTED,
    exported=False,
)
impersonal(Option, "A setting of the house.", "key", "value")
impersonal(JobItem, "Names a job and a row's number.", "job", "row", "failed_reason")
impersonal(FormKey, "References and numbers, gone after a week.", "actor", "fingerprint", "result")
impersonal(Heartbeat, "Names a machine.", "worker")
