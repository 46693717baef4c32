"""What must always be true of certificates."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from certificates.papers.models import Certificate
from core.changes.invariants import declare
from training.enrolments.models import Enrolment

SHA256 = r"^[0-9a-f]{64}$"
Status = Certificate.Status


@declare("one-valid-certificate", "A place has one valid certificate at most.")
def several(now: datetime) -> Iterable[str]:
    valid = Certificate.objects.filter(status=Status.ISSUED).order_by()
    twice = valid.values("enrolment__ref").annotate(n=Count("pk")).filter(n__gt=1)
    return list(twice.values_list("enrolment__ref", flat=True))


@declare("certificate-has-its-paper", "A certificate names its file and the file's digest.")
def paperless(now: datetime) -> Iterable[str]:
    """Certificates whose file could not be told from another."""
    return _numbers(Certificate.objects.filter(Q(pdf="") | ~Q(digest__regex=SHA256)))


@declare("certificate-says-its-number", "A certificate's frozen words carry its own number.")
def misnumbered(now: datetime) -> Iterable[str]:
    printed = Certificate.objects.annotate(said=KT("snapshot__number"))
    return _numbers(printed.exclude(said=F("number")))


@declare("replaced-is-superseded", "A certificate is marked replaced when another replaces it.")
def half_replaced(now: datetime) -> Iterable[str]:
    """Replaced ones without a successor, and valid or withdrawn ones that have one."""
    next_one = Exists(Certificate.objects.filter(supersedes=OuterRef("pk")))
    replaced = Q(status=Status.SUPERSEDED)
    return _numbers(Certificate.objects.filter((replaced & ~next_one) | (~replaced & next_one)))


@declare("successor-is-for-the-same-place", "A certificate replaces one of the same place.")
def elsewhere(now: datetime) -> Iterable[str]:
    rows = Certificate.objects.filter(supersedes__isnull=False)
    return _numbers(rows.exclude(enrolment=F("supersedes__enrolment")))


@declare("certificate-is-of-a-place", "Certificates are of confirmed places only.")
def placeless(now: datetime) -> Iterable[str]:
    rows = Certificate.objects.filter(status=Status.ISSUED)
    return _numbers(rows.exclude(enrolment__status=Enrolment.Status.CONFIRMED))


def _numbers(rows: QuerySet[Certificate]) -> list[str]:
    return list(rows.values_list("number", flat=True))
