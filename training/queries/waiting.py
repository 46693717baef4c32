"""Who waits for what, in which order."""

from django.db.models import QuerySet

from training.models import Enrolment, Event


def waiting_list(event: Event) -> QuerySet[Enrolment]:
    """Who waits for an event, first comes first: priority, then time of joining (domain.md 7)."""
    rows = Enrolment.objects.filter(event=event, status=Enrolment.Status.WAITING)
    return rows.select_related("person").order_by("-has_priority", "queued_at", "pk")


def waiting_parties(event: Event) -> list[list[Enrolment]]:
    """The waiting list as those who come together or not at all, each where its first stands."""
    parties: dict[str, list[Enrolment]] = {}
    for row in waiting_list(event):
        parties.setdefault(row.party or row.ref, []).append(row)
    return list(parties.values())
