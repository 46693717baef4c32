"""What of training falls due by itself."""

from core.jobs.worker import Job, register
from training.enrolments.actions.approval import expire_approval
from training.enrolments.actions.enrolment import forget_access_needs
from training.enrolments.actions.interest import tell_interested
from training.enrolments.actions.reconfirmation import release_unconfirmed
from training.enrolments.actions.reminder import send_joining, send_reminder
from training.enrolments.actions.waiting_list import end_waiting, expire_offer, offer_places
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

register(Job("access-needs-over", due=access_needs_due, act=forget_access_needs))
register(Job("interest-due", due=interests_due, act=tell_interested))
register(Job("offers-expired", due=offers_expired, act=expire_offer))
register(Job("places-offered", due=events_owing_offers, act=offer_places))
register(Job("waiting-over", due=waiting_over, act=end_waiting))
register(Job("approvals-over", due=approvals_expired, act=expire_approval))
register(Job("joining-sent", due=joining_due, act=send_joining))
register(Job("reminders-sent", due=reminders_due, act=send_reminder))
register(Job("places-not-kept", due=not_reconfirmed, act=release_unconfirmed))
