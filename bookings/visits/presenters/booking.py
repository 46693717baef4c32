"""Where a booking is, in words and steps. A tool: a booking in, what a page shows out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.urls import reverse
from django.utils.text import capfirst

from bookings.visits.models import Booking, BookingGroup
from bookings.visits.rules.visit_request import ANSWER_WORDS
from core.text import count_words
from training.courses.models import Course
from training.courses.presenters.audience import AUDIENCES, audience_of
from training.courses.presenters.framework import course_address

Status = Booking.Status
TONES = {
    Status.REQUESTED: "warm",
    Status.NEEDS_INFO: "warm",
    Status.OFFERED: "",
    Status.CONFIRMED: "teal",
    Status.PACK_SENT: "teal",
    Status.DECLINED: "rose",
    Status.CANCELLED_BY_VRP: "rose",
}


@dataclass(frozen=True)
class SummaryRow:
    """A question and its answer, for components/summary_list.html."""

    label: str
    value: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """A step on the way to a visit, for components/task_list.html."""

    title: str
    about: str
    state: str
    tone: str


def tone_of(status: str) -> str:
    return TONES.get(Status(status), "stone")


def state_of(booking: Booking, now: datetime) -> tuple[str, str]:
    """Where a booking is, in words and their tone; an agreed visit is over once it has been."""
    if booking.is_settled and booking.is_over(now):
        return "Over", "stone"
    return status_words(booking), tone_of(booking.status)


def status_words(booking: Booking) -> str:
    """Its status; who called a visit off is named by what kind of organisation it is."""
    if booking.status == Status.CANCELLED_BY_SCHOOL:
        return f"Cancelled by the {booking.organisation.facts.noun}"
    return booking.get_status_display()


def steps_of(booking: Booking, now: datetime) -> list[Step]:
    """What was done, what happens now, what comes later. None once it has ended."""
    if not booking.is_live:
        return []
    here = {Status.REQUESTED: 1, Status.NEEDS_INFO: 1, Status.OFFERED: 2}.get(
        Status(booking.status), 3
    )
    if booking.status == Status.OFFERED and booking.accepted_at:
        here = 3
    told = [
        ("You asked for a visit", f"Reference {booking.reference}"),
        ("We look for a facilitator and a time", ANSWER_WORDS),
        ("You accept the date", "We confirm at once when it is the day you asked for"),
        ("We confirm who comes", "You and your office get an email with the calendar entry"),
        ("The visit", "Your member of staff stays in the room throughout"),
    ]
    if booking.is_settled:
        here = len(told) - (not booking.is_over(now))
    return [Step(title, about, *_state(number, here)) for number, (title, about) in enumerate(told)]


def _state(number: int, here: int) -> tuple[str, str]:
    if number < here:
        return "Done", "teal"
    return ("Now", "warm") if number == here else ("Later", "stone")


def rows_of(booking: Booking, groups: Sequence[BookingGroup]) -> list[SummaryRow]:
    """What was asked for, question by question."""
    rows = [
        SummaryRow("For", booking.organisation.name),
        SummaryRow("Workshop", booking.course.title),
        SummaryRow("Groups", lines=tuple(map(group_words, groups))),
        SummaryRow("Wished for", booking.preferred_words),
        SummaryRow("Room or hall", booking.place or "Not known yet"),
        SummaryRow("Stays in the room", booking.staff_in_room),
        SummaryRow("Phone on the day", booking.contact_phone or "No longer kept"),
        SummaryRow("Why now", booking.get_why_now_display()),
    ]
    written = [("How it fits the year", booking.one_off_reason), ("Notes", booking.notes)]
    return rows + [SummaryRow(name, words) for name, words in written if words]


@dataclass(frozen=True)
class Task:
    """A booking in a list, for components/task_list.html."""

    title: str
    url: str
    about: str
    state: str
    tone: str
    late: bool = False


def task_of(booking: Booking, now: datetime) -> Task:
    """A booking as its organisation sees it in a list."""
    state, tone = state_of(booking, now)
    return Task(
        title=booking.course.title,
        url=reverse("visits:booking_detail", args=[booking.reference]),
        about=about_words(booking),
        state=state,
        tone=tone,
    )


def queue_row(booking: Booking, now: datetime) -> Task:
    """A booking as the office sees it in its queue."""
    people = sum(group.expected for group in booking.groups.all())
    task, organisation = task_of(booking, now), booking.organisation
    return replace(
        task,
        title=f"{organisation.name}: {booking.course.title}",
        url=reverse("visits:team_booking_detail", args=[booking.reference]),
        about=f"{capfirst(when_words(booking))} · {people} people · {organisation.area.name}",
        state="Accepted, not confirmed yet" if booking.waits_for_us else task.state,
    )


@dataclass(frozen=True)
class Next:
    """The next thing for a school to do."""

    title: str
    text: str
    url: str
    button: str


def next_of(live: Sequence[Booking], now: datetime) -> Next:
    """An offer to answer, else the next visit, else what we are doing, else the first request."""
    for booking in live:
        if booking.waits_for_school and not booking.has_begun(now):
            url = reverse("visits:booking_accept", args=[booking.reference])
            return Next(
                f"Answer our offer: {booking.course.title}",
                about_words(booking),
                url,
                "Look at the date",
            )
    coming = [row for row in live if row.event and row.is_settled and not row.is_over(now)]
    if coming:
        first = min(
            coming, key=lambda row: (row.event.starts_at, row.pk) if row.event else (now, 0)
        )
        url = reverse("visits:booking_detail", args=[first.reference])
        return Next(
            f"Your next visit: {first.course.title}", about_words(first), url, "See the details"
        )
    if any(row.status == Status.REQUESTED for row in live):
        words = f"{ANSWER_WORDS}. You do not need to do anything now."
        return Next(
            "We are looking for a date",
            words,
            reverse("visits:workshop_list"),
            "See the workshops",
        )
    words = "Choose a workshop, say which groups and when, and we find a facilitator."
    return Next("Ask for a visit", words, reverse("visits:workshop_list"), "See the workshops")


@dataclass(frozen=True)
class QueueLink:
    """A link of components/subnav.html."""

    label: str
    url: str
    current: bool
    count: int


@dataclass(frozen=True)
class Queue:
    """One view of the office's queue."""

    key: str
    title: str
    empty: str
    statuses: tuple[Booking.Status, ...]


