"""Addresses of visits."""

from django.urls import path

from bookings.visits.views import booking, team_assignment, team_booking

app_name = "visits"
urlpatterns = [
    path("workshops/", booking.workshop_list, name="workshop_list"),
    path("bookings/", booking.booking_list, name="booking_list"),
    path("bookings/new/", booking.booking_create, name="booking_create"),
    path("bookings/after-an-incident/", booking.booking_incident, name="booking_incident"),
    path("bookings/<str:reference>/", booking.booking_detail, name="booking_detail"),
    path("bookings/<str:reference>/accept/", booking.booking_accept, name="booking_accept"),
    path("bookings/<str:reference>/cancel/", booking.booking_cancel, name="booking_cancel"),
    path("bookings/<str:reference>/visit.ics", booking.booking_calendar, name="booking_calendar"),
    path("team/bookings/", team_booking.team_booking_list, name="team_booking_list"),
    path(
        "team/bookings/<str:reference>/",
        team_booking.team_booking_detail,
        name="team_booking_detail",
    ),
    path(
        "team/bookings/<str:reference>/schedule/",
        team_booking.team_booking_schedule,
        name="team_booking_schedule",
    ),
    path(
        "team/bookings/<str:reference>/confirm/",
        team_booking.team_booking_confirm,
        name="team_booking_confirm",
    ),
    path(
        "team/bookings/<str:reference>/decline/",
        team_booking.team_booking_decline,
        name="team_booking_decline",
    ),
    path(
        "team/bookings/<str:reference>/cancel/",
        team_booking.team_booking_cancel,
        name="team_booking_cancel",
    ),
    path(
        "team/sessions/<str:ref>/facilitators/",
        team_assignment.team_assignment_create,
        name="team_assignment_create",
    ),
    path(
        "team/sessions/<str:ref>/facilitators/<str:person>/release/",
        team_assignment.team_assignment_release,
        name="team_assignment_release",
    ),
]
