"""The kinds of paper of this app."""

from certificates.papers.models import Certificate
from certificates.papers.rules.paper_kind import PaperKind, declare
from certificates.papers.rules.snapshot import Snapshot

declare(
    PaperKind(
        name=Certificate.KIND,
        noun="certificate",
        read=Snapshot.read,
        template="certificates/papers/_facts.html",
        about_template="certificates/papers/_about_certificate.html",
    )
)
