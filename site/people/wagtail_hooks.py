"""What Wagtail knows of people: names for its log."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

ACTIONS = {
    "merge_people": ("Merge accounts", "Merged two accounts"),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{name}", label, message)
