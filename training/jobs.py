"""What of training falls due by itself."""

from core.worker import Job, register
from training.actions.enrolment import forget_access_needs
from training.queries.enrolment import access_needs_due

register(Job("access-needs-over", due=access_needs_due, act=forget_access_needs))
