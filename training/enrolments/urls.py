"""Addresses of enrolments."""

from django.urls import path

from training.enrolments.views import (
    approval,
    calendar,
    colleague,
    enrolment,
    interest,
    team_bulk,
    team_enrolment,
    team_event_change,
    team_roster,
    team_roster_import,
    waiting_list,
)
from training.enrolments.views.consent import consent
from training.enrolments.views.event import event_calendar, event_detail
from training.enrolments.views.move import enrolment_move
from training.enrolments.views.reconfirmation import reconfirmation
from training.enrolments.views.substitution import enrolment_colleague
from training.enrolments.views.team_event import team_event_detail, team_event_list
from training.enrolments.views.team_series import team_series_detail

app_name = "enrolments"
urlpatterns = [
    path("dates/<str:ref>/", event_detail, name="event_detail"),
    path("dates/<str:ref>/calendar.ics", event_calendar, name="event_calendar"),
    path("dates/<str:ref>/enrol/", enrolment.enrolment_create, name="enrolment_create"),
    path("interest/<slug:slug>/", interest.interest_create, name="interest_create"),
    path("my/interest/<str:ref>/withdraw/", interest.interest_withdraw, name="interest_withdraw"),
    path("dates/<str:ref>/wait/", waiting_list.waiting_create, name="waiting_create"),
    path("my/places/<str:ref>/leave/", waiting_list.waiting_leave, name="waiting_leave"),
    path("my/places/<str:ref>/yes/", waiting_list.offer_accept, name="offer_accept"),
    path("my/places/<str:ref>/no/", waiting_list.offer_decline, name="offer_decline"),
    path("dates/<str:ref>/colleagues/", colleague.colleague_create, name="colleague_create"),
    path(
        "my/bookings/<str:ref>/take-back/",
        colleague.colleague_take_back,
        name="colleague_take_back",
    ),
    path("places/<str:token>/", consent, name="consent"),
    path("approvals/<str:token>/", approval.approval_answer, name="approval_answer"),
    path("my/places/<str:ref>/", enrolment.enrolment_detail, name="enrolment_detail"),
    path(
        "my/places/<str:ref>/calendar.ics",
        enrolment.enrolment_calendar,
        name="enrolment_calendar",
    ),
    path("my/places/<str:ref>/cancel/", enrolment.enrolment_cancel, name="enrolment_cancel"),
    path("my/places/<str:ref>/move/", enrolment_move, name="enrolment_move"),
    path(
        "my/places/<str:ref>/colleague/",
        enrolment_colleague,
        name="enrolment_colleague",
    ),
    path("my/calendar/", calendar.calendar_detail, name="calendar_detail"),
    path("my/calendar/revoke/", calendar.calendar_revoke, name="calendar_revoke"),
    path("my/calendar/<str:token>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("team/events/", team_event_list, name="team_event_list"),
    path("team/events/series/<str:ref>/", team_series_detail, name="team_series_detail"),
    path("team/events/<str:ref>/", team_event_detail, name="team_event_detail"),
    path(
        "team/events/<str:ref>/cancel/",
        team_event_change.team_event_cancel,
        name="team_event_cancel",
    ),
    path(
        "team/events/<str:ref>/people/<str:place>/cancel/",
        team_enrolment.team_enrolment_cancel,
        name="team_enrolment_cancel",
    ),
    path(
        "team/events/<str:ref>/people/<str:place>/move/",
        team_enrolment.team_enrolment_move,
        name="team_enrolment_move",
    ),
    path(
        "team/events/<str:ref>/people/<str:place>/offer-again/",
        team_enrolment.team_enrolment_reissue,
        name="team_enrolment_reissue",
    ),
    path(
        "team/events/<str:ref>/people/<str:place>/colleague/",
        team_enrolment.team_enrolment_substitute,
        name="team_enrolment_substitute",
    ),
    path(
        "team/events/<str:ref>/message/",
        team_roster.team_event_message,
        name="team_event_message",
    ),
    path(
        "team/events/<str:ref>/people.csv",
        team_roster.team_event_people_csv,
        name="team_event_people_csv",
    ),
    path(
        "team/events/<str:ref>/people.xlsx",
        team_roster.team_event_people_xlsx,
        name="team_event_people_xlsx",
    ),
    path("team/events/<str:ref>/people/add/", team_roster.team_person_add, name="team_person_add"),
    path(
        "team/events/<str:ref>/import/",
        team_roster_import.team_roster_import,
        name="team_roster_import",
    ),
    path(
        "team/events/<str:ref>/import/template.xlsx",
        team_roster_import.team_roster_template,
        name="team_roster_template",
    ),
    path(
        "team/events/<str:ref>/import/check/",
        team_roster_import.team_roster_commit,
        name="team_roster_commit",
    ),
    path(
        "team/events/<str:ref>/import/<str:batch>/undo/",
        team_roster_import.team_roster_undo,
        name="team_roster_undo",
    ),
    path(
        "team/events/<str:ref>/people/several/",
        team_bulk.team_bulk,
        name="team_bulk",
    ),
    path(
        "team/events/<str:ref>/people/<str:place>/approve/",
        team_roster.team_enrolment_approve,
        name="team_enrolment_approve",
    ),
    path(
        "team/events/<str:ref>/people/<str:place>/decline/",
        team_roster.team_enrolment_decline,
        name="team_enrolment_decline",
    ),
    path(
        "team/events/<str:ref>/capacity/",
        team_event_change.team_event_capacity,
        name="team_event_capacity",
    ),
    path(
        "team/events/<str:ref>/minimum/",
        team_event_change.team_event_minimum,
        name="team_event_minimum",
    ),
    path(
        "team/events/<str:ref>/version/",
        team_event_change.team_event_version,
        name="team_event_version",
    ),
    path("my/places/<str:ref>/keep/", reconfirmation, name="reconfirmation"),
]
