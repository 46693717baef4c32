"""What Wagtail knows of events: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "schedule_event": ("Open date", "Opened a date"),
    "reserve_event": ("Reserve date", "Held a date for organisations"),
    "confirm_event": ("Confirm date", "Made a held date firm"),
    "waive_minimum": ("Run with few", "Decided that a date runs with few people"),
    "create_series": ("Create series", "Opened dates by a rule"),
}
name_actions(ACTIONS)
