"""What is due: certificates for those who attended, withdrawal where a register was corrected."""

from datetime import datetime, timedelta

from certificates.papers.actions.certificate import (
    CertificateEndedError,
    NotDueError,
    SnapshotStaleError,
    issue_certificate,
    revoke_certificate,
)
from certificates.papers.actions.pdf import discard_pdf, make_paper
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import certificates_corrected, certificates_due
from core.jobs.job import Job, declare
from training.enrolments.models import Enrolment

CORRECTED = "register corrected"


def issue_due(enrolment: Enrolment, now: datetime) -> None:
    """Issue one certificate; when it is not due any more, leave no trace."""
    made = make_paper(enrolment, now)
    try:
        issue_certificate(enrolment, made, now=now)
    except (NotDueError, SnapshotStaleError):
        discard_pdf(made.pdf_name)  # if it is still due, the next round makes it afresh


def revoke_corrected(certificate: Certificate, now: datetime) -> None:
    """Withdraw one certificate whose person, the register now says, did not attend."""
    try:
        revoke_certificate(certificate, reason=CORRECTED, actor=None, now=now)
    except CertificateEndedError:
        return


# Somebody who has just answered the questions waits for it on their page.
declare(Job("certificates-due", due=certificates_due, act=issue_due, every=timedelta(seconds=10)))
# Until then a paper verifies that should not.
declare(
    Job(
        "certificates-corrected",
        due=certificates_corrected,
        act=revoke_corrected,
        every=timedelta(seconds=30),
    )
)
