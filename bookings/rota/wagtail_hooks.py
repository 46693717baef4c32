"""What Wagtail knows of rota: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "assign": ("Assign a facilitator", "Assigned a facilitator"),
    "release": ("Release a facilitator", "Released a facilitator"),
    "change_facilitator": ("Change a facilitator", "Changed the facilitator's record"),
}
name_actions(ACTIONS)
