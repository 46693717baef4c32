"""What Wagtail knows of registers: names for its log."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "close_register": ("Close register", "Closed a register"),
    "not_delivered": ("Not delivered", "Said that a session did not go ahead"),
    "reopen_register": ("Reopen register", "Opened a register again"),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{name}", label, message)
