"""The one loop: whatever is due is found by a query and acted on, row by row.

Safe twice, from several workers and after kill -9: a row is claimed by a lease that ends with its
worker, the act checks again that the row is still due, and a row that keeps failing is tried again
seldom while the rest go on (rules 15 and 20 to 25).
"""

import logging
import os
import secrets
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
from core.changes.leases import is_free
from core.changes.retry import back_off, reason
from core.errors import ObstacleError
from core.jobs.chore import chores
from core.jobs.job import Job, jobs
from core.jobs.owner import DeadWorkers, Owner
from core.mail.delivery import claim_message, deliver, revive
from core.mail.server_watch import ServerWatch
from core.mail.transport import ServerAwayError
from core.models import FormKey, Heartbeat, JobItem, Tally
from core.web.reference import new_reference

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
CLEAN_UP_EVERY = timedelta(hours=1)
BEAT_EVERY = timedelta(seconds=30)  # one of two minutes ago counts as none: core.jobs.health
KEPT = timedelta(days=7)  # how long a form's key answers a repeat (rule 13)
AT_ONCE = 20
# For what is being sent when the worker is stopped: supervisors wait for some ten.
LAST_SECONDS = 2.5
SIGN_EVERY = 2.0  # seconds between two looks at whether our sign of life is given
RENEW_EVERY = 60.0  # of the lease of a row whose act takes long
RETRY_EVERY = timedelta(seconds=5)  # somebody has pressed a button
REVIVE_EVERY = timedelta(minutes=5)
ASK_AGAIN = timedelta(minutes=1)  # after which what somebody mended is found mended


class Worker:
    """Goes round: sends messages, and does each job whose time it is. `stop()` lets the row in hand
    finish."""

    def __init__(self) -> None:
        # Random too: in a container each worker is process 1 of a machine of the same name.
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._stopping = threading.Event()
        # When each was last done. It is kept nowhere else: a worker begins with a full round, and
        # two workers ask twice as often, which is safe.
        self._done_at: dict[str, datetime] = {}
        self._owner, self._dead_workers = Owner(self.name), DeadWorkers(self.name)
        self._mail_server = ServerWatch()
        self._in_hand: tuple[str, str] | None = None  # job and row

    def stop(self) -> None:
        """Finish what is in hand, then leave."""
        self._stopping.set()

    @property
    def is_stopping(self) -> bool:
        return self._stopping.is_set()

    def run(self, pause: float = 1.0) -> None:
        """Go round until stopped, waiting `pause` seconds after a round with nothing to do."""
        # Mail goes by itself: a mail server that hangs must not hold up what is due.
        threads = [
            # The first looks as often as the worker; the others help when there is much, so that a
            # code at a sign-in page seldom waits behind a message that is slow to go.
            threading.Thread(target=self._go_round, args=(self._send_messages, wait), daemon=True)
            for wait in (pause, 5 * pause, 9 * pause)
        ]
        threads += [
            # Never behind others: with all three of them at a server that is slow, codes go.
            threading.Thread(target=self._go_round, args=(self._send_codes, 2 * pause), daemon=True)
        ]
        alive = threading.Thread(target=self._stay_alive, daemon=True)
        self._give_sign()
        for thread in (alive, *threads):
            thread.start()
        self._go_round(self._do_due, pause)
        ends_at = monotonic() + LAST_SECONDS
        for thread in threads:
            thread.join(max(0, ends_at - monotonic()))
        self._owner.release()  # whatever is in hand yet is the next worker's

    def _stay_alive(self) -> None:
        """Show that this worker lives, and take up what those that do not had in hand."""
        renewed_at = monotonic()
        while not self.is_stopping:
            close_old_connections()
            try:
                self._give_sign()
                self._dead_workers.free_leases(clock.now(), monotonic())
                if monotonic() - renewed_at >= RENEW_EVERY:
                    renewed_at = monotonic()
                    self._renew_lease()
            except Exception:  # as a round: the database may be away for a moment
                logger.exception("A worker could not look after its leases")
            self._stopping.wait(SIGN_EVERY)
        connection.close()

    def _give_sign(self) -> None:
        try:
            self._owner.hold()
        except Exception:  # without it what is in hand at a kill waits out its lease
            logger.exception("A worker could not show that it lives")

    def _renew_lease(self) -> None:
        """An act that takes long keeps its row: nobody else begins it meanwhile."""
        if self._in_hand is not None:
            job, row = self._in_hand
            items = JobItem.objects.filter(job=job, row=row, held_by=self.name)
            items.exclude(lease_until=None).update(lease_until=clock.now() + LEASE)

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
        if self._is_time("revive", REVIVE_EVERY):
            revive(clock.now())
        self._do_chores()
        if self._is_time("obstacles", ASK_AGAIN):
            forget_obstacles(clock.now())
        done, wanted = 0, self._jobs_to_retry()
        for job in jobs:
            if self.is_stopping:
                break
            if self._is_time(f"job {job.name}", job.every) or job.name in wanted:
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

    def _jobs_to_retry(self) -> set[str]:
        """Jobs with a row that failed and whose next try is now: some are asked once an hour."""
        if not self._is_time("retries", RETRY_EVERY):
            return set()
        now = clock.now()
        failed = JobItem.objects.filter(next_at__lte=now).exclude(failed_reason="")
        return set(failed.filter(is_free(now)).values_list("job", flat=True).distinct())

    def _do_chores(self) -> None:
        for chore in chores:
            if not self.is_stopping and self._is_time(f"chore {chore.name}", chore.every):
                try:
                    chore.act(clock.now())
                except Exception:  # it is not worth the work that is due
                    logger.exception("Chore %s failed", chore.name)

    def _beat_now_and_then(self) -> None:
        """Between two rows too: a round may take longer than a heartbeat may be old."""
        if self._is_time("heartbeat", BEAT_EVERY):
            at = clock.database_now()
            found = {
                "beat_at": at,
                "clock_ahead": clock.now() - at,
                "mail_away_since": self._mail_server.away_since,
            }
            Heartbeat.objects.update_or_create(worker=self.name, defaults=found)

    def _send_codes(self) -> int:
        return self._send_messages(urgent_alone=True)

    def _send_messages(self, *, urgent_alone: bool = False) -> int:
        done = 0
        while not self.is_stopping and self._mail_server.is_there():
            if self._mail_server.take_return():
                revive(clock.now(), all_of_them=True)
            message = claim_message(clock.now(), worker=self.name, urgent_alone=urgent_alone)
            if message is None:
                break
            try:
                self._mail_server.heard(deliver(message, clock.now))
            except ServerAwayError as error:
                self._mail_server.went_away(error, clock.now())
                break
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
                if self.is_stopping or not self._claim(job, row):
                    continue
                act_on(job, row, worker=self.name)
                self._in_hand = None
                self._beat_now_and_then()
                after_each()
        return len(seen)

    def _claim(self, job: Job, row: models.Model) -> bool:
        if not claim_item(job.name, str(row.pk), clock.now(), worker=self.name):
            return False
        self._in_hand = job.name, str(row.pk)
        return True


