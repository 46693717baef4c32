"""The staff areas, on every screen that belongs to one of them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from accounts.access import has_role, is_office, is_whole_office
from accounts.models import StaffRole
from core.web.navigation import Link, add_navigation

AREAS = (
    ("Team", "reports:team_home"),
    ("Bookings", "visits:team_booking_list"),
    ("Events", "enrolments:team_event_list"),
    ("Venues", "events:team_venue_list"),
    ("Facilitators", "rota:team_facilitator_list"),
    ("People", "people:team_people_list"),
    ("Reports", "reports:reach_month"),
    ("Messages", "message_list"),
    ("Settings", "option_edit"),
)
WHOLE_ONLY = frozenset({"Settings"})
ADMINISTRATORS = frozenset({"People", "Reports"})


@add_navigation
def staff_areas(request: HttpRequest) -> dict[str, Any]:
    """Links between the areas of the office; an administrator's two; others have one alone."""
    if not request.path.startswith(("/team/", "/reports/")):
        return {}
    addresses = [(label, reverse(name)) for label, name in areas_of(request.user)]
    if not addresses:
        return {}
    inside = [address for _, address in addresses if request.path.startswith(address)]
    here = max(inside, key=len, default="")
    return {"staff_links": [Link(label, url, current=url == here) for label, url in addresses]}


def areas_of(user: object) -> tuple[tuple[str, str], ...]:
    """What the links may lead to for a person."""
    if is_office(user):
        return AREAS if is_whole_office(user) else tuple(a for a in AREAS if a[0] not in WHOLE_ONLY)
    if has_role(user, [StaffRole.Role.ADMINISTRATOR]):
        return tuple(area for area in AREAS if area[0] in ADMINISTRATORS)
    return ()
