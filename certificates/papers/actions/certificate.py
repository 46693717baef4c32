"""Issue, replace and withdraw certificates."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.models import User
from certificates.papers.emails.certificate import (
    mail_certificate_ready,
    mail_certificate_withdrawn,
)
from certificates.papers.models import Certificate, Paper
from certificates.papers.queries.certificate import (
    certificates_corrected,
    certificates_due,
    papers_missing,
    snapshot_of,
    valid_certificate,
)
from certificates.papers.rules.snapshot import Snapshot
from core import audit
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.courses.models import Course
from training.enrolments.actions.attendance_result import (
    call_papers_locked,
    release_papers_locked,
)
from training.enrolments.models import Enrolment

RevokedWhy = Paper.RevokedWhy
NO_NAME = "This person has no name yet. Enter it first: it is printed on the certificate."
# What the person is told of a withdrawal that follows the records.
REASONS = {
    RevokedWhy.REGISTER_CORRECTED: "register corrected",
    RevokedWhy.PLACE_ENDED: "the place on the date has ended",
}


class NotDueError(Refusal):
    """There is nothing to issue: somebody else just did, or the register says otherwise now."""

    words = "No certificate is due for this place."


class SnapshotStaleError(Refusal):
    """What the paper says is no longer what the records say."""

    words = "The records changed while the certificate was being made. It will be made again."


def certificate_ended() -> Refusal:
    return Refusal(
        "This certificate is no longer valid, so it cannot be replaced or withdrawn.",
        code="certificate_ended",
    )


@dataclass(frozen=True)
class DrawnPaper:
    """A paper that is made and stored, ready to be given out."""

    snapshot: Snapshot
    code: str
    pdf_name: str
    digest: str  # SHA-256 of the PDF


@transact
def issue_certificate(enrolment: Enrolment, paper: DrawnPaper, *, now: datetime) -> Certificate:
    """Give the person of an enrolment their certificate, and tell them.

    Raises NotDueError when it is not due any more, SnapshotStaleError when the records changed.
    """
    lock_resources(enrolment)
    due = certificates_due(now).filter(pk=enrolment.pk).first()
    if due is None:
        raise NotDueError
    return give_locked(due, paper, actor=None, reason="", now=now)


@transact
def issue_by_hand(
    enrolment: Enrolment, paper: DrawnPaper, *, reason: str, actor: User, now: datetime
) -> Certificate:
    """Give out a certificate by somebody's decision, for a reason, and tell the person.

    Refuses with not_issued what issue_refusal() says; SnapshotStaleError when the records changed.
    """
    lock_resources(enrolment)
    fresh = Enrolment.objects.select_related("event__course", "event__area", "person").get(
        pk=enrolment.pk
    )
    words = issue_refusal(fresh, now)
    if words:
        raise Refusal(words, code="not_issued")
    return give_locked(fresh, paper, actor=actor, reason=reason, now=now)


def issue_refusal(enrolment: Enrolment, now: datetime) -> str:
    """Why nobody may issue a certificate for a place, as a sentence; nothing when they may."""
    words = unearned_words(enrolment, now)
    if words:
        return words
    if valid_certificate(enrolment):
        return "There is a valid certificate for this place already."
    if not enrolment.person.name:
        return NO_NAME
    if not papers_missing(now).filter(pk=enrolment.pk).exists():
        return "A register of this date is open or disputed. Settle it first."
    return ""


def unearned_words(enrolment: Enrolment, now: datetime) -> str:
    """Why a place is no ground for a certificate, by its own row."""
    if enrolment.event.course.kind != Course.Kind.PROFESSIONAL:
        return "Certificates are for courses for professionals. This is not one of them."
    if enrolment.event.ends_at > now:
        return "The date is not over yet. A certificate can be issued once it is."
    if enrolment.status != Enrolment.Status.CONFIRMED:
        return "This person has no place on the date any more, so there is nothing to certify."
    if enrolment.outcome != Enrolment.Outcome.ATTENDED:
        return (
            "The registers do not say that this person attended, so there is nothing to certify. "
            "If they did, put the register right first: the certificate then follows by itself."
        )
    return ""


def give_locked(
    enrolment: Enrolment, paper: DrawnPaper, *, actor: User | None, reason: str, now: datetime
) -> Certificate:
    """The row of a new certificate, with its log entry and its mail."""
    refuse_stale(enrolment, paper)
    try:
        # A savepoint: after a refused statement PostgreSQL answers nothing more in a transaction.
        with transaction.atomic():
            certificate = create(enrolment, paper, now=now)
    except IntegrityError as error:  # the constraint saw another worker first
        raise NotDueError from error
    release_papers_locked(enrolment)
    audit.record(
        certificate,
        "issue_certificate",
        title=certificate.number,
        actor=actor,
        now=now,
        reason=reason,
    )
    mail_certificate_ready(certificate, now=now)
    return certificate


@transact
def supersede_certificate(
    certificate: Certificate, paper: DrawnPaper, *, reason: str, actor: User | None, now: datetime
) -> Certificate:
    """Replace a valid certificate by one with a new number, after a correction of the name.

    Raises SnapshotStaleError when the records changed meanwhile, or refuses with
    certificate_ended, name_unchanged, unknown_shape.
    """
    held = lock_resources(certificate.place, certificate)
    old, enrolment = held[certificate], held[certificate.place]
    if not old.may_become(Certificate.Status.SUPERSEDED):
        raise certificate_ended()
    if not old.facts.is_known:
        raise Refusal(
            "This certificate was made by a later version of this website, so what it says cannot "
            "be read here, and it cannot be replaced here.",
            code="unknown_shape",
        )
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
    certificate: Certificate, *, reason: str, actor: User, now: datetime
) -> Certificate:
    """Withdraw a valid certificate by hand, and tell the person. Refuses with certificate_ended.

    No other follows by itself: that is the office's to decide, and stands in its queue.
    """
    row = lock_resources(certificate.place, certificate)[certificate]
    revoke_locked(row, RevokedWhy.BY_HAND, reason, actor=actor, now=now)
    return row


@transact
def settle_certificate(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """Withdraw the valid certificate of a place that, as the records now say, earns none.

    Nothing is left to do about the place then, until something happens to it again.
    """
    lock_resources(enrolment)  # whoever changes a certificate holds its place's lock
    row = certificates_corrected(now).filter(pk=enrolment.pk).first()
    if row is None:
        return enrolment
    valid = valid_certificate(row)
    confirmed = row.status == Enrolment.Status.CONFIRMED
    if valid and not (confirmed and row.outcome == Enrolment.Outcome.ATTENDED):
        why = RevokedWhy.REGISTER_CORRECTED if confirmed else RevokedWhy.PLACE_ENDED
        revoke_locked(valid, why, REASONS[why], actor=None, now=now)
    release_papers_locked(row)
    return row


@transact
def call_papers(enrolment: Enrolment, *, now: datetime) -> Enrolment:
    """Have the worker look at a place whose certificate nothing would bring about."""
    row = lock_resources(enrolment)[enrolment]
    call_papers_locked(row)
    return row


def revoke_locked(
    row: Certificate, why: RevokedWhy, words: str, *, actor: User | None, now: datetime
) -> None:
    """Withdraw a locked certificate. Refuses with certificate_ended."""
    if not row.may_become(Certificate.Status.REVOKED):
        raise certificate_ended()
    row.become(Certificate.Status.REVOKED)
    row.revoked_why, row.revoked_words = why, words
    row.save(update_fields=["status", "revoked_why", "revoked_words"])
    audit.record(row, "revoke_certificate", title=row.number, actor=actor, now=now, reason=words)
    mail_certificate_withdrawn(row, words, now=now)


def refuse_stale(enrolment: Enrolment, paper: DrawnPaper) -> None:
    """Compare a paper with the records as they are under the lock."""
    made = paper.snapshot
    fresh = snapshot_of(
        enrolment, number=made.number, code=paper.code, issued_date=made.issued_date
    )
    if fresh != made:
        raise SnapshotStaleError


def create(
    enrolment: Enrolment,
    paper: DrawnPaper,
    *,
    now: datetime,
    supersedes: Certificate | None = None,
) -> Certificate:
    """The row of a paper that is given out."""
    snapshot = paper.snapshot
    return Certificate.objects.create(
        kind=Certificate.KIND,
        number=snapshot.number,
        code=paper.code,
        person=enrolment.person,
        enrolment=enrolment,
        snapshot=snapshot.as_json(),
        pdf=paper.pdf_name,
        digest=paper.digest,
        supersedes=supersedes,
        issued_at=now,
        expires_date=snapshot.refresh_date,
    )
