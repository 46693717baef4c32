"""What Wagtail knows of rota: names for its log."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "assign": ("Assign a facilitator", "Assigned a facilitator"),
    "release": ("Release a facilitator", "Released a facilitator"),
    "change_facilitator": ("Change a facilitator", "Changed the facilitator's record"),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{name}", label, message)
