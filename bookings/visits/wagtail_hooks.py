"""What Wagtail knows of visits: names for its log."""

from core.wagtail_hooks import name_actions

ACTIONS = {
    "request_booking": ("Request a visit", "Requested a visit"),
    "offer_booking": ("Offer a date", "Offered a date"),
    "confirm_booking": ("Confirm a visit", "Confirmed the visit"),
    "decline_booking": ("Decline a request", "Declined the request"),
    "end_booking": ("Withdraw or cancel a booking", "Withdrew or cancelled the booking"),
    "accept_date": ("Accept a date", "Accepted the date"),
}
name_actions(ACTIONS)
