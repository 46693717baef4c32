"""A person's own certificate: to read, and to download."""

import logging

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from certificates.papers.access import certificate_for
from certificates.papers.models import Paper
from certificates.papers.rules.certificate_document import CLASSES, certificate_document
from certificates.papers.rules.paper_kind import KINDS
from core.documents.html import html_of
from core.policy import access
from core.web.navigation import Link

logger = logging.getLogger(__name__)
NO_FILE = (
    "The PDF cannot be read just now. This page says the same. Try again later, and write to us "
    "if it stays so."
)
NO_LONGER = "This certificate is no longer valid, because"
WITHDRAWN: dict[str, str] = {
    Paper.RevokedWhy.REGISTER_CORRECTED: f"{NO_LONGER} the register it rests on was corrected.",
    Paper.RevokedWhy.PLACE_ENDED: f"{NO_LONGER} your place on the date has ended.",
    Paper.RevokedWhy.BY_HAND: f"{NO_LONGER} the training team withdrew it.",
}


@access("signed_in")
def certificate_detail(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate as a page: the twin of its PDF."""
    certificate = certificate_for(request.user, number)
    trail = [Link("Your places and certificates", reverse("people:my_home"))]
    facts = certificate.facts
    document = certificate_document(facts) if facts.is_known else None
    context = {
        "certificate": certificate,
        "words": html_of(document, below=1, classes=CLASSES) if document else "",
        "kind": KINDS[certificate.kind],
        "withdrawn": WITHDRAWN.get(certificate.revoked_why, ""),
        "trail": trail,
    }
    return render(request, "certificates/papers/certificate_detail.html", context)


@access("signed_in")
def certificate_download(request: HttpRequest, number: str) -> FileResponse | HttpResponseRedirect:
    """The PDF as it was issued; without it, the page that says the same."""
    certificate = certificate_for(request.user, number)
    try:
        pdf = certificate.pdf.open("rb")
    except OSError:  # the disk, or what a backup brought back, lacks it
        logger.exception("The file of %s cannot be read.", certificate.number)
        messages.warning(request, NO_FILE)
        return redirect("papers:certificate_detail", number=number)
    return FileResponse(
        pdf,
        as_attachment=True,
        filename=f"{certificate.number}.pdf",
        content_type="application/pdf",
        headers={"Cache-Control": "no-store, private", "X-Content-Type-Options": "nosniff"},
    )
