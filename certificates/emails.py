"""What we tell people about their certificates. Links only: a paper is never attached."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse

from certificates.models import Certificate
from certificates.wordings import CERTIFICATE_READY, CERTIFICATE_WITHDRAWN
from core import outbox
from core.wording import Kind, Link, Value


def mail_certificate_ready(certificate: Certificate, *, now: datetime) -> None:
    """Tell the person where their new certificate is."""
    replaces = certificate.supersedes.number if certificate.supersedes else ""
    _mail(CERTIFICATE_READY, certificate, {"replaces": replaces}, now=now)


def mail_certificate_withdrawn(certificate: Certificate, reason: str, *, now: datetime) -> None:
    """Tell the person that a certificate of theirs no longer holds, and why."""
    website = Link("Upstander", "/")
    _mail(CERTIFICATE_WITHDRAWN, certificate, {"reason": reason, "website": website}, now=now)


def _mail(
    kind: Kind, certificate: Certificate, more: Mapping[str, Value], *, now: datetime
) -> None:
    outbox.put(
        dedupe_key=f"{kind.event}:{certificate.number}",
        kind=kind.name,
        to=certificate.enrolment.person.email,
        context={
            "course": certificate.facts.course_title,
            "number": certificate.number,
            "certificates_page": Link(
                "Your places and certificates", reverse("certificates:my_home")
            ),
            **more,
        },
        now=now,
        about=certificate.number,
    )
