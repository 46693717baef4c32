"""What Wagtail knows of events: names for its log."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "schedule_event": ("Open date", "Opened a date"),
    "reserve_event": ("Reserve date", "Held a date for organisations"),
    "confirm_event": ("Confirm date", "Made a held date firm"),
    "waive_minimum": ("Run with few", "Decided that a date runs with few people"),
    "create_series": ("Create series", "Opened dates by a rule"),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{name}", label, message)
