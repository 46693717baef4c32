"""What somebody who booked places for colleagues may know of them: no more than is needed."""

from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import Membership, User
from core.mail.personal_links import Purpose, declare
from training.enrolments.models import Enrolment
from training.events.models import Event

CONSENT = declare(Purpose("training/consent", "enrolments:consent"))


def booked_rows(booker: User) -> QuerySet[Enrolment]:
    """The places a person booked for colleagues of organisations they still work at.

    And those that were their own, and are now a colleague's.
    """
    return _booked_rows().filter(booked_by=booker)


def _booked_rows() -> QuerySet[Enrolment]:
    works_there = Membership.objects.filter(
        user=OuterRef("booked_by"),
        organisation=OuterRef("organisation"),
        state=Membership.State.ACTIVE,
    )
    passed_on = Q(replaces__person=F("booked_by"), replaces__status=Enrolment.Status.SUBSTITUTED)
    rows = Enrolment.objects.filter(Exists(works_there) | passed_on)
    return rows.exclude(name_given="").exclude(person=F("booked_by"))


def booked_on(event: Event, booker: User) -> QuerySet[Enrolment]:
    """The colleagues somebody booked on an event, in the order they were named."""
    return booked_rows(booker).filter(event=event).select_related("replaces").order_by("pk")


def passed_on_to(row: Enrolment) -> Enrolment | None:
    """The colleague's place that one's own became, if its person named them."""
    return booked_rows(row.person).filter(replaces=row).order_by("-pk").first()


def bookers_matters(rows: Collection[Enrolment]) -> frozenset[int]:
    """Of these places, those whose booker still works where the person was booked for."""
    if not rows:
        return frozenset()
    found = _booked_rows().filter(pk__in=[row.pk for row in rows], booked_by__is_active=True)
    return frozenset(found.values_list("pk", flat=True))


def is_bookers_matter(row: Enrolment) -> bool:
    """Whether who booked a place still works where the person was booked for."""
    booker = row.booked_by
    return booker is not None and booker.is_active and booked_rows(booker).contains(row)
