"""The control: the product with its guards taken out, so that a race that must be lost is lost.

On PostgreSQL the row lock, the check constraint (dropped by the test) and the guarded UPDATE are
gone, and 20 ms pass between reading and writing. On SQLite transactions are DEFERRED and begin by
reading, as they do where no form key is written first. If these do not go wrong, the harness sees
nothing and the tests beside it prove nothing.
"""

import time

from tests import fixed_clock

fixed_clock.apply()

from django.conf import settings  # noqa: E402, the clock comes first

database = settings.DATABASES["default"]
if "sqlite3" in database["ENGINE"]:
    database["OPTIONS"]["transaction_mode"] = "DEFERRED"

from config.wsgi import application  # noqa: E402
from core.changes import submission  # noqa: E402
from core.changes.form_keys import Outcome  # noqa: E402
from core.changes.locks import transact  # noqa: E402

if "sqlite3" in database["ENGINE"]:

    @transact
    def without_key(actor, key, asked, act):
        """Act at once: the transaction then reads before it writes."""
        return Outcome(ref=act(), repeated=False)

    submission.once = without_key

if "postgresql" in database["ENGINE"]:
    from core.changes.locks import Held
    from tests.races.seed import count_up_unguarded
    from training.enrolments.actions import capacity, enrolment

    def read_without_lock(*rows):
        """Read the rows again, as lock_resources does, but hold nothing."""
        found = {}
        for row in rows:
            rows_of = row._meta.model._default_manager  # request.user is a lazy stand-in
            found[(row._meta.label_lower, row.pk)] = rows_of.get(pk=row.pk)
        return Held(found)

    def take_any(event):
        """Take a place without asking whether there is one."""
        time.sleep(0.02)
        count_up_unguarded(event)

    enrolment.lock_resources = read_without_lock
    enrolment.take_seat_locked = take_any
    capacity.take_seat_locked = take_any

__all__ = ["application"]
