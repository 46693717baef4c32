"""Addresses of bookings."""

from django.urls import path

from bookings.views import (
    assignment,
    booking,
    booking_team,
    evaluation,
    evaluation_team,
    event_move,
    facilitator,
)
from bookings.views.register import (
    register_close,
    register_edit,
    register_not_delivered,
    register_reopen,
)
from bookings.views.today import today

app_name = "bookings"

bookings = [
    path("workshops/", booking.workshop_list, name="workshop_list"),
    path("bookings/", booking.booking_list, name="booking_list"),
    path("bookings/new/", booking.booking_create, name="booking_create"),
    path("bookings/after-an-incident/", booking.booking_incident, name="booking_incident"),
    path("bookings/<str:reference>/", booking.booking_detail, name="booking_detail"),
    path("bookings/<str:reference>/accept/", booking.booking_accept, name="booking_accept"),
    path("bookings/<str:reference>/cancel/", booking.booking_cancel, name="booking_cancel"),
    path("bookings/<str:reference>/visit.ics", booking.booking_calendar, name="booking_calendar"),
]

office = [
    path("team/bookings/", booking_team.team_booking_list, name="team_booking_list"),
    path(
        "team/bookings/<str:reference>/",
        booking_team.team_booking_detail,
        name="team_booking_detail",
    ),
    path(
        "team/bookings/<str:reference>/schedule/",
        booking_team.team_booking_schedule,
        name="team_booking_schedule",
    ),
    path(
        "team/bookings/<str:reference>/confirm/",
        booking_team.team_booking_confirm,
        name="team_booking_confirm",
    ),
    path(
        "team/bookings/<str:reference>/decline/",
        booking_team.team_booking_decline,
        name="team_booking_decline",
    ),
    path(
        "team/bookings/<str:reference>/cancel/",
        booking_team.team_booking_cancel,
        name="team_booking_cancel",
    ),
    path(
        "team/sessions/<str:ref>/facilitators/",
        assignment.team_assignment_create,
        name="team_assignment_create",
    ),
    path(
        "team/sessions/<str:ref>/facilitators/<str:person>/release/",
        assignment.team_assignment_release,
        name="team_assignment_release",
    ),
    path("team/events/<str:ref>/move/", event_move.team_event_move, name="team_event_move"),
    path("team/facilitators/", facilitator.team_facilitator_list, name="team_facilitator_list"),
    path(
        "team/facilitators/<str:ref>/",
        facilitator.team_facilitator_edit,
        name="team_facilitator_edit",
    ),
]

registers = [
    path("today/", today, name="today"),
    path("registers/<str:ref>/", register_edit, name="register_edit"),
    path("registers/<str:ref>/close/", register_close, name="register_close"),
    path(
        "registers/<str:ref>/not-delivered/",
        register_not_delivered,
        name="register_not_delivered",
    ),
    path("registers/<str:ref>/reopen/", register_reopen, name="register_reopen"),
]

evaluations = [
    path("feedback/<str:token>/", evaluation.evaluation_by_link, name="evaluation_by_link"),
    path("my/places/<str:ref>/feedback/", evaluation.evaluation_edit, name="evaluation_edit"),
    path(
        "team/events/<str:ref>/answers/",
        evaluation_team.team_event_answers,
        name="team_event_answers",
    ),
    path(
        "team/events/<str:ref>/answers.csv",
        evaluation_team.team_event_answers_csv,
        name="team_event_answers_csv",
    ),
]

urlpatterns = [*bookings, *office, *registers, *evaluations]
