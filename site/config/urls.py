"""Every address. Ours first; Wagtail's pages take what is left."""

from django.conf import settings
from django.urls import include, path, re_path, reverse_lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from bookings.visits.views.booking import workshop_list
from cms.views import crawlers
from cms.views.site import page, page_or
from core.policy import access

to_sign_in = access("public")(
    RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True)
)
to_reset = access("public")(RedirectView.as_view(url=reverse_lazy("account_reset_password")))

handler400 = "core.views.site.bad_request"
handler500 = "core.web.outage.error_page"

urlpatterns = [
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("workshops/", page_or(workshop_list)),
    path("", include("core.urls")),
    path("", include("accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("training.courses.urls")),
    path("", include("training.events.urls")),  # before enrolments: events/new/ is no reference
    path("", include("training.enrolments.urls")),
    path("", include("bookings.rota.urls")),
    path("", include("bookings.visits.urls")),
    path("", include("bookings.registers.urls")),
    path("", include("bookings.evaluation.urls")),
    path("", include("certificates.papers.urls")),
    path("", include("people.urls")),
    path("", include("reports.urls")),
    path("", include("cms.urls")),
    # Before Wagtail's own forms, which know no second factor.
    path("cms/login/", to_sign_in),
    path("cms/password_reset/", to_reset),
    path("cms/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Only the sizes made for pages: originals and documents are not handed out by their file name.
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("config.demo.urls")))
urlpatterns += [
    *(one for one in wagtail_urls.urlpatterns if one.name != "wagtail_serve"),
    re_path(serve_pattern, page, name="wagtail_serve"),
]
