"""What we tell people about their certificates. Links only: a paper is never attached."""

from collections.abc import Mapping
from datetime import datetime

from django.urls import reverse

from certificates.papers.models import Certificate
from core.mail import outbox
from core.mail.message_keys import by_ref
from core.mail.message_types import Link, MessageType, Value, declare
from core.models import Message


def mail_certificate_ready(certificate: Certificate, *, now: datetime) -> None:
    """Tell the person where their new certificate is."""
    replaces = certificate.supersedes.number if certificate.supersedes else ""
    _mail(CERTIFICATE_READY, certificate, {"replaces": replaces}, now=now)


def mail_certificate_withdrawn(certificate: Certificate, reason: str, *, now: datetime) -> None:
    """Tell the person that a certificate of theirs no longer holds, and why."""
    website = Link("Upstander", "/")
    _mail(CERTIFICATE_WITHDRAWN, certificate, {"reason": reason, "website": website}, now=now)


def _mail(
    message_type: MessageType, certificate: Certificate, more: Mapping[str, Value], *, now: datetime
) -> None:
    outbox.put(
        message_type,
        key=message_type.key(certificate.number),
        to=certificate.place.person.email,
        context={
            "course": certificate.facts.course_title,
            "number": certificate.number,
            "certificates_page": Link("Your places and certificates", reverse("people:my_home")),
            **more,
        },
        now=now,
        about=certificate.number,
    )


def is_valid(message: Message, now: datetime) -> bool:
    """Nobody is sent to a certificate that was replaced or withdrawn since."""
    rows = Certificate.objects.filter(number=message.about)
    return rows.filter(status=Certificate.Status.ISSUED).exists()


def is_over(message: Message, now: datetime) -> bool:
    """A withdrawal is told of, though the news may not have left: the paper could be seen."""
    rows = Certificate.objects.filter(number=message.about)
    return rows.exclude(status=Certificate.Status.ISSUED).exists()


PAPER: Mapping[str, Value] = {
    "course": "Preventing violence against women and girls",
    "number": "UP-2026-7KQ2XWPM",
    "certificates_page": Link("Your places and certificates", "/my/"),
}
CERTIFICATE_READY = declare(
    MessageType(
        name="papers/certificate_ready",
        label="A certificate is ready",
        samples={**PAPER, "replaces": "UP-2026-3HN8TRCV"},
        key=by_ref,
        is_still_needed=is_valid,
    )
)
CERTIFICATE_WITHDRAWN = declare(
    MessageType(
        name="papers/certificate_withdrawn",
        label="A certificate is withdrawn",
        samples={**PAPER, "reason": "register corrected", "website": Link("Upstander", "/")},
        key=by_ref,
        is_still_needed=is_over,
    )
)