QUEUES = (
    Queue(
        "requested",
        "Requested",
        "New requests appear here, the oldest wish first.",
        Booking.OPEN_REQUESTS,
    ),
    Queue(
        "offered", "Date offered", "Offers stay here until they are confirmed.", (Status.OFFERED,)
    ),
    Queue(
        "confirmed", "Confirmed", "Visits appear here once both sides have agreed.", Booking.SETTLED
    ),
    Queue(
        "ended",
        "Ended",
        "Declined, withdrawn and cancelled bookings appear here.",
        Booking.ENDED,
    ),
)


def queue_named(key: str) -> Queue:
    """The view asked for; the requests when it is none of them."""
    return next((queue for queue in QUEUES if queue.key == key), QUEUES[0])


def queue_links(here: Queue, address: str, counts: Mapping[str, int]) -> list[QueueLink]:
    """The views as links, with how many are in each."""
    return [
        QueueLink(
            queue.title,
            f"{address}?show={queue.key}",
            queue == here,
            sum(counts.get(status, 0) for status in queue.statuses),
        )
        for queue in QUEUES
    ]


def about_words(booking: Booking) -> str:
    """One line for a list: who, and the day wished for or set."""
    return f"{booking.organisation.name} · {when_words(booking)}"


def when_words(booking: Booking) -> str:
    """The date set, or the one wished for."""
    return booking.event.when_words if booking.event else f"wished for {booking.preferred_words}"


@dataclass(frozen=True)
class Offer:
    """A course, and which year groups it is for in words."""

    course: Course
    years: str

    @property
    def url(self) -> str:
        return course_address(self.course.slug)


def offer_of(course: Course) -> Offer:
    return Offer(course, course.year_words)


@dataclass(frozen=True)
class WorkshopGroup:
    """Workshops for one kind of people."""

    key: str
    title: str
    words: str
    offers: tuple[Offer, ...]


# A school asks for its pupils first.
SCHOOL_ORDER = ("pupils", "families", "professionals", "programmes")


def by_audience(courses: Sequence[Course]) -> list[WorkshopGroup]:
    """The bookable courses by whom they are for; audiences without one are left out."""
    found = []
    by_key = {audience.key: audience for audience in AUDIENCES}
    for audience in map(by_key.__getitem__, SCHOOL_ORDER):
        offers = tuple(offer_of(course) for course in courses if audience_of(course) is audience)
        found.append(
            WorkshopGroup(audience.key, audience.school_title, audience.school_words, offers)
        )
    return [group for group in found if group.offers]


def group_words(group: BookingGroup) -> str:
    """9A: Year 9, a class or group, 28 people."""
    people = count_words(group.expected, "person", "people")
    return f"{group.label}: {group.who_words}, {group.get_scope_display().lower()}, {people}"


def large_words(course: Course, label: str) -> str:
    """What a larger group means, and what to do about it."""
    return (
        f"{label} is larger than we recommend: {course.title} works best with "
        f"{course.group_max} people or fewer. Make the groups smaller, or tick to say that you "
        "want it this way."
    )
