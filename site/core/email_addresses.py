"""Email addresses as people type and paste them, made one spelling each (RFC 5321, 5891).

Two spellings of one address would be two people, and an invisible sign in one a person whom nobody
can write to: everything that keeps or looks for an address takes it from here.
"""

import re
import unicodedata

import idna

from core.text import clean_text

LONGEST, LONGEST_LOCAL = 254, 64  # RFC 5321 4.5.3.1
NOT_EMAIL = "Enter an email address in the usual form, like name@example.org"
NOT_DOMAIN = "There is no such address: check what stands after the @"
# Mail to such an address needs SMTPUTF8, which most servers do not speak: it would never arrive.
NOT_ASCII = "The part before the @ has “{}” in it, and mail cannot be sent to such an address"
TOO_LONG_LOCAL = f"The part before the @ is longer than {LONGEST_LOCAL} characters"
TOO_LONG = f"This is longer than the {LONGEST} characters an email address may have"

LOCAL = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
TOP_LEVEL = re.compile(r"[a-z][a-z0-9-]*[a-z0-9]")
# What comes along when an address is copied: Outlook's name before it, brackets, a sentence's end.
WITH_NAME = re.compile(r"[^<>@]*<([^<>]+)>[;,.]?")
BEFORE, AFTER = "<([\"'\u201c\u2018\u00ab", ">)]\"'\u201d\u2019\u00bb;,.:"
UNSEEN = {"Cf", "Cc", "Cs"}
VARIATION = re.compile("[\u034f\u180b-\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")

SHARED = frozenset(
    {
        *("accounts", "admin", "administration", "bookings", "contact", "enquiries", "enquiry"),
        *("finance", "general", "head", "hello", "headteacher", "help", "hr", "info", "inquiries"),
        *("jobs", "mail", "mailbox", "office", "postmaster", "principal", "reception"),
        *("recruitment", "sales", "school", "schooloffice", "secretary", "staff", "support"),
        *("team", "training", "webmaster"),
    }
)
UNREAD = re.compile(r"(do)?not?reply")
NOT_SHARED = (
    "Enter the person's own work email address. A shared one, like office@, cannot hold a place"
)


class AddressError(ValueError):
    """What was typed is no address that mail can be sent to; its text is a sentence that says why.

    `is_form`: it does not look like one at all.
    """

    def __init__(self, words: str, *, is_form: bool = False) -> None:
        super().__init__(words)
        self.is_form = is_form


def clean_address(typed: str) -> str:
    """The address in its one spelling: small letters, the domain as it is looked up.

    Nothing stays nothing. Raises AddressError.
    """
    bare = _bare(typed)
    if not bare:
        return ""
    local, at, domain = bare.rpartition("@")
    if not at or not local or not domain or re.search(r"\s|@", local + domain):
        raise AddressError(NOT_EMAIL, is_form=True)
    address = f"{_local(local)}@{_domain(domain)}"
    if len(address) > LONGEST:
        raise AddressError(TOO_LONG)
    return address


def same_address(typed: str) -> str:
    """The address in its one spelling, for looking it up: what is none stays as it was typed.

    But for NUL bytes, which PostgreSQL does not take.
    """
    try:
        return clean_address(typed)
    except AddressError:
        return typed.replace("\x00", "")


def is_shared(email: str) -> bool:
    """Whether several people, or nobody, read what is sent there: office@, no-reply@.

    A place is one person's, and what is sent about it is for that person alone.
    """
    # office+vrp@ is the mailbox of office@ (RFC 5233).
    local = email.partition("@")[0].partition("+")[0].lower()
    bare = re.sub(r"[^a-z]", "", local)
    return bare in SHARED or bool(UNREAD.fullmatch(bare))


def _bare(typed: str) -> str:
    """What was typed without what cannot be seen and what came along with it."""
    # Full-width letters and signs of East Asian keyboards are the plain ones.
    plain = unicodedata.normalize("NFKC", clean_text(typed)).replace("。", ".")
    seen = "".join(sign for sign in plain if unicodedata.category(sign) not in UNSEEN)
    text = VARIATION.sub("", seen).strip()
    named = WITH_NAME.fullmatch(text)
    text = (named[1] if named else text).strip()
    text = text.lstrip(BEFORE)
    text = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE)
    return text.lstrip(BEFORE).rstrip(AFTER).strip().lower()


def _local(local: str) -> str:
    strange = next((sign for sign in local if not sign.isascii()), "")
    if strange:
        raise AddressError(NOT_ASCII.format(strange))
    if not LOCAL.fullmatch(local):
        raise AddressError(NOT_EMAIL, is_form=True)
    if len(local) > LONGEST_LOCAL:
        raise AddressError(TOO_LONG_LOCAL)
    return local


def _domain(domain: str) -> str:
    """The domain as the name system knows it: bücher.example is xn--bcher-kva.example."""
    if not domain.isascii() or "xn--" in domain:
        try:
            domain = idna.encode(domain, uts46=True, std3_rules=True).decode()
        except (idna.IDNAError, UnicodeError):
            raise AddressError(NOT_DOMAIN) from None
    *labels, last = domain.split(".")
    if not labels or not all(map(LABEL.fullmatch, labels)) or not TOP_LEVEL.fullmatch(last):
        raise AddressError(NOT_EMAIL, is_form=True)
    return domain
