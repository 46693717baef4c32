"""What training keeps about people."""

from core.people import Erased, Merged, Retention, impersonal, personal
from training.models import (
    Clearance,
    Competency,
    Course,
    Domain,
    Enrolment,
    Event,
    Framework,
    FrameworkVersion,
    Interest,
    Level,
    LevelDescriptor,
    PersonRole,
    RoleGroup,
    RosterImport,
    Series,
    Session,
)

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
    "booked_as",
    whose="person",
    retention=Retention.ATTENDANCE,
    erased=Erased.EMPTIED,
)
impersonal(Enrolment, "Random; they lead to nobody by themselves.", "party", "calendar_uid")
personal(
    Interest,
    "person",
    whose="person",
    retention=Retention.WAITING,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
personal(
    PersonRole,
    "person",
    whose="person",
    retention=Retention.ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
personal(
    RosterImport,
    "made_by",
    whose="made_by",
    retention=Retention.LOG,
    erased=Erased.COUNTED,
    exported=False,
)
impersonal(
    Course,
    "What is taught; the same for everyone.",
    *("slug", "title", "yef_strand", "audience", "not_for", "year_groups", "summary", "aims"),
    *("outcomes", "parts", "hard_max_reason", "content_notice", "bring", "readiness_checks"),
    "gate",
    *("open_to_kinds", "open_to_roles", "priority_roles", "reminder_days", "provider", "basis"),
)
impersonal(Clearance, "About an organisation.", "reason")
impersonal(
    Event,
    "Where a date is; everyone reads it, or who has a place.",
    *("joining_digest", "venue", "join_link", "tier_reason"),
)
impersonal(Session, "Where a session is.", "place")
impersonal(Series, "A rule for dates.", "rule")
impersonal(
    Framework,
    "A published framework.",
    *("slug", "title", "owner", "summary", "regional_definition"),
)
impersonal(FrameworkVersion, "A published framework.", "number", "change_note")
impersonal(Level, "A published framework.", "name", "summary")
impersonal(Domain, "A published framework.", "code", "title", "summary")
impersonal(Competency, "A published framework.", "code", "title", "rationale")
impersonal(LevelDescriptor, "A published framework.", "text", "behaviour")
impersonal(RoleGroup, "A published framework.", "code", "title", "examples")
