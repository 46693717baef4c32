"""Addresses of one's own account, and the doors of Wagtail's that lead here instead.

allauth's own addresses are included in config.urls, after these.
"""

from django.urls import path, re_path, reverse_lazy
from django.views.generic import RedirectView

from accounts.views import person
from core.policy import access

app_name = "accounts"
to_details = RedirectView.as_view(url=reverse_lazy("accounts:person_detail"))

urlpatterns = [
    path("accounts/", person.person_detail, name="person_detail"),
    path("accounts/details/", person.person_edit, name="person_edit"),
    path("accounts/signup/", person.account_create, name="account_create"),
    path("cms/account/", access("signed_in")(to_details)),
    re_path(r"^cms/(?:users|bulk/accounts)/", person.closed),
]
