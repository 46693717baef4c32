"""Issue, replace and withdraw certificates."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from certificates.papers.emails.certificate import (
    mail_certificate_ready,
    mail_certificate_withdrawn,
)
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import certificates_due, snapshot_of
from certificates.papers.rules.snapshot import Snapshot
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.models import Enrolment


class NotDueError(Refusal):
    """There is nothing to issue: somebody else just did, or the register says otherwise now."""

    words = "No certificate is due for this place."


class SnapshotStaleError(Refusal):
    """What the paper says is no longer what the records say."""

    words = "The records changed while the certificate was being made. It will be made again."


class CertificateEndedError(Refusal):
    """It was replaced or withdrawn before."""

    words = "This certificate is no longer valid, so it cannot be replaced or withdrawn."


@dataclass(frozen=True)
class Paper:
    """A paper that is made and stored, ready to be given out."""

    snapshot: Snapshot
    code: str
    pdf_name: str
    digest: str  # SHA-256 of the PDF


@transact
def issue_certificate(enrolment: Enrolment, paper: Paper, *, now: datetime) -> Certificate:
    """Give the person of an enrolment their certificate, and tell them.

    Raises NotDueError when it is not due any more, SnapshotStaleError when the records changed.
    """
    lock_resources(enrolment)
    due = certificates_due(now).filter(pk=enrolment.pk).first()
    if due is None:
        raise NotDueError
    refuse_stale(due, paper)
    try:
        # A savepoint: after a refused statement PostgreSQL answers nothing more in a transaction.
        with transaction.atomic():
            certificate = create(due, paper, now=now)
    except IntegrityError as error:  # the constraint saw another worker first
        raise NotDueError from error
    audit.record(certificate, "issue_certificate", title=certificate.number, actor=None, now=now)
    mail_certificate_ready(certificate, now=now)
    return certificate


@transact
def supersede_certificate(
    certificate: Certificate, paper: Paper, *, reason: str, actor: User | None, now: datetime
) -> Certificate:
    """Replace a valid certificate by one with a new number, after a correction of the name.

    Raises CertificateEndedError, SnapshotStaleError when the records changed meanwhile, or
    name_unchanged.
    """
    held = lock_resources(certificate.enrolment, certificate)
    old, enrolment = held[certificate], held[certificate.enrolment]
    if not old.may_become(Certificate.Status.SUPERSEDED):
        raise CertificateEndedError
    refuse_stale(enrolment, paper)
    if old.facts.name == paper.snapshot.name:
        raise Refusal(
            "The certificate carries this name already. Correct the person's name first.",
            code="name_unchanged",
        )
    old.become(Certificate.Status.SUPERSEDED)
    old.save(update_fields=["status"])
    new = create(enrolment, paper, now=now, supersedes=old)
    audit.record(
        old, "supersede_certificate", title=old.number, actor=actor, now=now, reason=reason
    )
    audit.record(new, "issue_certificate", title=new.number, actor=actor, now=now)
    mail_certificate_ready(new, now=now)
    return new


@transact
def revoke_certificate(
    certificate: Certificate, *, reason: str, actor: User | None, now: datetime
) -> Certificate:
    """Withdraw a valid certificate, and tell the person. Raises CertificateEndedError."""
    row = lock_resources(certificate)[certificate]
    if not row.may_become(Certificate.Status.REVOKED):
        raise CertificateEndedError
    row.become(Certificate.Status.REVOKED)
    row.save(update_fields=["status"])
    audit.record(row, "revoke_certificate", title=row.number, actor=actor, now=now, reason=reason)
    mail_certificate_withdrawn(row, reason, now=now)
    return row


def refuse_stale(enrolment: Enrolment, paper: Paper) -> None:
    """Compare a paper with the records as they are under the lock."""
    made = paper.snapshot
    fresh = snapshot_of(
        enrolment, number=made.number, code=paper.code, issued_date=made.issued_date
    )
    if fresh != made:
        raise SnapshotStaleError


def create(
    enrolment: Enrolment,
    paper: Paper,
    *,
    now: datetime,
    supersedes: Certificate | None = None,
) -> Certificate:
    """The row of a paper that is given out."""
    snapshot = paper.snapshot
    return Certificate.objects.create(
        number=snapshot.number,
        code=paper.code,
        enrolment=enrolment,
        course_version=snapshot.course_version,
        snapshot=snapshot.as_json(),
        pdf=paper.pdf_name,
        digest=paper.digest,
        supersedes=supersedes,
        issued_at=now,
        expires_date=snapshot.refresh_date,
    )
