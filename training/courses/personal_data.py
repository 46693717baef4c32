"""What courses keeps about people."""

from core.privacy.personal_data import impersonal
from training.courses.models import Clearance, Course, CourseVersion

impersonal(
    Course,
    "What is taught; the same for everyone.",
    *(
        "slug",
        "title",
        "search_key",
        "yef_strand",
        "audience",
        "not_for",
        "year_groups",
        "summary",
        "aims",
    ),
    *("hard_max_reason", "content_notice", "bring", "readiness_checks", "gate"),
    *("open_to_kinds", "reminder_days", "provider", "basis"),
)
impersonal(CourseVersion, "What is taught; the same for everyone.", "outcomes", "parts")
impersonal(Clearance, "About an organisation.", "reason")
