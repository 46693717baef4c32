"""The staff areas, on every screen that belongs to one of them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.access import is_office
from core.context import Link, add_to_frame

AREAS = (
    ("Team", "reports:team_home"),
    ("Bookings", "bookings:team_booking_list"),
    ("Events", "training:team_event_list"),
    ("Facilitators", "bookings:team_facilitator_list"),
    ("Reports", "reports:reach_month"),
)


@add_to_frame
def staff_areas(request: HttpRequest) -> dict[str, Any]:
    """Links between the office's areas; none for others, who have the reports alone."""
    if not request.path.startswith(("/team/", "/reports/")) or not is_office(request.user):
        return {}
    addresses = [(label, reverse(name)) for label, name in AREAS]
    inside = [address for _, address in addresses if request.path.startswith(address)]
    here = max(inside, key=len, default="")
    return {"staff_links": [Link(label, url, current=url == here) for label, url in addresses]}
