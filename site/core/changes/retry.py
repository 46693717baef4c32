"""How often, and how soon, to try again what failed."""

import random
from datetime import timedelta

MOST_TRIES = 12  # over some three hours: an evening's outage of the mail server, not a holiday's


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many tries: doubling from 5 seconds to 4 hours, with jitter."""
    seconds = min(5 * 2 ** (attempts - 1), 4 * 60 * 60)
    # Jitter: what failed together must not come back together, onto a server that has just woken.
    return timedelta(seconds=seconds * random.uniform(0.8, 1.2))  # noqa: S311 - no secret


def reason(error: BaseException) -> str:
    """An error in words without personal data: its type, and an SMTP code when it has one."""
    refused = [answer[0] for answer in getattr(error, "recipients", {}).values()]
    code = getattr(error, "smtp_code", refused[0] if refused else "")
    return f"{type(error).__name__} {code}".strip()[:200]
