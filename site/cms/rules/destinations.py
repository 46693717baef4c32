"""Screens of the platform that editors may link to by name, so that no link of theirs can break."""

from django.urls import reverse

SCREENS = (
    ("events:event_list", "Dates"),
    ("visits:workshop_list", "For schools"),
    ("visits:booking_list", "A school's bookings"),
    ("registers:today", "A facilitator's day"),
    ("people:my_home", "A professional's own page"),
    ("papers:verify_search", "Check a certificate"),
)


def address_of(screen: str) -> str:
    """The address of a screen; empty for none."""
    return reverse(screen) if screen else ""
