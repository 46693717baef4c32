"""Addresses of evaluation."""

from django.urls import path

from bookings.evaluation.views import evaluation, team_answers

app_name = "evaluation"
urlpatterns = [
    path("feedback/<str:token>/", evaluation.evaluation_by_link, name="evaluation_by_link"),
    path("my/places/<str:ref>/feedback/", evaluation.evaluation_edit, name="evaluation_edit"),
    path(
        "team/events/<str:ref>/answers/",
        team_answers.team_event_answers,
        name="team_event_answers",
    ),
    path(
        "team/events/<str:ref>/answers.csv",
        team_answers.team_event_answers_csv,
        name="team_event_answers_csv",
    ),
]
