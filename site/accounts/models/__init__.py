"""People and organisations. Models know their own row, no other."""

from accounts.models.area import Area, Closure, Term
from accounts.models.organisation import Membership, Organisation
from accounts.models.user import StaffRole, User

__all__ = ["Area", "Closure", "Membership", "Organisation", "StaffRole", "Term", "User"]
