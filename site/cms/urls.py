"""The CMS's addresses besides its pages."""

from django.urls import path

from cms.views import site

app_name = "cms"

urlpatterns = [
    path("search/", site.search, name="search"),
    path("news/feed/", site.news_feed, name="news_feed"),
]
