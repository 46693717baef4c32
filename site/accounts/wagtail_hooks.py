"""What Wagtail knows of people: names for what was done to them."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "name_person": ("Change details", "Details changed"),
    "grant_role": ("Grant a role", "Role granted"),
    "revoke_role": ("Revoke a role", "Role revoked"),
    "add_membership": ("Add to an organisation", "Added to an organisation"),
    "request_membership": ("Ask to join an organisation", "Asked to join an organisation"),
    "decline_membership": ("Decline a request to join", "Request to join declined or withdrawn"),
    "name_manager": ("Name a manager", "Manager named"),
    "confirm_manager": ("Confirm a manager", "Manager confirmed"),
    "end_manager": ("End a manager", "Manager ended"),
    "make_feed_token": ("Make a calendar address", "Calendar address made"),
    "revoke_feed_token": ("Revoke a calendar address", "Calendar address revoked"),
    "end_membership": ("End a membership", "Membership ended"),
}


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Name our entries in the log."""
    for action, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{action}", label, message)
