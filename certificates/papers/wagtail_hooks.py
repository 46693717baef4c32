"""What Wagtail's log is told about certificates."""

from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("upstander.issue_certificate", "Issue", "Issued a certificate")
    actions.register_action("upstander.supersede_certificate", "Replace", "Replaced a certificate")
    actions.register_action("upstander.revoke_certificate", "Withdraw", "Withdrew a certificate")
