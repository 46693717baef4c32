"""What is due: certificates for those who attended, withdrawal where records say otherwise now."""

from datetime import datetime, timedelta

from certificates.papers.actions.certificate import (
    NotDueError,
    SnapshotStaleError,
    call_papers,
    issue_certificate,
    settle_certificate,
)
from certificates.papers.actions.pdf import discard_pdf, make_paper, sweep_pdfs
from certificates.papers.queries.certificate import (
    DUE_JOB,
    certificates_corrected,
    certificates_due,
    papers_called,
    papers_forgotten,
)
from core.jobs.chore import Chore, declare_chore
from core.jobs.job import Job, declare, where_any
from training.enrolments.jobs import PLACE
from training.enrolments.models import Enrolment


def issue_due(enrolment: Enrolment, now: datetime) -> None:
    """Issue one certificate; when it is not due any more, leave no trace."""
    made = make_paper(enrolment, now)
    try:
        issue_certificate(enrolment, made, now=now)
    except (NotDueError, SnapshotStaleError):
        discard_pdf(made.pdf_name)  # if it is still due, the next round makes it afresh


def settle_due(enrolment: Enrolment, now: datetime) -> None:
    """Withdraw what the records, as they say now, are no ground for."""
    settle_certificate(enrolment, now=now)


def call_forgotten(enrolment: Enrolment, now: datetime) -> None:
    """Make known what no change of the place itself has: a course that asks nothing any more."""
    call_papers(enrolment, now=now)


# Somebody who has just answered the questions waits for it on their page.
declare(
    Job(
        DUE_JOB,
        due=where_any(papers_called, certificates_due),
        act=issue_due,
        every=timedelta(seconds=10),
        label="Give out a certificate",
        of=PLACE,
    )
)
# Until then a paper verifies that should not.
declare(
    Job(
        "certificates-corrected",
        due=where_any(papers_called, certificates_corrected),
        act=settle_due,
        every=timedelta(seconds=30),
        label="Withdraw a certificate that the records no longer earn",
        of=PLACE,
    )
)
# It reads every place there is, so it is asked seldom.
declare(
    Job(
        "certificates-forgotten",
        due=papers_forgotten,
        act=call_forgotten,
        every=timedelta(days=1),
        label="Look for a certificate that is missing",
        of=PLACE,
    )
)
# What a kill leaves takes room, and is no hurry.
declare_chore(Chore("papers-swept", act=sweep_pdfs, every=timedelta(days=1)))
