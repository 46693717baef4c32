"""Papers and their files in private storage. Called before a lock is taken, never under one."""

import hashlib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.base import ContentFile

from certificates.papers.actions.certificate import DrawnPaper
from certificates.papers.models import Paper
from certificates.papers.models.paper import new_number, private_storage
from certificates.papers.queries.certificate import snapshot_of
from certificates.papers.queries.printed_text import printed_texts
from certificates.papers.rules.certificate_document import certificate_document
from certificates.papers.rules.printed_text import PERSON, obstacles_of
from core.clock import london_date
from core.documents import printing
from core.errors import Obstacle, ObstacleError
from core.public_ids import new_code
from training.enrolments.models import Enrolment

FOLDER = "certificates"
ORPHANS_KEPT = timedelta(days=1)  # far longer than it takes to give a paper its row
AT_ONCE = 500
NAMELESS = "The person has no name yet: without one a certificate is proof of nothing."


def make_paper(enrolment: Enrolment, now: datetime) -> DrawnPaper:
    """Draw and store the certificate of an enrolment; nobody has it until an action gives it.

    Raises ObstacleError when it has no name, or a text on it has signs that cannot be printed;
    nothing is stored then.
    """
    if not enrolment.person.name:
        raise ObstacleError(Obstacle(PERSON, enrolment.person.ref, NAMELESS))
    issued_date, code = london_date(now), new_code()
    snapshot = snapshot_of(
        enrolment, number=new_number(issued_date), code=code, issued_date=issued_date
    )
    texts = printed_texts(enrolment, snapshot)
    found = printing.undrawable_in([one.text for one in texts])
    if found:
        raise ObstacleError(*obstacles_of(texts, found))
    pdf = printing.draw(certificate_document(snapshot))
    name = keep_pdf(snapshot.number, pdf)
    return DrawnPaper(snapshot, code, name, hashlib.sha256(pdf).hexdigest())


def keep_pdf(number: str, pdf: bytes) -> str:
    """Store a paper under its number; the name it was stored by."""
    return private_storage().save(f"{FOLDER}/{number}.pdf", ContentFile(pdf))


def sweep_pdfs(now: datetime) -> int:
    """Take away files that nobody was given, a day after they were made; how many.

    Somebody who makes a paper is killed between its file and its row, or does not learn whether
    the row was kept. The file of a row stays, however old.
    """
    storage = private_storage()
    names = storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []
    swept = 0
    for several in batched([f"{FOLDER}/{name}" for name in names], AT_ONCE):
        given = set(Paper.objects.filter(pdf__in=several).values_list("pdf", flat=True))
        for name in set(several) - given:
            if storage.get_modified_time(name) < now - ORPHANS_KEPT:
                storage.delete(name)
                swept += 1
    return swept


def batched(names: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(names), size):
        yield names[start : start + size]


def discard_pdf(name: str) -> None:
    """Take away a stored paper that nobody was given."""
    private_storage().delete(name)
