"""The one loop: whatever is due is found by a query and acted on, row by row.

Safe twice, from several workers and after kill -9: a row is claimed by a lease that runs out,
the act checks again that the row is still due, and a bad row is parked while the rest go on
(reliability rules 15 and 20 to 25).
"""

import logging
import os
import random
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.models import Session
from django.db import close_old_connections, connection, models, transaction
from django.db.models import CharField, F, Q
from django.db.models.functions import Cast

from core import clock
from core.mail import still_needed, transport
from core.models import Heartbeat, FormKey, JobItem, Message
from core.registry import discover

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
MAIL_LEASE = timedelta(minutes=2)  # twice what the mail transport takes at most
CLEAN_UP_EVERY = timedelta(hours=1)
BEAT_EVERY = timedelta(seconds=30)  # a pulse of two minutes ago counts as none: core.health
KEPT = timedelta(days=7)  # how long a form's key answers a repeat (reliability rule 13)
MOST_TRIES = 12
AT_ONCE = 20


@dataclass(frozen=True)
class Job:
    """A due query and an act on one of its rows; the act must check that the row is still due."""

    name: str
    due: Callable[[datetime], models.QuerySet[Any]]
    act: Callable[[Any, datetime], object]


_jobs: dict[str, Job] = {}


def register(job: Job) -> None:
    """Add a job to the loop. Called by an app's jobs.py. Raises ValueError for a name taken."""
    if job.name in _jobs:
        raise ValueError(f"Two jobs are called {job.name}.")
    _jobs[job.name] = job


def jobs() -> list[Job]:
    """Every app's jobs, in the order of their names."""
    discover("jobs")
    return [_jobs[name] for name in sorted(_jobs)]


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many tries: doubling from 5 seconds to 4 hours, with jitter."""
    seconds = min(5 * 2 ** (attempts - 1), 4 * 60 * 60)
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - no secret


def reason(error: BaseException) -> str:
    """An error in words without personal data: its kind, and an SMTP code when it has one."""
    refused = [answer[0] for answer in getattr(error, "recipients", {}).values()]
    code = getattr(error, "smtp_code", refused[0] if refused else "")
    return f"{type(error).__name__} {code}".strip()[:200]


class Worker:
    """Goes round: messages first, then each job. `stop()` lets the row in hand finish."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self._stopping = threading.Event()
        self._tidied_at: datetime | None = None
        self._beat_at: datetime | None = None

    def stop(self) -> None:
        """Finish what is in hand, then leave."""
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        """Whether stop() was called."""
        return self._stopping.is_set()

    def run(self, pause: float = 1.0) -> None:
        """Go round until stopped, waiting `pause` seconds after a round with nothing to do."""
        while not self.is_stopping:
            close_old_connections()
            try:
                done = self.run_once()
            except Exception:  # the database may be away for a moment; the loop must outlive that
                logger.exception("A round of the worker failed")
                done = 0
            if not done:
                self._stopping.wait(pause)

    def run_once(self) -> int:
        """One round over everything due now; how many rows were acted on."""
        now = clock.now()
        self._beat(now)
        if self._tidied_at is None or now - self._tidied_at >= CLEAN_UP_EVERY:
            clean_up(now)
            self._tidied_at = now
        done = self._send_messages()
        for job in jobs():
            done += self._run_job(job)
        return done

    def _beat(self, now: datetime) -> None:
        Heartbeat.objects.update_or_create(worker=self.name, defaults={"beat_at": now})
        self._beat_at = now

    def _beat_now_and_then(self) -> None:
        """A round may take longer than a pulse may be old: beat between two rows too."""
        now = clock.now()
        if self._beat_at is None or now - self._beat_at >= BEAT_EVERY:
            self._beat(now)

    # Messages

    def _send_messages(self) -> int:
        done = 0
        while not self.is_stopping:
            message = claim_message(clock.now())
            if message is None:
                break
            deliver(message, clock.now)
            self._beat_now_and_then()
            done += 1
        return done

    # Jobs

    def _run_job(self, job: Job) -> int:
        seen: set[Any] = set()
        while not self.is_stopping:
            rows = [row for row in due_rows(job, clock.now()) if row.pk not in seen]
            if not rows:
                break
            for row in rows:
                seen.add(row.pk)
                if self.is_stopping or not claim_item(job.name, str(row.pk), clock.now()):
                    continue
                act_on(job, row)
                self._beat_now_and_then()
                self._send_messages()
        return len(seen)


