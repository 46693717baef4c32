"""What Wagtail knows of accounts: names for its log, and plain records that editors change.

Nothing about people is here: they are on the house's own screens.
"""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.access import remit_of
from accounts.models import Area, Closure, StaffRole, Term
from core.wagtail_hooks import name_actions

ACTIONS = {
    "name_person": ("Change details", "Details changed"),
    "grant_role": ("Grant a role", "Role granted"),
    "limit_role": ("Limit a role to boroughs", "Boroughs of a role changed"),
    "revoke_role": ("Revoke a role", "Role revoked"),
    "add_membership": ("Add to an organisation", "Added to an organisation"),
    "request_membership": ("Ask to join an organisation", "Asked to join an organisation"),
    "decline_membership": ("Decline a request to join", "Request to join declined or withdrawn"),
    "name_manager": ("Name a manager", "Manager named"),
    "confirm_manager": ("Confirm a manager", "Manager confirmed"),
    "end_manager": ("End a manager", "Manager ended"),
    "make_feed_token": ("Make a calendar address", "Calendar address made"),
    "revoke_feed_token": ("Revoke a calendar address", "Calendar address revoked"),
    "hold_sign_in": ("Hold sign-in", "Sign-in with a password held: wrong passwords were tried"),
    "end_membership": ("End a membership", "Membership ended"),
}
name_actions(ACTIONS)


class EditorsPolicy(ModelPermissionPolicy):
    """Editors and administrators, by their staff role; `may` says what they may do.

    What they keep is the whole region's, so a role that is limited to boroughs does not count.
    """

    EDITORS: tuple[StaffRole.Role, ...] = (StaffRole.Role.EDITOR, StaffRole.Role.ADMINISTRATOR)

    def __init__(self, model: Any, may: frozenset[str]) -> None:
        super().__init__(model)
        self.may = may

    def user_has_permission(self, user: Any, action: str) -> bool:
        allowed = user.is_active and (user.is_superuser or remit_of(user, self.EDITORS).is_whole)
        return allowed and action in self.may


KEEP = frozenset({"add", "change", "view"})  # what other rows stand on is never deleted
FREE = KEEP | {"delete"}


class AreaViewSet(ModelViewSet):
    model = Area
    icon = "site"
    name = "areas"
    permission_policy = EditorsPolicy(Area, KEEP)
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("ons_code"), FieldPanel("position")]),
    ]
    list_display = ["name", "code", "ons_code", "position"]
    ordering = ["position", "search_key"]
    copy_view_enabled = False


class TermViewSet(ModelViewSet):
    model = Term
    icon = "calendar"
    name = "terms"
    permission_policy = EditorsPolicy(Term, FREE)
    panels = [
        FieldRowPanel([FieldPanel("area"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("academic_year"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("starts_date"), FieldPanel("ends_date")]),
        FieldPanel("is_confirmed"),
    ]
    list_display = [
        *("name", "academic_year", "area", "organisation"),
        *("starts_date", "ends_date", "is_confirmed"),
    ]
    list_filter = ["academic_year", "area", "is_confirmed"]
    ordering = ["-starts_date", "area", "pk"]


class ClosureViewSet(ModelViewSet):
    model = Closure
    icon = "calendar-alt"
    name = "closures"
    permission_policy = EditorsPolicy(Closure, FREE)
    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("area"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("starts_date"), FieldPanel("ends_date")]),
    ]
    list_display = ["kind", "area", "organisation", "starts_date", "ends_date"]
    list_filter = ["kind", "area"]
    ordering = ["-starts_date", "pk"]
