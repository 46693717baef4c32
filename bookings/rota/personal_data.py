"""What rota keeps about people."""

from bookings.rota.models import Assignment, Facilitator
from core.privacy.personal_data import Erased, Merged, Retention, impersonal, personal

personal(
    Facilitator,
    "user",
    whose="user",
    retention=Retention.ACCOUNT,
    erased=Erased.ANONYMISED,
    merged=Merged.REFUSED,
)
personal(
    Facilitator,
    *("dbs_due_date", "safeguarding_due_date"),
    whose="user",
    retention=Retention.ACCOUNT,
    erased=Erased.EMPTIED,
)
impersonal(Assignment, "Random.", "calendar_uid")
