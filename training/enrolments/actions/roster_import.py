"""People of a file are put on a date, all of them or none, and taken off it again as one."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from accounts.actions.person import named_people
from accounts.models import Organisation, User
from accounts.queries.account import accounts_of
from accounts.queries.organisation import organisations_called
from accounts.rules.mailbox import mailbox
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from core.search.plain import are_one_name
from core.text import count_words
from training.enrolments.actions.approval import settle_locked
from training.enrolments.actions.capacity import take_seat_locked
from training.enrolments.actions.eligibility import refuse_over_cap, refuse_unfit
from training.enrolments.actions.offer import offer_seats_locked
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import refuse_closed
from training.enrolments.models import Enrolment, RosterImport
from training.enrolments.queries.enrolment import active_enrolments
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.rules.roster_file import ImportRow, faults_in
from training.events.actions.event import event_started
from training.events.models import Event
from training.events.queries.event import sessions_of

NO_FIT = "The file does not fit any more. Check it again."
NOT_SAID = (
    "Some email addresses belong to accounts with another name than in the file. Tick each person "
    "whom you mean. If one is somebody else, put the address right in the file and choose it again."
)
NOBODY = User(pk=0)  # has been nowhere: stands for people without an account


@dataclass(frozen=True)
class ImportCheck:
    """A file's people as the house sees them."""

    rows: Sequence[ImportRow]
    faults: dict[int, str]  # by line
    organisations: dict[int, Organisation]  # by line
    # By line: accounts of another name than the row's. Somebody must say that they are meant.
    other_names: dict[int, User] = field(default_factory=dict)
    refusal: str = ""  # of the file as a whole

    @property
    def fits(self) -> bool:
        """Whether all of it can be done."""
        return bool(self.rows) and not (self.faults or self.refusal)


def check_roster(
    event: Event, rows: Sequence[ImportRow], *, override: str, now: datetime
) -> ImportCheck:
    """What stands in the way of putting these people on a date. Writes nothing.

    With `override`, the office's reason, whom the course is for and its cap are passed over.
    """
    faults = faults_in(rows)
    organisations = _organisations(rows, faults)
    people = accounts_of(row.email for row in rows)
    on_it = set(active_enrolments(event).values_list("person", flat=True))
    seen: dict[int, int] = {}
    for row in rows:
        person = people.get(row.email, NOBODY)
        fault = _fault(event, row, person, organisations.get(row.line), override=override, now=now)
        if person.pk in on_it:
            fault = "This person has a place on the date, or waits for one"
        if person != NOBODY and seen.setdefault(person.pk, row.line) != row.line:
            fault = f"The same person as in row {seen[person.pk]}, by another address"
        if fault:
            faults.setdefault(row.line, fault)
    refusal = _whole(event, rows, organisations.values(), override=override, now=now)
    named = [(row, people.get(row.email)) for row in rows]
    others = {
        row.line: account
        for row, account in named
        if account and not are_one_name(row.name, account.name)
    }
    return ImportCheck(rows, faults, organisations, others, refusal)


@transact
def import_roster(
    event: Event,
    rows: Sequence[ImportRow],
    *,
    override: str,
    actor: User,
    now: datetime,
    meant: Collection[str] = (),
) -> RosterImport:
    """Put everyone of a file on a date, or nobody.

    `meant`: the references of accounts of another name that the office says are who it means.
    Refuses with roster_refused, and other_name for such an account that it says nothing of.
    """
    if faults_in(rows):
        raise Refusal(NO_FIT, code="roster_refused")
    people = named_people([(row.name, row.email) for row in rows])
    held = lock_resources(event, *people)
    event = held[event]
    sessions = sessions_of(event)
    checked = check_roster(event, rows, override=override, now=now)
    if not checked.fits:
        raise Refusal(checked.refusal or NO_FIT, code="roster_refused")
    if any(person.ref not in meant for person in checked.other_names.values()):
        raise Refusal(NOT_SAID, code="other_name")
    batch = RosterImport.objects.create(event=event, made_by=actor, made_at=now)
    for row, person in zip(rows, people, strict=True):
        take_seat_locked(event)
        request = _request(row, checked.organisations.get(row.line))
        place = request.row_for(held[person], event, now=now)
        place.batch = batch
        settle_locked(place, sessions, now=now, is_approved=bool(override))
        record(place, "enrol", title=place.ref, actor=actor, now=now, reason=override)
    record(batch, "import_roster", title=batch.ref, actor=actor, now=now, people=len(rows))
    return batch


