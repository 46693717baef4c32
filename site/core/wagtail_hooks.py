"""What Wagtail knows of core: a name for its log."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name the action that staff read in the log."""
    actions.register_action("upstander.set_option", "Change a setting", "Changed a setting")
