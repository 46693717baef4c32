"""Addresses of papers."""

from django.urls import path

from certificates.papers.views import certificate, verify

app_name = "papers"
urlpatterns = [
    path(
        "my/certificates/<str:number>.pdf",
        certificate.certificate_download,
        name="certificate_download",
    ),
    path(
        "my/certificates/<str:number>/",
        certificate.certificate_detail,
        name="certificate_detail",
    ),
    path("verify/", verify.verify_search, name="verify_search"),
    path("verify/<str:code>/", verify.verify_detail, name="verify_detail"),
]
