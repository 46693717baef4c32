"""How often, and how soon, to try again what failed."""

import errno
import random
from datetime import timedelta

MOST_TRIES = 12  # over some two and a half hours; then somebody should look at it


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many tries: doubling from 5 seconds to an hour, with jitter."""
    seconds = min(5 * 2 ** min(attempts - 1, 12), 60 * 60)
    # Jitter: what failed together must not come back together, onto a server that has just woken.
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - no secret


def reason(error: BaseException) -> str:
    """An error in words without personal data: its type, and a code of SMTP or of the system."""
    refused = [answer[0] for answer in getattr(error, "recipients", {}).values()]
    system = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
    code = getattr(error, "smtp_code", refused[0] if refused else system)
    return f"{type(error).__name__} {code}".strip()[:200]
