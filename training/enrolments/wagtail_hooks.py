"""What Wagtail knows of enrolments: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "enrol": ("Enrol", "Gave a place"),
    "cancel_enrolment": ("Cancel place", "Cancelled a place"),
    "offer_place": ("Offer place", "Offered a place from the waiting list"),
    "reissue_offer": ("Offer place again", "Offered a place again whose mail had not left"),
    "move_place": ("Move place", "Moved a place to another date"),
    "receive_place": ("Receive place", "Gave a place in exchange for another"),
    "offer_next": ("Offer next date", "Offered the next date for a cancelled one"),
    "join_waiting_list": ("Join waiting list", "Joined the waiting list"),
    "leave_waiting_list": ("Leave waiting list", "Left the waiting list"),
    "end_waiting": ("Close waiting list", "The date began: taken off the waiting list"),
    "accept_offer": ("Accept place", "Said yes to an offered place"),
    "decline_offer": ("Decline place", "Said no to an offered place"),
    "register_interest": ("Ask for a date", "Asked to hear of a course's next date"),
    "withdraw_interest": ("No longer ask", "No longer wants to hear of a course's next date"),
    "tell_interested": ("Tell of a date", "Told of a date of a course asked about"),
    "expire_offer": ("Offer ran out", "Did not answer the offer of a place in time"),
    "substitute": ("Send a colleague", "Gave a place to a colleague"),
    "reconfirm": ("Keep place", "Kept a place on a date that moved"),
    "release_place": ("Release place", "Released a place nobody confirmed"),
    "book_colleague": ("Book for a colleague", "Held a place for a colleague"),
    "take_back_enrolment": ("Take back a place", "Took back a place held for a colleague"),
    "approve_enrolment": ("Approve place", "Approved a place"),
    "decline_enrolment": ("Decline place", "Declined a place"),
    "expire_approval": ("End unanswered place", "Ended a place nobody approved in time"),
    "write_to_people": ("Write to people", "Wrote to the people of a date"),
    "import_roster": ("Import people", "Put the people of a file on a date"),
    "undo_import": ("Undo import", "Took the people of a file off a date"),
    "apply_bulk_action": ("Change several places", "Approved, cancelled or moved several places"),
    "set_outcome": ("Change attendance", "Changed what a register says of a person"),
    "cancel_event": ("Cancel date", "Cancelled a date"),
    "set_capacity": ("Change places", "Changed how many places a date has"),
    "update_event_version": (
        "Run the newest version",
        "Let a date run another version",
    ),
    "move_event": ("Move date", "Changed when or where a date is"),
}
name_actions(ACTIONS)
