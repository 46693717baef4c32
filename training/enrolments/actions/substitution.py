"""A colleague comes instead: the place stays, its person changes."""

from collections.abc import Collection
from datetime import datetime

from accounts.actions.person import named_person, person_meant
from accounts.models import User
from core.audit import record
from core.changes.locks import lock_resources, transact
from core.errors import Refusal
from training.enrolments.actions.approval import settle_locked
from training.enrolments.actions.capacity import take_seat_locked
from training.enrolments.actions.eligibility import refuse_unfit
from training.enrolments.actions.enrolment import already_enrolled, enrolment_ended
from training.enrolments.actions.move import not_firm
from training.enrolments.actions.place_end import PlaceEnd, end_place_locked
from training.enrolments.actions.replacement import replacement_of
from training.enrolments.models import Enrolment
from training.enrolments.queries.eligibility import Facts
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.actions.event import event_started
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
    meant: Collection[str] | None = None,
) -> Enrolment:
    """Give a place to a colleague known by name and address, who may have no account yet.

    `meant` is for the office, as in person_meant(); others are told nothing of an account.
    """
    if meant is None:
        colleague = named_person(name, email)
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
    named: str = "",
    reason: str = "",
    manager_email: str = "",
) -> Enrolment:
    """Give a place to a colleague from the same organisation; the colleague's row.

    It waits for approval where the course or the colleague's absences ask for one. `named` is
    what somebody called the colleague: nothing of the colleague's account is shown to them.
    `manager_email` is the colleague's own manager's. Twice is success twice.

    Refuses with same_person, not_firm, event_started, enrolment_ended,
    already_enrolled, or what keeps the colleague off the course.
    """
    held = lock_resources(enrolment.event, enrolment, enrolment.person, colleague)
    row, colleague = held[enrolment], held[colleague]
    row.event, row.person = held[enrolment.event], held[enrolment.person]
    done = row.replaced_by.filter(person=colleague, status__in=Enrolment.ACTIVE).first()
    if row.status == Status.SUBSTITUTED and done:
        return done
    facts = _refuse_unfit(row, colleague, now)
    sessions = sessions_of(row.event)
    made = _replacement(row, colleague, manager_email, actor=actor, now=now)
    end_place_locked(
        row,
        PlaceEnd.PASSED_ON,
        actor=actor,
        now=now,
        sessions=sessions,
        reason=reason,
        made=made,
        name=named,
    )
    take_seat_locked(row.event)
    settle_locked(made, sessions, now=now, absent_at=facts.absent_at, handed_on_by=row.person.name)
    record(made, "receive_place", title=made.ref, actor=actor, now=now, moved_from=row.ref)
    return made


def _replacement(
    row: Enrolment, colleague: User, manager_email: str, *, actor: User, now: datetime
) -> Enrolment:
    """The colleague's place: nothing that its first person said goes on to somebody else."""
    made = replacement_of(
        row,
        row.event,
        now=now,
        person_id=colleague.pk,
        manager_email=manager_email,
        access_needs="",
        booked_by_id=actor.pk if actor != colleague else None,
        name_given="",
        approval_carried_over=False,
    )
    made.person = colleague
    return made


def _refuse_unfit(row: Enrolment, colleague: User, now: datetime) -> Facts:
    if row.person == colleague:
        raise Refusal("This is the person who has the place. Name a colleague.", code="same_person")
    if not row.is_active:
        raise enrolment_ended()
    if not row.may_become(Status.SUBSTITUTED):
        raise not_firm("Only a confirmed place can go to a colleague.")
    if row.event.has_started(now):
        raise event_started("This date has already started, so the place stays as it is.")
    request = EnrolmentRequest(row.organisation, row.area)
    facts = refuse_unfit(colleague, row.event.course, request, now=now, event=row.event)
    if facts.holds:
        raise already_enrolled(
            "This colleague already has a place on this date or waits for one. Name another."
        )
    return facts
