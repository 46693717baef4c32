"""Which paper somebody asks about, whatever its kind."""

from django.db.models import QuerySet

from certificates.papers.models import Paper
from certificates.papers.rules.paper_kind import KINDS


def papers_shown() -> QuerySet[Paper]:
    """Papers of the kinds that are declared, in whatever state."""
    rows = Paper.objects.select_related("replaced_by")
    return rows.filter(kind__in=[kind.name for kind in KINDS])


def paper_with_code(code: str) -> Paper | None:
    """The paper that a code stands on."""
    return papers_shown().filter(code=code).first()


def paper_with_number(number: str) -> Paper | None:
    """The paper that a number stands on: no two kinds share one."""
    return papers_shown().filter(number=number).first()
