"""What Wagtail knows of events: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "schedule_event": ("Open date", "Opened a date"),
    "reserve_event": ("Reserve date", "Held a date for organisations"),
    "confirm_event": ("Confirm date", "Made a held date firm"),
    "waive_minimum": ("Run with few", "Decided that a date runs with few people"),
    "create_venue": ("Add venue", "Added a venue"),
    "change_venue": ("Change venue", "Changed what is said of a venue"),
    "change_rooms": ("Change rooms", "Changed the rooms of a venue"),
    "retire_venue": ("Retire venue", "Took a venue out of use"),
    "restore_venue": ("Use venue again", "Took a venue back into use"),
    "delete_venue": ("Delete venue", "Deleted a venue that nothing was held at"),
    "create_series": ("Create series", "Opened dates by a rule"),
}
name_actions(ACTIONS)
