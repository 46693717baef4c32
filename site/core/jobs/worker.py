"""The one loop: whatever is due is found by a query and acted on, row by row.

Safe twice, from several workers and after kill -9: a row is claimed by a lease that runs out,
the act checks again that the row is still due, and a row that keeps failing is set aside while the
rest go on (rules 15 and 20 to 25).
"""

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import close_old_connections, connection, models
from django.db.models import CharField, F, Q
from django.db.models.functions import Cast

from core import clock
from core.changes.retry import MOST_TRIES, back_off, reason
from core.errors import ObstacleError
from core.jobs.job import Job, jobs
from core.mail.delivery import claim_message, deliver
from core.models import FormKey, Heartbeat, JobItem
from core.web.reference import new_reference

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
CLEAN_UP_EVERY = timedelta(hours=1)
BEAT_EVERY = timedelta(seconds=30)  # one of two minutes ago counts as none: core.jobs.health
KEPT = timedelta(days=7)  # how long a form's key answers a repeat (rule 13)
AT_ONCE = 20
LAST_SECONDS = 5  # for what is being sent when the worker is stopped; its lease runs out otherwise
ASK_AGAIN = timedelta(minutes=1)  # after which what somebody mended is found mended


class Worker:
    """Goes round: sends messages, and does each job whose time it is. `stop()` lets the row in hand
    finish."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self._stopping = threading.Event()
        # When each was last done. It is kept nowhere else: a worker begins with a full round, and
        # two workers ask twice as often, which is safe.
        self._done_at: dict[str, datetime] = {}

    def stop(self) -> None:
        """Finish what is in hand, then leave."""
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def run(self, pause: float = 1.0) -> None:
        """Go round until stopped, waiting `pause` seconds after a round with nothing to do."""
        # Mail goes by itself: a mail server that hangs must not hold up what is due.
        senders = [
            # The first looks as often as the worker; the others help when there is much, so that a
            # code at a sign-in page seldom waits behind a message that is slow to go.
            threading.Thread(target=self._go_round, args=(self._send_messages, wait), daemon=True)
            for wait in (pause, 5 * pause, 9 * pause)
        ]
        for sender in senders:
            sender.start()
        self._go_round(self._do_due, pause)
        ends_at = monotonic() + LAST_SECONDS
        for sender in senders:
            sender.join(max(0, ends_at - monotonic()))

    def _go_round(self, once: Callable[[], int], pause: float) -> None:
        while not self.is_stopping:
            close_old_connections()  # no request ends here, after which Django would see to it
            try:
                with new_reference():
                    done = once()
            except Exception:  # the database may be away for a moment; the loop must outlive that
                logger.exception("A round of the worker failed")
                done = 0
            if not done:
                self._stopping.wait(pause)
        connection.close()

    def run_once(self) -> int:
        """One round over everything whose time it is; how many rows were acted on."""
        return self._send_messages() + self._do_due(after_each=self._send_messages)

    def _do_due(self, after_each: Callable[[], object] = lambda: None) -> int:
        self._beat_now_and_then()
        if self._is_time("clean_up", CLEAN_UP_EVERY):
            clean_up(clock.now())
        if self._is_time("obstacles", ASK_AGAIN):
            forget_obstacles(clock.now())
        done = 0
        for job in jobs:
            if self._is_time(f"job {job.name}", job.every):
                done += self._run_job(job, after_each)
        return done

    def _is_time(self, what: str, every: timedelta) -> bool:
        """Whether it is time again, which counts as done: a job whose query fails must not keep
        those that come after it from their turn in the next round."""
        now, last = clock.now(), self._done_at.get(what)
        if last is not None and last <= now < last + every:  # a clock set back makes it time too
            return False
        self._done_at[what] = now
        return True

    def _beat_now_and_then(self) -> None:
        """Between two rows too: a round may take longer than a heartbeat may be old."""
        if self._is_time("heartbeat", BEAT_EVERY):
            Heartbeat.objects.update_or_create(worker=self.name, defaults={"beat_at": clock.now()})

    def _send_messages(self) -> int:
        done = 0
        while not self.is_stopping:
            message = claim_message(clock.now())
            if message is None:
                break
            deliver(message, clock.now)
            done += 1
        return done

    def _run_job(self, job: Job, after_each: Callable[[], object] = lambda: None) -> int:
        seen: set[Any] = set()  # what stays due is acted on once a round
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
                after_each()
        return len(seen)


def clean_up(now: datetime) -> None:
    """Drop old form keys, expired sessions, workers long gone, and rows nobody came back to."""
    FormKey.objects.filter(created_at__lt=now - KEPT).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    Heartbeat.objects.filter(beat_at__lt=now - KEPT).delete()
    empty_caches(now)
    # What has failed stays: it is what keeps its row from being tried again for ever.
    JobItem.objects.filter(failed_reason="", next_at__lt=now - KEPT).delete()


def empty_caches(now: datetime) -> None:
    """Drop what has run out of the caches in the database: Django counts their rows at each write,
    and looks at them only where there are too many.
    """
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        for cache in settings.CACHES.values():
            in_database = cache["BACKEND"].endswith("DatabaseCache")
            name = cache["LOCATION"] if in_database else cache.get("OPTIONS", {}).get("table")
            if not name:
                continue
            table = connection.ops.quote_name(name)
            cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [moment])  # noqa: S608


def forget_obstacles(now: datetime) -> None:
    """Take back the tasks of rows that are not due any more: those that are were asked again."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    kept = JobItem.objects.filter(free, failed_reason="").exclude(obstacles=[])
    every = {job.name: job.every for job in jobs}
    for name in set(kept.values_list("job", flat=True)) & set(every):
        kept.filter(job=name, next_at__lt=now - ASK_AGAIN - every[name]).delete()


