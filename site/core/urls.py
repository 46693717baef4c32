"""core's addresses."""

from django.urls import path

from core import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("team/settings/", views.option_edit, name="option_edit"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
