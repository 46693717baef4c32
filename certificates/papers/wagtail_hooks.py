"""What Wagtail knows of papers: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "issue_certificate": ("Issue", "Issued a certificate"),
    "supersede_certificate": ("Replace", "Replaced a certificate"),
    "revoke_certificate": ("Withdraw", "Withdrew a certificate"),
}
name_actions(ACTIONS)
