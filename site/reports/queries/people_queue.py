"""What waits for the office about people: a yes, a decision, an offer that ends, a date to open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import Membership, SignInHold
from accounts.queries.remit import WHOLE, Remit
from accounts.queries.sign_in_hold import holds_shown
from bookings.registers.models import WalkIn
from bookings.registers.queries.walk_in import walk_ins_known
from certificates.papers.queries.certificate import paper_tasks
from reports.queries.queue import MOST, counted, shown
from training.courses.models import Course
from training.enrolments.emails.undelivered import undelivered_offers
from training.enrolments.models import Enrolment
from training.enrolments.queries.interest import courses_asked_for
from training.events.models import Event
from training.events.queries.minimum import events_short_of_people

SOON = timedelta(hours=12)


@dataclass(frozen=True)
class PeopleQueue:
    """How much waits, and the first of each; or all of one, when that is asked for."""

    approvals_number: int
    approvals: list[Enrolment]
    short: list[Event]  # with fewer people than their course needs
    untold_number: int
    untold: list[Enrolment]  # offers whose mail could not leave
    ending_number: int
    ending: list[Enrolment]  # offers that run out within hours
    walk_ins: list[WalkIn]  # who came without a place, and has an account now
    asked: list[Course]  # with `asked`, how many would come
    papers_number: int
    papers: list[Enrolment]  # attended, and without a certificate until somebody decides
    joining: int  # people who ask to join an organisation
    held: list[SignInHold]  # accounts at which wrong passwords were tried since yesterday

    @property
    def is_empty(self) -> bool:
        """Whether nothing waits for anyone.

        Courses without a date are no hurry, and wrong passwords are only to be known of.
        """
        about_places = self.approvals_number or self.untold_number or self.ending_number
        here = self.short or self.joining or self.walk_ins
        return not (about_places or self.papers_number or here)


def people_queue(now: datetime, unfolded: str = "", remit: Remit = WHOLE) -> PeopleQueue:
    """The work within a remit as it is now, in the same ten queries however much it is."""
    approvals = remit.limit(approvals_due(now), "event__area")
    ending = remit.limit(offers_ending(now), "event__area")
    untold = remit.limit(undelivered_offers(now), "event__area")
    walk_ins = remit.limit(walk_ins_known(now), "register__session__event__area")
    papers = paper_tasks(now)
    if not remit.is_whole:
        papers = papers.filter(person__in=remit.people())
    approvals_number, first_approvals = counted(approvals, shown("approvals", unfolded))
    untold_number, first_untold = counted(untold, shown("untold", unfolded))
    ending_number, first_ending = counted(ending, shown("ending", unfolded))
    papers_number, first_papers = counted(papers, shown("papers", unfolded))
    held = holds_shown(now)
    if not remit.is_whole:
        held = held.filter(user__in=remit.people())
    joining = Membership.objects.filter(state=Membership.State.REQUESTED)
    return PeopleQueue(
        approvals_number=approvals_number,
        approvals=first_approvals,
        short=list(remit.limit(events_short_of_people(now), "area")[:MOST]),
        untold_number=untold_number,
        untold=first_untold,
        ending_number=ending_number,
        ending=first_ending,
        walk_ins=list(walk_ins[:MOST]),
        asked=list(courses_asked_for(remit)[:MOST]),
        papers_number=papers_number,
        papers=first_papers,
        joining=remit.limit(joining, "organisation__area").count(),
        held=list(held[:MOST]),
    )


def approvals_due(now: datetime) -> QuerySet[Enrolment]:
    """Places that wait for the office's yes, those that run out first before the others."""
    rows = Enrolment.objects.filter(
        status=Enrolment.Status.AWAITING_APPROVAL, needs_office=True, event__starts_at__gt=now
    )
    return rows.select_related("event__course", "person").order_by("held_until", "pk")


def offers_ending(now: datetime) -> QuerySet[Enrolment]:
    """Offered places that run out within hours, soonest first."""
    rows = Enrolment.objects.filter(
        status=Enrolment.Status.OFFERED,
        held_until__gt=now,
        held_until__lte=now + SOON,
    )
    return rows.select_related("event__course", "person").order_by("held_until", "pk")
