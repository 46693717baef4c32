"""What must be true of messages, personal links, settings and work in hand at any moment."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from core.changes.invariants import declare
from core.jobs.job import jobs
from core.models import JobItem, Message, Option, PersonalLink
from core.options import store
from core.options.spec import Json


@declare("secrets-are-wiped", "Codes and resets are not kept once they were sent or given up.")
def kept_secrets(now: datetime) -> Iterable[str]:
    """Messages that still hold a code."""
    ended = Q(sent_at__isnull=False) | ~Q(failed_reason="")
    held = ~Q(body_text="") | ~Q(body_html="")
    return _messages(ended & held & Q(is_secret=True))


@declare("personal-links-are-wiped", "Where a personal link led is not kept once it was sent.")
def kept_links(now: datetime) -> Iterable[str]:
    """Messages that still hold somebody's key."""
    ended = Q(sent_at__isnull=False) | Q(cancelled_at__isnull=False) | ~Q(failed_reason="")
    # What failed for a reason that may pass is tried again, with its link.
    ended &= Q(may_pass=False)
    return _messages(ended & ~Q(link_path=""))


@declare("link-has-a-key", "A message with a way to somebody's page names the link it is.")
def loose_links(now: datetime) -> Iterable[str]:
    """Messages whose link could not be made invalid."""
    return _messages(~Q(link_path="") & Q(personal_link__isnull=True))


@declare("message-ends-one-way", "No message is both sent and cancelled.")
def ended_twice(now: datetime) -> Iterable[str]:
    """Messages that ended in two ways."""
    return _messages(Q(sent_at__isnull=False, cancelled_at__isnull=False))


@declare("links-are-digests", "Of a personal link only a digest is kept.")
def readable_links(now: datetime) -> Iterable[str]:
    """Links kept in another form."""
    rows = PersonalLink.objects.exclude(digest__regex=r"^[0-9a-f]{64}$")
    return [f"{purpose} {about}" for purpose, about in rows.values_list("purpose", "about")]


@declare("settings-are-in-range", "What the office has set is within its limits.")
def out_of_range(now: datetime) -> Iterable[str]:
    """Settings with a value that the screen would refuse, or that nobody reads."""
    stored = Option.objects.order_by("key").values_list("key", "value")
    return [key for key, value in stored if not _is_readable(key, value)]


def _is_readable(key: str, value: Json) -> bool:
    spec = store.OPTIONS.find(key)
    if spec is None:
        return False
    try:
        spec.read(value)
    except ValueError:
        return False
    return True


@declare("work-in-hand-is-known", "What the worker has in hand belongs to a job there is.")
def unknown_work(now: datetime) -> Iterable[str]:
    """Rows of jobs that nobody would ever come back to."""
    rows = JobItem.objects.exclude(job__in=[job.name for job in jobs])
    return [f"{job} {row}" for job, row in rows.values_list("job", "row")]


def _messages(broken: Q) -> list[str]:
    return list(Message.objects.filter(broken).values_list("message_id", flat=True))
