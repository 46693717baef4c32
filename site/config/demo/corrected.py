"""Withdrawn certificates: of somebody marked present by mistake, and one taken back by hand."""

import hashlib
from datetime import datetime, timedelta

from bookings.registers.models import RegisterMark
from certificates.papers.actions.certificate import REASONS
from certificates.papers.actions.pdf import keep_pdf
from certificates.papers.models import Certificate, Paper
from certificates.papers.queries.certificate import snapshot_of
from certificates.papers.rules.certificate_document import certificate_document
from config.demo.keys import letters_of, uuid_of
from config.demo.registers import A_WHILE, Absent, Present
from core.audit import record
from core.clock import london_date
from core.documents import printing
from core.public_ids import PRINTED
from training.enrolments.models import Enrolment

CODE_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
CODE_LENGTH, NUMBER_LENGTH = 26, 8
NEXT_DAY = timedelta(days=1)
CORRECTED = Paper.RevokedWhy.REGISTER_CORRECTED


def correct_registers(enrolment: Enrolment) -> None:
    """The day after, the registers say absent of somebody of whom they had said present."""
    corrected_at = enrolment.event.ends_at + NEXT_DAY
    for first in enrolment.marks.select_related("register"):
        RegisterMark.objects.filter(pk=first.pk).update(value=Present)
        RegisterMark.objects.create(
            register=first.register,
            uuid=uuid_of("corrected", first.uuid),
            device=first.device,
            cell=first.cell,
            enrolment=enrolment,
            value=Absent,
            base=first.uuid,
            captured_at=corrected_at,
            received_at=corrected_at,
            captured_by=first.captured_by,
            uploaded_by=first.captured_by,
        )
        first.register.closed_at = corrected_at + A_WHILE
        first.register.save(update_fields=["closed_at"])


def withdraw_certificate(
    enrolment: Enrolment, why: str = CORRECTED, words: str = REASONS[CORRECTED]
) -> None:
    """The paper they were given on the day, withdrawn since. No other is on its way."""
    issued_at = enrolment.event.ends_at + 2 * A_WHILE
    row = issued(enrolment, issued_at, why, words)
    Enrolment.objects.filter(pk=enrolment.pk).update(papers_due=False)
    withdrawn_at = issued_at + NEXT_DAY
    record(row, "issue_certificate", title=row.number, actor=None, now=issued_at)
    record(
        row,
        "revoke_certificate",
        title=row.number,
        actor=None,
        now=withdrawn_at,
        reason=words,
    )


def issued(enrolment: Enrolment, now: datetime, why: str, words: str) -> Certificate:
    day = london_date(now)
    number = f"UP-{day.year}-{letters_of(enrolment.ref, PRINTED, NUMBER_LENGTH)}"
    code = letters_of(f"code/{enrolment.ref}", CODE_LETTERS, CODE_LENGTH)
    snapshot = snapshot_of(enrolment, number=number, code=code, issued_date=day)
    pdf = printing.draw(certificate_document(snapshot))
    return Certificate.objects.create(
        number=number,
        code=code,
        kind=Certificate.KIND,
        person=enrolment.person,
        enrolment=enrolment,
        snapshot=snapshot.as_json(),
        pdf=keep_pdf(number, pdf),
        digest=hashlib.sha256(pdf).hexdigest(),
        status=Certificate.Status.REVOKED,
        revoked_why=why,
        revoked_words=words,
        issued_at=now,
        expires_date=snapshot.refresh_date,
    )
