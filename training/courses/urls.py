"""Addresses of courses."""

from django.urls import path

from training.courses.views import framework

app_name = "courses"
urlpatterns = [
    path("framework/", framework.framework_detail, name="framework_detail"),
]
