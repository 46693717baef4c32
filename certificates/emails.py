"""What we tell people about their certificates. Links only: a paper is never attached."""

from datetime import datetime

from django.urls import reverse

from certificates.models import Certificate
from core import outbox


def mail_certificate_ready(certificate: Certificate, *, now: datetime) -> None:
    """Tell the person where their new certificate is."""
    _mail("certificate_ready", certificate, now=now)


def mail_certificate_withdrawn(certificate: Certificate, reason: str, *, now: datetime) -> None:
    """Tell the person that a certificate of theirs no longer holds, and why."""
    _mail("certificate_withdrawn", certificate, now=now, reason=reason)


def _mail(event: str, certificate: Certificate, *, now: datetime, reason: str = "") -> None:
    outbox.put(
        dedupe_key=f"{event}:{certificate.number}",
        kind=f"certificates/{event}",
        to=certificate.enrolment.person.email,
        context={
            "course": certificate.facts.course_title,
            "number": certificate.number,
            "replaces": certificate.supersedes.number if certificate.supersedes else "",
            "reason": reason,
            "path": reverse("certificates:my_home"),
        },
        now=now,
        about=certificate.number,
    )
