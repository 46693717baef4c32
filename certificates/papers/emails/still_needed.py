"""Whether what certificates wrote to somebody still holds when it is about to go out."""

from datetime import datetime

from certificates.papers.emails.certificate import CERTIFICATE_READY
from certificates.papers.models import Certificate
from core.mail.still_needed import register
from core.models import Message


def is_valid(message: Message, now: datetime) -> bool:
    """Nobody is sent to a certificate that was replaced or withdrawn since."""
    rows = Certificate.objects.filter(number=message.about)
    return rows.filter(status=Certificate.Status.ISSUED).exists()


register(CERTIFICATE_READY.name, is_valid)
