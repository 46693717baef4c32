"""What of enrolments falls due by itself."""

from datetime import timedelta

from core.jobs.job import Job, Subject, declare
from training.enrolments.actions.approval import expire_approval
from training.enrolments.actions.enrolment import forget_access_needs
from training.enrolments.actions.interest import tell_interested
from training.enrolments.actions.reconfirmation import release_unconfirmed
from training.enrolments.actions.reminder import send_joining, send_reminder
from training.enrolments.actions.waiting_list import end_waiting, expire_offer, offer_places
from training.enrolments.models import Enrolment, Interest
from training.enrolments.presenters.step_names import event_name, interest_name, place_name
from training.enrolments.queries.approval import approvals_expired
from training.enrolments.queries.enrolment import access_needs_due
from training.enrolments.queries.event_change import not_reconfirmed
from training.enrolments.queries.interest import interests_due
from training.enrolments.queries.reminder import joining_due, reminders_due
from training.enrolments.queries.waiting_list import (
    events_owing_offers,
    offers_expired,
    waiting_over,
)
from training.events.models import Event

PLACE = Subject(
    rows=lambda: Enrolment.objects.select_related("person", "event__course"), words=place_name
)
EVENT = Subject(rows=lambda: Event.objects.select_related("course"), words=event_name)
INTEREST = Subject(
    rows=lambda: Interest.objects.select_related("person", "course"), words=interest_name
)

# A time that people were given runs out to the minute: somebody else waits for the place. Whoever
# answers late is refused by the action, whether the worker has come round or not.
TO_THE_MINUTE = timedelta(seconds=30)

declare(
    Job(
        "offers-expired",
        due=offers_expired,
        act=expire_offer,
        every=TO_THE_MINUTE,
        label="Pass on a place whose offer ran out",
        of=PLACE,
    )
)
declare(
    Job(
        "approvals-over",
        due=approvals_expired,
        act=expire_approval,
        every=TO_THE_MINUTE,
        label="End a request that nobody said yes to in time",
        of=PLACE,
    )
)
declare(
    Job(
        "places-not-kept",
        due=not_reconfirmed,
        act=release_unconfirmed,
        every=TO_THE_MINUTE,
        label="Free a place that was not confirmed again",
        of=PLACE,
    )
)
# A free place that is on offer to nobody is open to any passer-by.
declare(
    Job(
        "places-offered",
        due=events_owing_offers,
        act=offer_places,
        every=timedelta(seconds=10),
        label="Offer a free place to the next who waits",
        of=EVENT,
    )
)
# Those who took a place an hour before the start want the link now.
declare(
    Job(
        "joining-sent",
        due=joining_due,
        act=send_joining,
        every=timedelta(seconds=30),
        label="Send the link to join",
        of=PLACE,
    )
)
# Days before, and late by a day and a half at most: minutes do not matter.
declare(
    Job(
        "reminders-sent",
        due=reminders_due,
        act=send_reminder,
        every=timedelta(minutes=5),
        label="Send a reminder",
        of=PLACE,
    )
)
# The date has begun, and whoever still waits knows it.
declare(
    Job(
        "waiting-over",
        due=waiting_over,
        act=end_waiting,
        every=timedelta(minutes=1),
        label="End the waiting list of a date that has begun",
        of=PLACE,
    )
)
# They have waited for weeks; the first to hear have some advantage over passers-by.
declare(
    Job(
        "interest-due",
        due=interests_due,
        act=tell_interested,
        every=timedelta(minutes=1),
        label="Tell somebody of a new date",
        of=INTEREST,
    )
)
# Kept for thirty days.
declare(
    Job(
        "access-needs-over",
        due=access_needs_due,
        act=forget_access_needs,
        every=timedelta(hours=6),
        label="Forget what somebody needed to take part",
        of=PLACE,
    )
)
