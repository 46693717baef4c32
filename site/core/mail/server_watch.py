"""Whether the mail server is there: while it is not, nothing is tried but its door.

So an outage costs no message its tries, and everything goes within seconds of its end.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from time import monotonic

from core.changes.retry import reason
from core.mail import transport
from core.mail.delivery import Outcome

logger = logging.getLogger(__name__)

LOOK_EVERY = 2.0  # seconds: people wait for their codes
# When it answers and says no: wrong passwords every two seconds would lock us out for longer.
ASK_EVERY = 60.0
LOOKS_AT_ONCE = 12  # a look at a server that hangs takes 20 seconds, and must not hold up the next
REVIVE_EVERY = 300.0  # at most: one message that always fails must not bring back the rest for ever


class ServerWatch:
    """Shared by the threads that send."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.away_since: datetime | None = None
        self._clock = clock
        self._lock = threading.Lock()
        self._look_at = 0.0
        self._every = LOOK_EVERY
        self._looks = 0
        self._had_trouble = False
        self._is_back = False
        self._revived_at: float | None = None

    def went_away(self, error: transport.ServerAwayError, now: datetime) -> None:
        """Nobody is there, or lets us in."""
        with self._lock:
            if self.away_since is None:
                logger.error("The mail server is away: %s", reason(error.__cause__ or error))
                self.away_since = now
            self._set_next_look(error)

    def is_there(self) -> bool:
        """Whether to send. While it is away, looks at its door when it is time."""
        with self._lock:
            if self.away_since is None:
                return True
            is_time = self._clock() >= self._look_at and self._looks < LOOKS_AT_ONCE
            if is_time:
                self._looks += 1
                self._look_at = self._clock() + self._every
        if is_time:
            # Beside the others: one that began while it hung may still be waiting for an answer.
            threading.Thread(target=self._look, daemon=True).start()
        return False

    def heard(self, outcome: Outcome) -> None:
        """What came of a message: one that went, after some that did not, is a sign."""
        with self._lock:
            if outcome is Outcome.PUT_OFF:
                self._had_trouble = True
            elif outcome is Outcome.SENT and self._had_trouble and self._may_revive():
                self._is_back, self._had_trouble = True, False

    def take_return(self) -> bool:
        """Whether it has come back since this was last asked: what waited may go at once."""
        with self._lock:
            is_back, self._is_back = self._is_back, False
            if is_back:
                self._revived_at = self._clock()
            return is_back

    def _may_revive(self) -> bool:
        return self._revived_at is None or self._clock() >= self._revived_at + REVIVE_EVERY

    def _set_next_look(self, error: transport.ServerAwayError) -> None:
        self._every = LOOK_EVERY if error.may_pass_soon else ASK_EVERY
        self._look_at = self._clock() + self._every

    def _look(self) -> None:
        try:
            transport.try_server()
        except transport.ServerAwayError as error:
            with self._lock:
                self._looks -= 1
                if not error.may_pass_soon:
                    self._set_next_look(error)
            return
        with self._lock:
            self._looks -= 1
            if self.away_since is not None:
                logger.warning("The mail server is back")
                self.away_since, self._is_back = None, True