def clean_up(now: datetime) -> None:
    """Drop old form keys and counts, sessions that are over, and workers and rows long gone."""
    FormKey.objects.filter(created_at__lt=now - KEPT).delete()
    Tally.objects.filter(day__lt=clock.london_date(now - KEPT)).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    Heartbeat.objects.filter(beat_at__lt=now - KEPT).delete()
    empty_caches(now)
    # What fails stays: its row is due, and is tried as seldom as that says.
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
    """The first due rows of a job that are neither in hand nor wait to be tried again."""
    not_now = Q(next_at__gt=now) | Q(lease_until__gt=now)
    passed_over = JobItem.objects.filter(not_now, job=job.name).values("row")
    due = job.due(now)
    if not due.exists():  # nearly always: a question shorter by what is in trouble
        return []
    # As text: an item names rows of any model, whatever their key is made of.
    rows = due.annotate(job_row=Cast("pk", CharField()))
    return list(rows.exclude(job_row__in=passed_over)[:AT_ONCE])


def claim_item(job: str, row: str, now: datetime, *, worker: str = "") -> bool:
    """Lease a due row of a job to the caller; False when another has it or it is not its time."""
    JobItem.objects.bulk_create([JobItem(job=job, row=row, next_at=now)], ignore_conflicts=True)
    claimed = JobItem.objects.filter(is_free(now), job=job, row=row, next_at__lte=now)
    attempts = F("attempts") + 1
    return bool(claimed.update(lease_until=now + LEASE, held_by=worker, attempts=attempts))


def act_on(job: Job, row: models.Model, *, worker: str = "") -> None:
    """Act on a leased row; when the act fails it is tried again later, and for ever."""
    # What another worker took up meanwhile is for it to mark.
    item = JobItem.objects.filter(job=job.name, row=str(row.pk), held_by=worker)
    failed = item.values_list("failed_reason", flat=True).first()
    try:
        job.act(row, clock.now())
    except ObstacleError as error:
        # No failure, however often: it waits for somebody, and goes on once they are done.
        found = [asdict(obstacle) for obstacle in error.obstacles]
        later = clock.now() + ASK_AGAIN
        item.update(obstacles=found, next_at=later, attempts=0, failed_reason="", **FREE)
        return
    except Exception as error:  # one bad row must not hold up the rest
        logger.exception("Job %s failed at row %s", job.name, row.pk)
        attempts = item.values_list("attempts", flat=True).first() or 1
        later = clock.now() + back_off(attempts)
        item.update(failed_reason=reason(error), obstacles=[], next_at=later, **FREE)
        return
    item.delete()
    if failed:
        bring_forward(job, failed, clock.now())


FREE = {"lease_until": None, "held_by": ""}


def bring_forward(job: Job, failed_reason: str, now: datetime) -> None:
    """What failed for the same reason may work now too: it does not wait for its time."""
    same = JobItem.objects.filter(job=job.name, failed_reason=failed_reason, lease_until=None)
    same.filter(next_at__gt=now).update(next_at=now)
