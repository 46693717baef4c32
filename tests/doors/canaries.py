"""Who may read what of a school or a professional; and whether anybody else was handed it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from core.privacy.personal_data import declared
from tests.doors import visitors as kind
from tests.doors.asking import GET, Asker
from tests.doors.rows import Row
from tests.doors.survey import Answer, ask
from tests.doors.texts import text_of
from tests.doors.visitors import PUBLIC
from tests.doors.words import NORTH, SOUTH, canary, found_in
from tests.doors.world import World
from tests.evidence import size

REGION = (kind.COORDINATOR, kind.LEAD)
TEAM = (*REGION, kind.LOCAL_LEAD)
LOOKS_AFTER = (*TEAM, kind.ADMINISTRATOR)
# Of somebody who acts for no organisation, what stands on their own page alone.
UNTIED = (*REGION, kind.ADMINISTRATOR)
SCHOOL = (kind.BOOKER, kind.MANAGER)
NAMED_ON = (kind.FACILITATOR, kind.LINE_MANAGER)


@dataclass(frozen=True)
class Canary:
    """A field that holds a word of its side, and who of that side, or of all, may read it."""

    field: str  # app.Model.field
    readers: tuple[str, ...]
    anywhere: tuple[str, ...] = ()  # who of the other side may read it too


# By the end of the word: quillnorthphone is "phone".
CANARIES = {
    "pro": Canary("accounts.User.name", (kind.LEARNER, *NAMED_ON, *LOOKS_AFTER)),
    "promail": Canary("accounts.User.email", (kind.LEARNER, *LOOKS_AFTER)),
    # On a register it tells two people of one name apart.
    "projob": Canary("accounts.User.job_title", (kind.LEARNER, kind.FACILITATOR, *UNTIED)),
    "needs": Canary("enrolments.Enrolment.access_needs", (kind.LEARNER, kind.FACILITATOR)),
    "bossmail": Canary(
        "accounts.LineManager.email",
        (kind.LINE_MANAGER, kind.LEARNER, kind.MEMBER, *LOOKS_AFTER),
    ),
    "boss": Canary("accounts.User.name", (kind.LINE_MANAGER, *UNTIED)),
    "given": Canary("enrolments.Enrolment.name_given", (kind.BOOKER,)),
    "opinion": Canary("evaluation.Answer.text", TEAM),
    "join": Canary("events.Event.join_link", TEAM),
    "member": Canary("accounts.User.name", (kind.MEMBER, kind.LINE_MANAGER, *LOOKS_AFTER)),
    "membermail": Canary("accounts.User.email", (kind.MEMBER, *LOOKS_AFTER)),
    "asking": Canary("accounts.User.name", (kind.REQUESTED, kind.MANAGER, *LOOKS_AFTER)),
    "askingmail": Canary("accounts.User.email", (kind.REQUESTED, kind.MANAGER, *LOOKS_AFTER)),
    "booker": Canary("accounts.User.name", (kind.BOOKER, kind.MEMBER, *LOOKS_AFTER)),
    "bookermail": Canary("accounts.User.email", (kind.BOOKER, *LOOKS_AFTER)),
    "manager": Canary("accounts.User.name", (kind.MANAGER, *LOOKS_AFTER)),
    "managermail": Canary("accounts.User.email", (kind.MANAGER, *LOOKS_AFTER)),
    # Any facilitator may be sent anywhere, and is chosen by name.
    "facilitator": Canary(
        "accounts.User.name", (kind.FACILITATOR, *SCHOOL, *LOOKS_AFTER), anywhere=(kind.LOCAL_LEAD,)
    ),
    "facilitatormail": Canary("accounts.User.email", (kind.FACILITATOR, *UNTIED)),
    "office": Canary("accounts.Organisation.office_email", TEAM),
    "safe": Canary("accounts.Organisation.dsl_mailbox", TEAM),
    "arrival": Canary("accounts.Organisation.arrival_notes", (kind.FACILITATOR, *TEAM)),
    "class": Canary("visits.BookingGroup.label", (*SCHOOL, kind.FACILITATOR, *TEAM)),
    "hall": Canary("visits.Booking.place", (*SCHOOL, kind.FACILITATOR, *TEAM)),
    "host": Canary("visits.Booking.staff_in_room", (*SCHOOL, kind.FACILITATOR, *TEAM)),
    "notes": Canary("visits.Booking.notes", (*SCHOOL, kind.FACILITATOR, *TEAM)),
    "reason": Canary("visits.Booking.one_off_reason", (*SCHOOL, *TEAM)),
    "walked": Canary("registers.WalkIn.name", (kind.FACILITATOR, *LOOKS_AFTER)),
    "walkedmail": Canary("registers.WalkIn.email", (kind.FACILITATOR, *LOOKS_AFTER)),
    "walkedjob": Canary("accounts.User.job_title", UNTIED),
    "contact": Canary("events.Venue.contact", (kind.LEARNER, kind.FACILITATOR, *TEAM)),
    "phone": Canary("visits.Booking.contact_phone", (*SCHOOL, kind.FACILITATOR, *TEAM)),
}
# Titles of people of whom the name is looked for already.
for one in ("boss", "member", "asking", "booker", "manager", "facilitator"):
    CANARIES[f"{one}job"] = Canary("accounts.User.job_title", CANARIES[one].readers)
# Personal fields that hold the words of others, or none.
UNPLANTED = {
    "accounts.User.search_key": "Name and address once more, in plain letters.",
    "account.EmailAddress.email": "the same as accounts.User.email",
    "enrolments.Enrolment.manager_email": "the same as accounts.LineManager.email",
    "events.Event.host_staff": "the same as visits.Booking.staff_in_room",
    "papers.Paper.snapshot": "the name, as accounts.User.name",
    "papers.Paper.pdf": "the name of a file; its words are read",
    "mfa.Authenticator.data": "a secret of an app's, which no page shows",
    "registers.RegisterMark.value": "present or absent, or a number",
    "registers.RegisterMark.name_given": "the same as registers.WalkIn.name",
    "registers.WalkIn.value": "present or absent",
    "rota.AssuranceCheck.kind": "one of a list",
    **{
        f"core.Message.{field}": "made of the fields above; each letter written is read"
        for field in ("to", "subject", "body_text", "body_html", "context", "calendar")
    },
}
# Who of the south is who of the north.
SOUTHERN = {kind.FACILITATOR: kind.OTHER_FACILITATOR, kind.MANAGER: kind.OTHER_MANAGER}
EVERYWHERE = {kind.COORDINATOR, kind.LEAD, kind.ADMINISTRATOR}
# Whoever has such an address may read what it is about.
BY_KEY = ("/approvals/", "/places/", "/feedback/", "/my/calendar/", "/verify/")
# Everybody's mail lies open in the demonstration, whose people are invented.
DEMONSTRATION = "/demo/"
LINK = re.compile(r'(?:href|src)="(/[^"#]*)')
SEARCHES = ("/search/", "/workshops/", "/dates/", "/my/work/", "/team/people/", "/team/messages/")
NOT_FOLLOWED = ("/static/", "/media/", "/cms/", DEMONSTRATION)
LINKS_FOLLOWED = size(20, 400)  # of each visitor


def readers(side: str, name: str) -> set[str]:
    """Which visitors may read a word."""
    one = CANARIES[name]
    if side == NORTH:
        return set(one.readers)
    southern = {SOUTHERN[reader] for reader in one.readers if reader in SOUTHERN}
    return southern | (EVERYWHERE & set(one.readers)) | set(one.anywhere)


def strangers(text: str, reader: str) -> list[str]:
    """The words in a text that are not for this visitor."""
    return sorted(word for word in found_in(text) if reader not in readers(*parts_of(word)))


def parts_of(word: str) -> tuple[str, str]:
    side = NORTH if word.startswith(canary(NORTH, "")) else SOUTH
    return side, word.removeprefix(canary(side, ""))


def leaks(answers: Iterable[Answer]) -> list[str]:
    """Words that a visitor was handed and should not have been, with the place."""
    found = []
    for one in answers:
        if not one.path.startswith(DEMONSTRATION):
            words = strangers(text_of(one.body, one.content_type), one.kind)
            if one.path.startswith(BY_KEY):
                words = [word for word in words if parts_of(word)[0] == SOUTH]
            found += [f"{one.words} shows {word} ({about(word)})" for word in words]
    return found


def about(word: str) -> str:
    return CANARIES[parts_of(word)[1]].field


@dataclass(frozen=True)
class Letter:
    """A mail that some form wrote."""

    cause: str
    to: str
    text: str
    tells: tuple[str, ...] = ()


def letter_leaks(world: World, letters: Iterable[Letter]) -> list[str]:
    """Words in mail to somebody who may not read them."""
    found = []
    for one in letters:
        reader = recipient(world, one.to)
        told = {canary(NORTH, name) for name in one.tells}
        found += [
            f"mail to {one.to} after {one.cause} says {word} ({about(word)})"
            for word in strangers(one.text, reader)
            if word not in told
        ]
    return found


def recipient(world: World, address: str) -> str:
    """Which visitor an address is; the mailbox of a school is its booker."""
    for name, person in world.people.items():
        if person is not None and person.email == address:
            return name
    return kind.BOOKER if address in world.mailboxes else kind.ANONYMOUS


def crawl(asker: Asker, answers: list[Answer]) -> Iterator[Answer]:
    """What each visitor finds behind the links of the pages they got, and by searching."""
    for who in kind.KINDS:
        own = [one for one in answers if one.kind == who]
        known = {one.path for one in own}
        links = sorted({link for one in own for link in links_of(one)} - known)
        for path in [*searches(), *links[:: max(1, len(links) // LINKS_FOLLOWED)]]:
            yield ask(asker, Row(path, PUBLIC), who, GET, path)


def links_of(one: Answer) -> set[str]:
    if "html" not in one.content_type or one.status != 200:
        return set()
    found = {link.replace("&amp;", "&") for link in LINK.findall(one.body.decode())}
    return {link for link in found if not link.startswith(NOT_FOLLOWED)}


def searches() -> list[str]:
    return [f"{path}?q={canary(side, '')}" for path in SEARCHES for side in (NORTH, SOUTH)]


# Every field that holds something personal has a word in it.


def unplanted() -> list[str]:
    """Personal fields of text without a word of their own, or a reason for none."""
    planted = {one.field for one in CANARIES.values()} | set(UNPLANTED)
    return [
        f"{field.name} holds no word: plant one in tests/doors/world.py and say who may read it"
        for field in declared()
        if field.name not in planted and holds_text(field.model, field.field)
    ]


def holds_text(model: type[models.Model], name: str) -> bool:
    kinds = (models.CharField, models.TextField, models.JSONField, models.FileField)
    return isinstance(model._meta.get_field(name), kinds)


def missing_words() -> list[str]:
    """Words of the table that stand in no row."""
    return [
        f"{canary(side, name)} is not in {one.field}"
        for side in (NORTH, SOUTH)
        for name, one in CANARIES.items()
        if not stands(one.field, canary(side, name))
    ]


def stands(field: str, word: str) -> bool:
    label, _, name = field.rpartition(".")
    rows = apps.get_model(label)._default_manager.filter(**{f"{name}__icontains": word})
    return bool(rows.exists())