def due_rows(job: Job, now: datetime) -> list[models.Model]:
    """The first due rows of a job that are neither in hand nor in trouble."""
    in_trouble = Q(next_at__gt=now) | Q(lease_until__gt=now) | ~Q(failed_reason="")
    passed_over = JobItem.objects.filter(in_trouble, job=job.name).values("row")
    # As text: an item names rows of any model, whatever their key is made of.
    rows = job.due(now).annotate(job_row=Cast("pk", CharField()))
    return list(rows.exclude(job_row__in=passed_over)[:AT_ONCE])


def claim_item(job: str, row: str, now: datetime) -> bool:
    """Lease a due row of a job to the caller; False when another has it or it has failed."""
    JobItem.objects.bulk_create([JobItem(job=job, row=row, next_at=now)], ignore_conflicts=True)
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    claimed = JobItem.objects.filter(free, job=job, row=row, failed_reason="", next_at__lte=now)
    return bool(claimed.update(lease_until=now + LEASE, attempts=F("attempts") + 1))


def act_on(job: Job, row: models.Model) -> None:
    """Act on a leased row; when the act fails it is tried again later, or has failed for good."""
    item = JobItem.objects.filter(job=job.name, row=str(row.pk))
    try:
        job.act(row, clock.now())
    except ObstacleError as error:
        # No failure, however often: it waits for somebody, and goes on once they are done.
        found = [asdict(obstacle) for obstacle in error.obstacles]
        later = clock.now() + ASK_AGAIN
        item.update(obstacles=found, next_at=later, lease_until=None, attempts=0)
        return
    except Exception as error:  # one bad row must not hold up the rest
        logger.exception("Job %s failed at row %s", job.name, row.pk)
        attempts = item.values_list("attempts", flat=True).first() or MOST_TRIES
        failed = reason(error) if attempts >= MOST_TRIES else ""
        later = clock.now() + back_off(attempts)
        item.update(failed_reason=failed, obstacles=[], next_at=later, lease_until=None)
        return
    item.delete()
