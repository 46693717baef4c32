"""Real references of one borough, for every address of the team that takes one.

A row is an address and how to make its references. An address of the team without a row fails the
test that reads this table; what is decided for the whole region alone stands in WHOLE.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import Membership, Organisation, User
from bookings.registers.models import WalkIn
from bookings.rota.models import Assignment, AssuranceCheck
from bookings.visits.models import Booking
from certificates.papers.models import Certificate
from core.models import Message
from core.policy import policy_name
from training.enrolments.models import Enrolment, RosterImport
from training.events.models import Event, Session, VenueRoom


@dataclass(frozen=True)
class Borough:
    """What there is of each kind in one borough."""

    organisation: Organisation
    person: User
    membership: Membership
    asked: Membership
    event: Event
    place: Enrolment
    batch: RosterImport
    session: Session
    assignment: Assignment
    booking: Booking
    certificate: Certificate
    message: Message
    room: VenueRoom
    walk_in: WalkIn
    check: AssuranceCheck

    @property
    def words(self) -> list[str]:
        """What no page for another borough may say."""
        return [
            self.organisation.name,
            self.person.name,
            self.person.email,
            self.asked.user.name,
            self.event.ref,
            self.place.ref,
            self.session.ref,
            self.booking.reference,
            self.certificate.number,
            self.message.ref,
            self.room.venue.name,
            self.walk_in.name,
        ]


References = Callable[[Borough], list[str]]


def of_event(it: Borough) -> list[str]:
    return [it.event.ref]


def of_place(it: Borough) -> list[str]:
    return [it.event.ref, it.place.ref]


def of_batch(it: Borough) -> list[str]:
    return [it.event.ref, it.batch.ref]


def of_session(it: Borough) -> list[str]:
    return [it.session.ref]


def of_assignment(it: Borough) -> list[str]:
    return [it.session.ref, it.assignment.facilitator.user.ref]


def of_booking(it: Borough) -> list[str]:
    return [it.booking.reference]


def of_person(it: Borough) -> list[str]:
    return [it.person.ref]


def of_membership(it: Borough) -> list[str]:
    return [it.person.ref, it.membership.organisation.ref]


def of_certificate(it: Borough) -> list[str]:
    return [it.person.ref, it.certificate.number]


def of_message(it: Borough) -> list[str]:
    return [it.message.ref]


def of_request(it: Borough) -> list[str]:
    return [it.asked.user.ref, it.asked.organisation.ref]


def of_persons_place(it: Borough) -> list[str]:
    return [it.person.ref, it.place.ref]


def of_venue(it: Borough) -> list[str]:
    return [it.room.venue.ref]


def of_room(it: Borough) -> list[str]:
    return [it.room.venue.ref, it.room.ref]


def of_walk_in(it: Borough) -> list[str]:
    return [it.walk_in.ref]


def of_facilitator(it: Borough) -> list[str]:
    return [it.assignment.facilitator.user.ref]


def of_check(it: Borough) -> list[str]:
    return [it.check.facilitator.user.ref, it.check.ref]


def nothing(it: Borough) -> list[str]:
    return []


ROWS: dict[str, References] = {
    "enrolments:team_event_detail": of_event,
    "enrolments:team_event_capacity": of_event,
    "enrolments:team_event_minimum": of_event,
    "enrolments:team_event_version": of_event,
    "enrolments:team_event_cancel": of_event,
    "enrolments:team_event_message": of_event,
    "enrolments:team_event_people_csv": of_event,
    "enrolments:team_event_people_xlsx": of_event,
    "enrolments:team_bulk": of_event,
    "enrolments:team_person_add": of_event,
    "enrolments:team_roster_import": of_event,
    "enrolments:team_roster_template": of_event,
    "enrolments:team_roster_commit": of_event,
    "enrolments:team_roster_undo": of_batch,
    "enrolments:team_enrolment_approve": of_place,
    "enrolments:team_enrolment_decline": of_place,
    "enrolments:team_enrolment_cancel": of_place,
    "enrolments:team_enrolment_move": of_place,
    "enrolments:team_enrolment_substitute": of_place,
    "enrolments:team_enrolment_reissue": of_place,
    "events:team_venue_detail": of_venue,
    "events:team_venue_edit": of_venue,
    "events:team_venue_retire": of_venue,
    "events:team_venue_delete": of_venue,
    "events:team_room_create": of_venue,
    "events:team_room_edit": of_room,
    "events:team_room_remove": of_room,
    "rota:team_event_move": of_event,
    "evaluation:team_event_answers": of_event,
    "evaluation:team_event_answers_csv": of_event,
    "visits:team_booking_detail": of_booking,
    "visits:team_booking_schedule": of_booking,
    "visits:team_booking_confirm": of_booking,
    "visits:team_booking_decline": of_booking,
    "visits:team_booking_cancel": of_booking,
    "visits:team_assignment_create": of_session,
    "visits:team_assignment_release": of_assignment,
    "registers:register_edit": of_session,
    "registers:register_close": of_session,
    "registers:register_not_delivered": of_session,
    "registers:register_reopen": of_session,
    "registers:team_walk_in_place": of_walk_in,
    "people:team_people_detail": of_person,
    "people:team_people_name": of_person,
    "people:team_people_membership_create": of_person,
    "people:team_people_membership_end": of_membership,
    "people:team_people_certificate_issue": of_persons_place,
    "people:team_people_certificate_replace": of_certificate,
    "people:team_people_certificate_withdraw": of_certificate,
    "message_detail": of_message,
    "message_cancel": of_message,
    "message_resend": of_message,
    "message_retry": of_message,
}
# Answers only what is sent to it.
SENT: dict[str, References] = {"people:my_request_answer": of_request}

LISTS = frozenset(
    {
        "reports:team_home",
        "reports:reach_month",
        "enrolments:team_event_list",
        "events:team_event_create",
        "events:team_venue_list",
        "events:team_venue_create",
        "visits:team_booking_list",
        "rota:team_facilitator_list",
        "people:team_people_list",
        "people:my_requests",
        "message_list",
        "message_retry_all",
    }
)
FILES = frozenset({"reports:reach_csv"})  # take a month

# Refused to a limited role, whatever the reference.
WHOLE: dict[str, References] = {
    "option_edit": nothing,
    "health_detail": nothing,
    "message_template_list": nothing,
    "message_template_edit": lambda it: ["enrolments/reminder"],
    "message_template_reset": lambda it: ["enrolments/reminder"],
    "events:team_series_create": nothing,
    "enrolments:team_series_detail": of_event,
    "rota:team_facilitator_detail": of_facilitator,
    "rota:team_facilitator_edit": of_facilitator,
    "rota:team_check_create": of_facilitator,
    "rota:team_check_withdraw": of_check,
    "people:team_people_merge_search": of_person,
    "people:team_people_merge": lambda it: [it.person.ref, it.asked.user.ref],
    "people:team_people_role_grant": of_person,
    "people:team_people_role_areas": lambda it: [it.person.ref, "lead"],
    "people:team_people_role_revoke": lambda it: [it.person.ref, "lead"],
}

OF_THE_TEAM = frozenset(
    {
        *("office", "whole_office", "people", "registers", "reports", "membership_requests"),
        *("wordings", "roles", "role_areas"),
    }
)


def team_addresses(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The name of every address whose policy is one of the team's."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inside = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from team_addresses(entry, inside)
        elif isinstance(entry, URLPattern) and policy_name(entry.callback) in OF_THE_TEAM:
            yield f"{space}{entry.name}"
