"""What is due: certificates for those who attended, withdrawal where a register was corrected."""

import hashlib
from datetime import datetime

from certificates import paper
from certificates.actions.certificate import (
    CertificateEndedError,
    NotDueError,
    Paper,
    SnapshotStaleError,
    issue_certificate,
    revoke_certificate,
)
from certificates.actions.pdf import discard_pdf, keep_pdf
from certificates.models import Certificate
from certificates.models.certificate import new_number
from certificates.queries.certificate import (
    certificates_corrected,
    certificates_due,
    snapshot_of,
)
from core.clock import london_date
from core.refs import new_code
from core.worker import Job, register
from training.models import Enrolment

CORRECTED = "register corrected"


def make_paper(enrolment: Enrolment, now: datetime) -> Paper:
    """Draw and store the certificate of an enrolment; nobody has it until an action gives it."""
    issued_date, code = london_date(now), new_code()
    snapshot = snapshot_of(
        enrolment, number=new_number(issued_date), code=code, issued_date=issued_date
    )
    pdf = paper.render(snapshot)
    name = keep_pdf(snapshot.number, pdf)
    return Paper(snapshot, code, name, hashlib.sha256(pdf).hexdigest())


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


register(Job("certificates-due", due=certificates_due, act=issue_due))
register(Job("certificates-corrected", due=certificates_corrected, act=revoke_corrected))
