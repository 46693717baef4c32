"""Papers and their files in private storage. Called before a lock is taken, never under one."""

import hashlib
from datetime import datetime

from django.core.files.base import ContentFile

from certificates import paper
from certificates.actions.certificate import Paper
from certificates.models.certificate import new_number, private_storage
from certificates.queries.certificate import snapshot_of
from core.clock import london_date
from core.refs import new_code
from training.models import Enrolment


def make_paper(enrolment: Enrolment, now: datetime) -> Paper:
    """Draw and store the certificate of an enrolment; nobody has it until an action gives it."""
    issued_date, code = london_date(now), new_code()
    snapshot = snapshot_of(
        enrolment, number=new_number(issued_date), code=code, issued_date=issued_date
    )
    pdf = paper.render(snapshot)
    name = keep_pdf(snapshot.number, pdf)
    return Paper(snapshot, code, name, hashlib.sha256(pdf).hexdigest())


def keep_pdf(number: str, pdf: bytes) -> str:
    """Store a paper under its number; the name it was stored by."""
    return private_storage().save(f"certificates/{number}.pdf", ContentFile(pdf))


def discard_pdf(name: str) -> None:
    """Take away a stored paper that nobody was given."""
    private_storage().delete(name)
