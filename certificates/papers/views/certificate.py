"""A person's own certificate: to read, and to download."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from certificates.papers.access import certificate_for
from core.policy import access
from core.web.navigation import Link


@access("signed_in")
def certificate_detail(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate as a page: the twin of its PDF."""
    certificate = certificate_for(request.user, number)
    trail = [Link("Your places and certificates", reverse("people:my_home"))]
    context = {"certificate": certificate, "facts": certificate.facts, "trail": trail}
    return render(request, "certificates/papers/certificate_detail.html", context)


@access("signed_in")
def certificate_download(request: HttpRequest, number: str) -> FileResponse:
    """The PDF as it was issued."""
    certificate = certificate_for(request.user, number)
    return FileResponse(
        certificate.pdf.open("rb"),
        as_attachment=True,
        filename=f"{certificate.number}.pdf",
        content_type="application/pdf",
        headers={"Cache-Control": "no-store, private", "X-Content-Type-Options": "nosniff"},
    )
