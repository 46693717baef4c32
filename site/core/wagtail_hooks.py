"""What Wagtail knows of core: names for its log."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "set_option": ("Change a setting", "Changed a setting"),
    "set_wording": ("Change the words of a message", "Changed the words of a message"),
    "reset_wording": ("Use our own words", "Went back to our own words for a message"),
    "cancel_message": ("Cancel a message", "Cancelled a message"),
    "retry_message": ("Try a message again", "Let a message try again"),
    "resend_message": ("Send a message again", "Sent a message again"),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name the actions that staff read in the log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{name}", label, message)
