"""What Wagtail knows of rota: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "assign": ("Assign a facilitator", "Assigned a facilitator"),
    "release": ("Release a facilitator", "Released a facilitator"),
    "record_check": ("Record a check", "Recorded a check of the facilitator"),
    "withdraw_check": ("Withdraw a check", "Took back a check that was recorded by mistake"),
    "change_facilitator": ("Change a facilitator", "Changed the facilitator's record"),
}
name_actions(ACTIONS)