@transact
def undo_import(batch: RosterImport, *, actor: User, now: datetime) -> RosterImport:
    """Take everyone of an import off the date again. Twice is success twice.

    Refuses with event_started, and import_changed when a place has changed since.
    """
    event = lock_resources(batch.event)[batch.event]  # covers its enrolments
    batch = RosterImport.objects.get(pk=batch.pk)
    if batch.undone_at:
        return batch
    if event.has_started(now):
        raise event_started("This date has already started, so its places stay as they are.")
    rows = list(batch.enrolments.select_related("person").order_by("pk"))
    _refuse_changed(rows, batch)
    sessions = sessions_of(event)
    for row in rows:
        row.event = event
        end_place_locked(
            row,
            PlaceEnd.IMPORT_UNDONE,
            actor=actor,
            now=now,
            sessions=sessions,
            offers_later=True,
        )
    batch.undone_at = now
    batch.save(update_fields=["undone_at"])
    record(batch, "undo_import", title=batch.ref, actor=actor, now=now, people=len(rows))
    offer_seats_locked(event, now=now)
    return batch


def _request(row: ImportRow, organisation: Organisation | None) -> EnrolmentRequest:
    return EnrolmentRequest(organisation, manager_email=row.manager_email)


def _refuse_changed(rows: Sequence[Enrolment], batch: RosterImport) -> None:
    changed = [row.person.name for row in rows if row.changed_at != batch.made_at]
    if changed:
        more = f" and {len(changed) - 3} more" if len(changed) > 3 else ""  # noqa: PLR2004
        raise Refusal(
            f"The place of {', '.join(changed[:3])}{more} has changed since the import. "
            "Cancel the other places one by one.",
            code="import_changed",
        )


def _organisations(rows: Sequence[ImportRow], faults: dict[int, str]) -> dict[int, Organisation]:
    found = organisations_called(row.organisation for row in rows)
    chosen: dict[int, Organisation] = {}
    for row in rows:
        if not row.organisation:
            continue
        called = found[row.organisation.lower()]
        if len(called) == 1:
            chosen[row.line] = called[0]
        elif called:
            faults.setdefault(row.line, "Several organisations have this name. Use the URN")
        else:
            faults.setdefault(row.line, "No open organisation has this URN or name")
    return chosen


def _fault(
    event: Event,
    row: ImportRow,
    person: User,
    organisation: Organisation | None,
    *,
    override: str,
    now: datetime,
) -> str:
    if not person.is_active:
        return "The account of this address is closed"
    if override:
        return ""
    if event.course.manager_approval and not row.manager_email:
        return "A manager approves places on this course: add a column named manager's email"
    if row.manager_email and mailbox(row.manager_email) == mailbox(row.email):
        return "Nobody is their own manager"
    try:
        refuse_unfit(person, event.course, _request(row, organisation), now=now)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _whole(
    event: Event,
    rows: Sequence[ImportRow],
    organisations: Iterable[Organisation],
    *,
    override: str,
    now: datetime,
) -> str:
    """Why none of it can be done, whoever is in it; nothing when it can."""
    if not rows:
        return "Nobody is in this file."
    if len(rows) > event.places_left:
        left = event.places_left
        people = f"{count_words(len(rows), 'person', 'people')} {'is' if len(rows) == 1 else 'are'}"
        places = f"{count_words(left, 'place')} {'is' if left == 1 else 'are'}"
        return f"{people} in this file, and {places} left. Make room, or import fewer."
    try:
        refuse_closed(event, now)
        for organisation, wanted in Counter(organisations).items():
            if not override:
                refuse_over_cap(event, organisation, now=now, wanted=wanted)
    except Refusal as refusal:
        return str(refusal)
    return ""
