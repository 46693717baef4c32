"""Every door through which a place is taken or its number changed, as forms to send at once.

Runs inside a live server, through `server.call`. A door lays out what must be there before (a place
to accept, one to move) and says which form opens it. `keeps` is how many places it holds already.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import Any
from uuid import uuid4

from accounts.models import Membership, User
from core import clock
from tests.races import seed
from training.courses.models import Course
from training.enrolments.models import Enrolment
from training.enrolments.rules.roster_file import ImportRow, seal
from training.events.models import Event

Form = dict[str, Any]
numbers = count(1)
AREA = {"area": "330", "manager_email": "", "access_needs": ""}
OFFICE, BOOKER = "coordinator@vrp.example", "booker@canalside.example"


@dataclass(frozen=True)
class Door:
    """How a client opens it, and whether the place is held before."""

    form: Callable[[Event], Form]
    takes: bool = True  # a place that was free
    keeps: bool = False  # one that is held for it already


def newcomer() -> User:
    """Somebody nobody knew."""
    return User.objects.create(
        email=f"door-{next(numbers)}@race.example", name="Door Opener", password="!"
    )


@cache
def signed_in(email: str) -> str:
    """The session of somebody of the demonstration, second factor and all."""
    return seed.session_of(User.objects.get(email=email))


def own(person: User, path: str, **answers: str) -> Form:
    """A form that somebody sends for themselves."""
    return {"session": seed.session_of(person), "path": path, "answers": answers}


def office(event: Event, path: str, **answers: str) -> Form:
    """A form of the office's."""
    path = f"/team/events/{event.ref}/{path}"
    return {"session": signed_in(OFFICE), "path": path, "answers": answers}


def place(event: Event, status: str, **more: Any) -> Enrolment:
    """A place, or a place in line, on a date."""
    now = clock.now()
    row = Enrolment.objects.create(
        event=event, person=newcomer(), status=status, created_at=now, changed_at=now, **more
    )
    if row.holds_seat:
        Event.objects.filter(pk=event.pk).update(places_taken=event.places_taken + 1)
        event.refresh_from_db()
    return row


def enrol(event: Event) -> Form:
    """The public form."""
    return own(newcomer(), f"/dates/{event.ref}/enrol/", **AREA)


def colleague(event: Event) -> Form:
    """Somebody books a colleague; each somebody else, since one may name only so many a day."""
    booker, school = newcomer(), Membership.objects.filter(user__email=BOOKER)[0].organisation
    Membership.objects.create(
        user=booker, organisation=school, state=Membership.State.ACTIVE, since=clock.now()
    )
    named = {"name_1": "Door Opener", "email_1": newcomer().email}
    return own(booker, f"/dates/{event.ref}/colleagues/", **named)


def add(event: Event) -> Form:
    """The office adds somebody."""
    return office(event, "people/add/", name="Door Opener", email=newcomer().email, override="Race")


def roster(event: Event) -> Form:
    """The office puts the people of a file on the date."""
    row = ImportRow(
        line=2, name="Door Opener", email=newcomer().email, organisation="", manager_email=""
    )
    people = seal([row], about=f"{User.objects.get(email=OFFICE).ref}:{event.ref}")
    return office(event, "import/check/", people=people, override="Race")


def move(event: Event) -> Form:
    """Somebody moves here from another date."""
    other = new_event(event.course, 1)
    row = place(other, "confirmed")
    return own(row.person, f"/my/places/{row.ref}/move/", date=event.ref)


def accept(event: Event) -> Form:
    """Somebody says yes to an offer."""
    row = place(event, "offered", held_until=event.starts_at)
    return own(row.person, f"/my/places/{row.ref}/yes/")


def approve(event: Event) -> Form:
    """The office approves a place."""
    row = place(event, "awaiting_approval", held_until=event.starts_at, needs_office=True)
    return office(event, f"people/{row.ref}/approve/")


def resize(event: Event) -> Form:
    """The office makes the date smaller by one."""
    return office(event, "capacity/", capacity=str(max(event.capacity - 1, 1)))


DOORS = {
    "enrol": Door(enrol),
    "colleague": Door(colleague),
    "office add": Door(add),
    "import": Door(roster),
    "transfer in": Door(move),
    "offer accept": Door(accept, takes=False, keeps=True),
    "approval": Door(approve, takes=False, keeps=True),
    "capacity cut": Door(resize, takes=False),
}


def new_event(course: Course, capacity: int) -> Event:
    """A date next month."""
    ref = seed.make_event(capacity)
    seed.run_course(course, ref)
    return Event.objects.get(ref=ref)


def lay_out(names: list[str], clients: int) -> dict[str, Any]:
    """A new date with too few places, and the forms of so many clients at these doors in turn."""
    course = seed.make_course(f"race-{next(numbers)}")
    doors = [DOORS[names[client % len(names)]] for client in range(clients)]
    takers = sum(door.takes for door in doors)
    kept = sum(door.keeps for door in doors)
    is_cut = any(door.form is resize for door in doors)
    event = new_event(course, kept + max(takers // 2, 1) + is_cut)
    forms = [door.form(event) for door in doors]
    for form in forms:
        form["answers"]["form_key"] = str(uuid4())
    return {"ref": event.ref, "wanted": kept + takers, "forms": forms}


def outcome(ref: str) -> dict[str, Any]:
    """What the rows say, and whether every rule of the data holds."""
    return {**seed.places(ref), "broken": seed.broken_rules()}
