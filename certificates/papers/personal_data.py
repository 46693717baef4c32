"""What certificates keep about people."""

from certificates.papers.models import Certificate
from core.privacy.personal_data import Erased, Retention, impersonal, personal

personal(
    Certificate,
    *("snapshot", "pdf"),
    whose="enrolment__person",
    retention=Retention.ATTENDANCE,
    erased=Erased.ANONYMISED,
)
impersonal(
    Certificate,
    "Random, or a digest: what is left of a certificate once its name is gone.",
    *("number", "code", "digest", "signing_key_id"),
)
