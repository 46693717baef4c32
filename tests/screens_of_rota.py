"""The office's screens of venues and of facilitators, with their checks: for tests.screens."""

from tests.screen import FACILITATOR, OFFICE, Screen, refused

VENUES = (
    Screen("events:team_venue_list", "/team/venues/", OFFICE),
    Screen("events:team_venue_list", "/team/venues/?q=zzzz", OFFICE, "nothing found"),
    Screen("events:team_venue_create", "/team/venues/new/", OFFICE),
    refused("events:team_venue_create", "/team/venues/new/", "Add this venue", OFFICE),
    Screen("events:team_venue_detail", "/team/venues/{venue}/", OFFICE),
    Screen("events:team_venue_edit", "/team/venues/{venue}/edit/", OFFICE),
    Screen("events:team_venue_retire", "/team/venues/{venue}/retire/", OFFICE),
    Screen("events:team_venue_delete", "/team/venues/{venue}/delete/", OFFICE),
    Screen("events:team_room_create", "/team/venues/{venue}/rooms/new/", OFFICE),
    refused("events:team_room_create", "/team/venues/{venue}/rooms/new/", "Save", OFFICE),
    Screen("events:team_room_edit", "/team/venues/{venue}/rooms/{room}/", OFFICE),
    Screen("events:team_room_remove", "/team/venues/{venue}/rooms/{room}/remove/", OFFICE),
)
FACILITATORS = (
    Screen("rota:team_facilitator_list", "/team/facilitators/", OFFICE),
    Screen("rota:team_facilitator_detail", "/team/facilitators/{facilitator}/", OFFICE),
    Screen("rota:team_facilitator_edit", "/team/facilitators/{facilitator}/edit/", OFFICE),
    Screen("rota:team_check_create", "/team/facilitators/{facilitator}/checks/new/", OFFICE),
    refused(
        "rota:team_check_create",
        "/team/facilitators/{facilitator}/checks/new/",
        "Record it",
        OFFICE,
    ),
    Screen(
        "rota:team_check_withdraw",
        "/team/facilitators/{facilitator}/checks/{check}/withdraw/",
        OFFICE,
    ),
    Screen("rota:my_checks", "/my/checks/", FACILITATOR),
)
