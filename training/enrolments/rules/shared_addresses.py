"""Addresses that are nobody's own: an office, a mailbox nobody reads. A tool: text in, yes or no.

A place is one person's, and what is sent about it is for that person alone.
"""

import re

SHARED = frozenset(
    {
        "accounts",
        "admin",
        "administration",
        "bookings",
        "contact",
        "enquiries",
        "enquiry",
        "finance",
        "general",
        "head",
        "hello",
        "headteacher",
        "help",
        "hr",
        "info",
        "inquiries",
        "jobs",
        "mail",
        "mailbox",
        "office",
        "postmaster",
        "principal",
        "reception",
        "recruitment",
        "sales",
        "school",
        "schooloffice",
        "secretary",
        "staff",
        "support",
        "team",
        "training",
        "webmaster",
    }
)
UNREAD = re.compile(r"(do)?not?reply")


def is_shared(email: str) -> bool:
    """Whether several people, or nobody, read what is sent there: office@, no-reply@."""
    # office+vrp@ is the mailbox of office@ (RFC 5233).
    local = email.partition("@")[0].partition("+")[0].lower()
    bare = re.sub(r"[^a-z]", "", local)
    return bare in SHARED or bool(UNREAD.fullmatch(bare))