def clean_up(now: datetime) -> None:
    """Drop old form keys, expired sessions, workers long gone, and rows nobody came back to."""
    FormKey.objects.filter(created_at__lt=now - KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    Heartbeat.objects.filter(beat_at__lt=now - KEPT).delete()
    JobItem.objects.filter(failed_reason="", next_at__lt=now - KEPT).delete()


def due_rows(job: Job, now: datetime) -> list[models.Model]:
    """The first due rows of a job that are neither in hand nor in trouble."""
    in_trouble = Q(next_at__gt=now) | Q(lease_until__gt=now) | ~Q(failed_reason="")
    passed_over = JobItem.objects.filter(in_trouble, job=job.name).values("row")
    rows = job.due(now).annotate(job_row=Cast("pk", CharField()))
    return list(rows.exclude(job_row__in=passed_over)[:AT_ONCE])


def waiting(now: datetime) -> models.QuerySet[Message]:
    """Messages to send now, people at a sign-in page first."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Message.objects.filter(
        free, sent_at__isnull=True, cancelled_at__isnull=True, failed_reason="", due_at__lte=now
    ).order_by("priority", "due_at", "pk")


def claim_message(now: datetime) -> Message | None:
    """The next message, leased to the caller; None when there is none."""
    for _ in range(AT_ONCE):
        with transaction.atomic():
            rows = waiting(now)
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True)
            message = rows.first()
            if message is None:
                return None
            taken = waiting(now).filter(pk=message.pk)
            if taken.update(lease_until=now + MAIL_LEASE, attempts=F("attempts") + 1):
                message.attempts += 1
                return message
    return None


def deliver(message: Message, now: Callable[[], datetime]) -> None:
    """Send a leased message, then mark it: never lost, and a repeat has the same Message-ID."""
    row = Message.objects.filter(pk=message.pk)
    try:
        needless = why_not(message, now())
        if needless:
            row.update(failed_reason=needless, lease_until=None, **_wiped(message))
            return
        transport.send(message)
    except Exception as error:  # noqa: BLE001 - one bad address must not hold up the rest
        _retry_later(row, message, error, now())
        return
    # One that somebody cancelled while it was on its way has gone all the same.
    row.update(sent_at=now(), cancelled_at=None, lease_until=None, **_wiped(message))


def why_not(message: Message, now: datetime) -> str:
    """Why a message should not go out any more; empty when it should."""
    if message.not_after and now > message.not_after:
        return Message.TOO_LATE
    return "" if still_needed.is_still_needed(message, now) else Message.NOT_NEEDED


def _wiped(message: Message) -> dict[str, str]:
    """What is not kept: the words of a code or a reset, and where a personal link led."""
    secret = {"body_text": "", "body_html": ""} if message.is_secret else {}
    return {**secret, "link_path": ""}


def _retry_later(
    row: models.QuerySet[Message], message: Message, error: Exception, now: datetime
) -> None:
    if message.attempts >= MOST_TRIES:
        logger.error("Message %s parked: %s", message.pk, reason(error))
        row.update(failed_reason=reason(error), lease_until=None, **_wiped(message))
        return
    logger.warning("Message %s put off: %s", message.pk, reason(error))
    row.update(due_at=now + back_off(message.attempts), lease_until=None)


def claim_item(job: str, row: str, now: datetime) -> bool:
    """Lease a due row of a job to the caller; False when another has it or it is parked."""
    JobItem.objects.bulk_create([JobItem(job=job, row=row, next_at=now)], ignore_conflicts=True)
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    claimed = JobItem.objects.filter(free, job=job, row=row, failed_reason="", next_at__lte=now)
    return bool(claimed.update(lease_until=now + LEASE, attempts=F("attempts") + 1))


def act_on(job: Job, row: models.Model) -> None:
    """Act on a leased row; put it off or park it when the act fails."""
    item = JobItem.objects.filter(job=job.name, row=str(row.pk))
    try:
        job.act(row, clock.now())
    except Exception as error:  # one bad row must not hold up the rest
        logger.exception("Job %s failed", job.name)
        attempts = item.values_list("attempts", flat=True).first() or MOST_TRIES
        parked = reason(error) if attempts >= MOST_TRIES else ""
        later = clock.now() + back_off(attempts)
        item.update(failed_reason=parked, next_at=later, lease_until=None)
        return
    item.delete()
