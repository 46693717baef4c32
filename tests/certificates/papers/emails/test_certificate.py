"""Nobody is sent to a certificate that no longer holds."""

from datetime import datetime

import pytest

from certificates.papers.emails.certificate import (
    mail_certificate_ready,
    mail_certificate_withdrawn,
)
from certificates.papers.models import Certificate
from core.mail.message_types import is_still_needed
from core.models import Message
from tests.factories.certificates import end_all

Status = Certificate.Status


@pytest.mark.parametrize("status", [Status.SUPERSEDED, Status.REVOKED])
def test_that_it_is_ready_is_not_said_of_one_that_ended(
    certificate: Certificate, status: str, now: datetime
) -> None:
    mail_certificate_ready(certificate, now=now)
    mail_certificate_withdrawn(certificate, "register corrected", now=now)
    ready, withdrawn = Message.objects.order_by("pk")
    assert is_still_needed(ready, now)

    end_all(status)

    assert not is_still_needed(ready, now)
    assert is_still_needed(withdrawn, now)
