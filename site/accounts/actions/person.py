"""What can happen to a person's own details."""

from datetime import datetime

from accounts.models import User
from core import audit
from core.locks import lock_resources, transact


@transact
def name_person(
    person: User, *, name: str, job_title: str = "", actor: User, now: datetime
) -> User:
    """Set the name as it should be printed, and the job title. Papers keep the name they have."""
    kept = lock_resources(person)[person]
    if (kept.name, kept.job_title) == (name, job_title):
        return kept
    kept.name, kept.job_title = name, job_title
    kept.save(update_fields=["name", "job_title"])
    audit.record(kept, "name_person", title=kept.ref, actor=actor, now=now)
    return kept
