"""Addresses of the demonstration."""

from django.urls import path

from config.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/<slug:ref>/", views.sign_in, name="sign_in"),
    path("mail/<slug:ref>/", views.mail_detail, name="mail_detail"),
    path("mail/<slug:ref>/dates.ics", views.mail_calendar, name="mail_calendar"),
]
