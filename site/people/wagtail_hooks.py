"""What Wagtail knows of people: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "merge_people": ("Merge accounts", "Merged two accounts"),
}
name_actions(ACTIONS)
