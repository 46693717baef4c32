"""What papers keep about people."""

from certificates.papers.models import Paper
from core.privacy.personal_data import Erased, Merged, Retention, impersonal, personal

personal(
    Paper,
    "person",
    whose="person",
    retention=Retention.ATTENDANCE,
    erased=Erased.ANONYMISED,
    merged=Merged.MOVES,
)
personal(
    Paper,
    *("snapshot", "pdf"),
    whose="person",
    retention=Retention.ATTENDANCE,
    erased=Erased.ANONYMISED,
)
impersonal(
    Paper,
    "Random, or a digest: what is left of a paper once its name is gone.",
    *("number", "code", "digest", "signing_key_id"),
)
impersonal(Paper, "One of a few that the code names.", "kind", "revoked_words")
