"""What Wagtail knows of registers: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "close_register": ("Close register", "Closed a register"),
    "not_delivered": ("Not delivered", "Said that a session did not go ahead"),
    "reopen_register": ("Reopen register", "Opened a register again"),
}
name_actions(ACTIONS)
