"""People and organisations. Models know their own row, no other."""

from accounts.models.area import Area, Closure, Term
from accounts.models.feed_token import FeedToken
from accounts.models.line_manager import LineManager
from accounts.models.organisation import Membership, Organisation
from accounts.models.organisation_kind import OrganisationKind
from accounts.models.sign_in_hold import SignInHold
from accounts.models.user import StaffRole, StaffRoleArea, User

__all__ = [
    "Area",
    "Closure",
    "FeedToken",
    "LineManager",
    "Membership",
    "Organisation",
    "OrganisationKind",
    "SignInHold",
    "StaffRole",
    "StaffRoleArea",
    "Term",
    "User",
]
