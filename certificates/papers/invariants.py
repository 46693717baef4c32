"""What must always be true of papers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from certificates.papers.models import Certificate, Paper
from certificates.papers.queries.certificate import papers_beyond, papers_forgotten
from certificates.papers.rules.paper_kind import KINDS
from core.changes.invariants import declare

SHA256 = r"^[0-9a-f]{64}$"
Status = Certificate.Status


@declare("one-valid-certificate", "A place has one valid certificate at most.")
def several(now: datetime) -> Iterable[str]:
    valid = Certificate.objects.filter(status=Status.ISSUED).order_by()
    twice = valid.values("enrolment__ref").annotate(n=Count("pk")).filter(n__gt=1)
    return list(twice.values_list("enrolment__ref", flat=True))


@declare("certificate-has-its-paper", "A paper names its file and the file's digest.")
def paperless(now: datetime) -> Iterable[str]:
    """Papers whose file could not be told from another."""
    return _numbers(Paper.objects.filter(Q(pdf="") | ~Q(digest__regex=SHA256)))


@declare("certificate-says-its-number", "A paper's frozen words carry its own number.")
def misnumbered(now: datetime) -> Iterable[str]:
    printed = Paper.objects.annotate(said=KT("snapshot__number"))
    return _numbers(printed.exclude(said=F("number")))


@declare("replaced-is-superseded", "A paper is marked replaced when another replaces it.")
def half_replaced(now: datetime) -> Iterable[str]:
    """Replaced ones without a successor, and valid or withdrawn ones that have one."""
    next_one = Exists(Paper.objects.filter(supersedes=OuterRef("pk")))
    replaced = Q(status=Status.SUPERSEDED)
    return _numbers(Paper.objects.filter((replaced & ~next_one) | (~replaced & next_one)))


@declare("successor-is-for-the-same-place", "A paper replaces one of the same kind and place.")
def elsewhere(now: datetime) -> Iterable[str]:
    rows = Paper.objects.filter(supersedes__isnull=False)
    same_place = Q(enrolment=F("supersedes__enrolment")) | Q(
        enrolment__isnull=True, supersedes__enrolment__isnull=True
    )
    return _numbers(rows.exclude(same_place & Q(kind=F("supersedes__kind"))))


@declare("paper-is-of-a-kind", "A paper is of a kind that is declared.")
def unkind(now: datetime) -> Iterable[str]:
    return _numbers(Paper.objects.exclude(kind__in=[kind.name for kind in KINDS]))


@declare("certificate-is-the-person-s", "A certificate is of whoever has the place.")
def strangers(now: datetime) -> Iterable[str]:
    return _numbers(Certificate.objects.exclude(person=F("enrolment__person")))


@declare("attended-has-a-certificate", "Who attended has a certificate, or somebody sees to it.")
def forgotten(now: datetime) -> Iterable[str]:
    """Places without one that the worker does not know of, and that are no task of the office."""
    return list(papers_forgotten(now).values_list("ref", flat=True))


@declare("certificate-is-of-a-place", "A certificate holds for who attended, or the worker knows.")
def placeless(now: datetime) -> Iterable[str]:
    """Those of places that ended, or that were not attended."""
    beyond = papers_beyond(now).values("pk")
    return _numbers(Certificate.objects.filter(status=Status.ISSUED, enrolment__in=beyond))


def _numbers(rows: QuerySet[Any]) -> list[str]:
    return list(rows.values_list("number", flat=True))
