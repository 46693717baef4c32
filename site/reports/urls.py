"""Addresses of reports."""

from datetime import date

from django.urls import path, register_converter

from reports.views import reach
from reports.views.team import team_home


class MonthConverter:
    """2026-11 in an address; what is no month of this century has no page."""

    regex = "20[0-9]{2}-(?:0[1-9]|1[0-2])"

    def to_python(self, value: str) -> date:
        """The first day of the month."""
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        return f"{value:%Y-%m}"


register_converter(MonthConverter, "month")

app_name = "reports"
urlpatterns = [
    path("team/", team_home, name="team_home"),
    path("reports/", reach.reach_month, name="reach_month"),
    path("reports/<month:month>/", reach.reach_month, name="reach_month"),
    path("reports/<month:month>.csv", reach.reach_csv, name="reach_csv"),
]
