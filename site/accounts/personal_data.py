"""What accounts keep about people."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.models import (
    Area,
    FeedToken,
    LineManager,
    Membership,
    Organisation,
    StaffRole,
    Term,
    User,
)
from core.privacy.personal_data import Erased, Merged, Retention, impersonal, personal

ACCOUNT = Retention.ACCOUNT

personal(
    User,
    *("name", "job_title"),
    whose="",
    retention=ACCOUNT,
    erased=Erased.ANONYMISED,
    merged=Merged.OTHER_COUNTS,
)
personal(
    User,
    "email",
    whose="",
    retention=ACCOUNT,
    erased=Erased.ANONYMISED,
    merged=Merged.MOVES,
)
impersonal(User, "A digest of a secret, of no use to anyone.", "password")
personal(
    EmailAddress,
    *("user", "email"),
    whose="user",
    retention=ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
personal(
    Authenticator,
    *("user", "data"),
    whose="user",
    retention=ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.OTHER_COUNTS,
    exported=False,
)
personal(
    Membership,
    "user",
    whose="user",
    retention=ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
personal(
    StaffRole,
    "user",
    whose="user",
    retention=ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.REFUSED,
)
personal(
    LineManager,
    *("person", "email"),
    whose="person",
    retention=ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
personal(
    FeedToken,
    "user",
    whose="user",
    retention=ACCOUNT,
    erased=Erased.DELETED,
    merged=Merged.MOVES,
)
impersonal(FeedToken, "The digest of a random key.", "digest")
impersonal(
    Organisation,
    "About an organisation: from public registers, and mailboxes that several people read.",
    *("urn", "name", "phase", "address", "postcode", "office_email", "dsl_mailbox"),
    "arrival_notes",
)
impersonal(Area, "A place.", "code", "ons_code", "name")
impersonal(Term, "A part of the school year.", "academic_year", "name")
