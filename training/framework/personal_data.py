"""What framework keeps about people."""

from core.privacy.personal_data import Erased, Merged, Retention, impersonal, personal
from training.framework.models import (
    Competency,
    Domain,
    Framework,
    FrameworkVersion,
    Level,
    LevelDescriptor,
    PersonRole,
    RoleGroupVersion,
)

personal(
    PersonRole,
    "person",
    whose="person",
    retention=Retention.ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
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
impersonal(RoleGroupVersion, "A published framework.", "code", "title", "examples")
