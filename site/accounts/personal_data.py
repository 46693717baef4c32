"""What accounts keep about people."""

from functools import partial

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from accounts.models import (
    Area,
    FeedToken,
    LineManager,
    Membership,
    Organisation,
    SignInHold,
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
personal(
    User,
    "search_key",  # of name and email, and only to find them by
    whose="",
    retention=ACCOUNT,
    erased=Erased.ANONYMISED,
    merged=Merged.OTHER_COUNTS,
    exported=False,
)
impersonal(User, "A digest of a secret, of no use to anyone.", "password")
gone = partial(personal, retention=ACCOUNT, erased=Erased.DELETED)
gone(EmailAddress, *("user", "email"), whose="user", merged=Merged.MOVES)
gone(Authenticator, *("user", "data"), whose="user", merged=Merged.OTHER_COUNTS, exported=False)
gone(Membership, "user", whose="user", merged=Merged.MOVES)
gone(StaffRole, "user", whose="user", merged=Merged.REFUSED)
gone(LineManager, *("person", "email"), whose="person", merged=Merged.MOVES)
gone(FeedToken, "user", whose="user", merged=Merged.MOVES)
gone(SignInHold, "user", whose="user", merged=Merged.OTHER_COUNTS)
impersonal(SignInHold, "The digest of an address, for two days.", "digest")
impersonal(FeedToken, "The digest of a random key.", "digest")
impersonal(
    Organisation,
    "About an organisation: from public registers, and mailboxes that several people read.",
    *("urn", "name", "phase", "address", "postcode", "office_email", "dsl_mailbox"),
    *("arrival_notes", "search_key"),
)
impersonal(Area, "A place.", "code", "ons_code", "name", "search_key")
impersonal(Term, "A part of the school year.", "academic_year", "name")
