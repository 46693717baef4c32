"""What enrolments keeps about people."""

from core.privacy.personal_data import Erased, Merged, Retention, impersonal, noted, personal
from training.enrolments.models import Enrolment, Interest, RosterImport

personal(
    Enrolment,
    "person",
    whose="person",
    retention=Retention.ATTENDANCE,
    erased=Erased.ANONYMISED,
    merged=Merged.MOVES,
)
personal(
    Enrolment,
    "manager_email",
    whose="person",
    retention=Retention.ATTENDANCE,
    erased=Erased.EMPTIED,
)
personal(
    Enrolment,
    "access_needs",
    whose="person",
    retention=Retention.ACCESS_NEEDS,
    erased=Erased.EMPTIED,
)
personal(
    Enrolment,
    "booked_by",
    whose="booked_by",
    retention=Retention.ATTENDANCE,
    erased=Erased.ANONYMISED,
)
personal(
    Enrolment,
    "name_given",
    whose="person",
    retention=Retention.ATTENDANCE,
    erased=Erased.EMPTIED,
)
impersonal(Enrolment, "Random; they lead to nobody by themselves.", "group_ref", "calendar_uid")
personal(
    Interest,
    "person",
    whose="person",
    retention=Retention.WAITING,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
noted(RosterImport, "made_by")
