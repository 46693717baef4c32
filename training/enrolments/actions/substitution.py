"""A place goes to a colleague: it stays, its person changes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from accounts.actions.line_manager import manager_of_another
from accounts.actions.naming import count_passed_on_locked
from accounts.actions.person import person_meant, person_of
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.approval import settle_locked
from training.enrolments.actions.capacity import take_seat_locked
from training.enrolments.actions.eligibility import refuse_unfit, refuse_unfit_booking
from training.enrolments.actions.enrolment import already_enrolled, enrolment_ended
from training.enrolments.actions.move import not_firm
from training.enrolments.actions.offer import colleague_ends
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import place_replacement_locked, replacement_of
from training.enrolments.emails.colleague import mail_colleague_offered
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.actions.event import event_started, has_begun
from training.events.models import Session
from training.events.queries.event import sessions_of

Status = Enrolment.Status


@transact
def substitute_named(
    enrolment: Enrolment,
    *,
    name: str,
    email: str,
    actor: User,
    now: datetime,
    reason: str = "",
    manager_email: str = "",
    meant: Collection[str] = (),
) -> Enrolment:
    """Give a place to a colleague known by name and address, who may have no account yet.

    `meant` is for the office, as in person_meant(); others are told nothing of an account.
    """
    if _is_own(enrolment, actor):
        colleague = person_of(name, email)
    else:
        colleague = person_meant(name, email, meant=meant)
    return substitute(
        enrolment,
        colleague,
        named=name,
        actor=actor,
        now=now,
        reason=reason,
        manager_email=manager_email,
    )


@transact
def substitute(
    enrolment: Enrolment,
    colleague: User,
    *,
    actor: User,
    now: datetime,
    named: str,
    reason: str = "",
    manager_email: str = "",
) -> Enrolment:
    """Give a place to a colleague from the same organisation; the colleague's row.

    The person's own colleague is asked: the place is held until they say yes, and whoever gave it
    sees their answer and nothing else. The office's stands at once, or waits for approval where
    the course or the colleague's absences ask for one: somebody has written to the office.
    `named` is what somebody called the colleague: nothing of the colleague's account is shown to
    them. `manager_email` is the colleague's own manager's. Twice is success twice.

    Refuses with same_person, not_firm, event_started, enrolment_ended or what keeps the
    organisation off the course; the office's with already_enrolled and what keeps the colleague
    off it, too.
    """
    held = lock_resources(enrolment.event, enrolment, enrolment.person, colleague)
    row, colleague = held[enrolment], held[colleague]
    row.event, row.person = held[enrolment.event], held[enrolment.person]
    done = row.replaced_by.filter(person=colleague, status__in=Enrolment.ACTIVE).first()
    if row.status == Status.SUBSTITUTED and done:
        return done
    _refuse_unmoved(row, colleague, now)
    is_own = _is_own(row, actor)
    absent_at = [] if is_own else _absences(row, colleague, now)
    if is_own:
        refuse_unfit_booking(row.event.course, _request(row), now=now)
    count_passed_on_locked(actor, [colleague.email, manager_email], now=now)
    made = _replacement(row, colleague, manager_email, named if is_own else "", actor, now)
    if is_own:
        made.held_until = colleague_ends(row.event, now)
    sessions = sessions_of(row.event)
    end = PlaceEnd.PASSED_ON
    end_place_locked(
        row, end, actor=actor, now=now, sessions=sessions, reason=reason, made=made, name=named
    )
    if is_own:
        _ask_locked(made, sessions, now)
    else:
        take_seat_locked(row.event)
        settle_locked(made, sessions, now=now, absent_at=absent_at, handed_on_by=row.person.name)
    record(made, "receive_place", title=made.ref, actor=actor, now=now, moved_from=row.ref)
    return made


def _is_own(row: Enrolment, actor: User) -> bool:
    """Whether somebody passes on what is theirs; otherwise the office does it for them."""
    return actor.pk == row.person_id


def _ask_locked(made: Enrolment, sessions: Sequence[Session], now: datetime) -> None:
    place_replacement_locked(made, Status.OFFERED)
    mail_colleague_offered(made, sessions, now=now)


def _replacement(
    row: Enrolment, colleague: User, manager_email: str, named: str, actor: User, now: datetime
) -> Enrolment:
    """The colleague's place: nothing that its first person said goes on to somebody else."""
    made = replacement_of(
        row,
        row.event,
        now=now,
        person_id=colleague.pk,
        manager_email=manager_of_another(colleague, manager_email) if named else manager_email,
        access_needs="",
        booked_by_id=actor.pk if actor != colleague else None,
        name_given=named,
        approval_carried_over=False,
        group_ref="",
    )
    made.person = colleague
    return made


def _refuse_unmoved(row: Enrolment, colleague: User, now: datetime) -> None:
    """Refuse for what is known of the place itself."""
    if row.person == colleague:
        raise Refusal("This is the person who has the place. Name a colleague.", code="same_person")
    if not row.is_active:
        raise enrolment_ended()
    if not row.may_become(Status.SUBSTITUTED):
        raise not_firm("Only a confirmed place can go to a colleague.")
    if has_begun(row.event, now):
        raise event_started("This date has already started, so the place stays as it is.")


def _absences(row: Enrolment, colleague: User, now: datetime) -> list[datetime]:
    """When the colleague stayed away; refuses, to the office, one who cannot have the place."""
    facts = refuse_unfit(colleague, row.event.course, _request(row), now=now, event=row.event)
    if facts.holds:
        raise already_enrolled(
            "This colleague already has a place on this date or waits for one. Name another."
        )
    return facts.absent_at


def _request(row: Enrolment) -> EnrolmentRequest:
    return EnrolmentRequest(row.organisation, row.area)
