"""Which organisation somebody means who wrote it down."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Lower

from accounts.models import Organisation

OPEN = (Organisation.Status.OPEN, Organisation.Status.CLOSING)


def organisations_called(words: Iterable[str]) -> dict[str, list[Organisation]]:
    """The open organisations of each URN or whole name, by the words in lower case; one query."""
    found: dict[str, list[Organisation]] = {word.lower(): [] for word in words if word}
    named = Organisation.objects.annotate(lower_name=Lower("name")).filter(
        Q(urn__in=found) | Q(lower_name__in=found), status__in=OPEN
    )
    for row in named.select_related("area").order_by("pk"):
        for key in {row.urn or "", row.lower_name} & set(found):
            found[key].append(row)
    return found
