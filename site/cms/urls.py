"""The CMS's addresses besides its pages."""

from django.urls import path

from cms import views

app_name = "cms"

urlpatterns = [
    path("search/", views.search, name="search"),
    path("news/feed/", views.news_feed, name="news_feed"),
]
