"""Screens of the platform that editors may link to by name, so that no link of theirs can break."""

from django.urls import reverse

SCREENS = (
    ("training:event_list", "Dates"),
    ("bookings:workshop_list", "For schools"),
    ("bookings:booking_list", "A school's bookings"),
    ("bookings:today", "A facilitator's day"),
    ("certificates:my_home", "A professional's own page"),
    ("certificates:verify_search", "Check a certificate"),
)


def address_of(screen: str) -> str:
    """The address of a screen; empty for none."""
    return reverse(screen) if screen else ""
