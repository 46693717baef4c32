"""What a race needs in a live server's database, made there by `server.call`."""

from datetime import timedelta
from typing import Any

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.db.models import Count, F

from accounts.models import Area, User
from core import clock
from core.changes.invariants import check
from core.mail import outbox
from core.models import Message
from tests.sign_in import methods_of
from training.courses.actions.course import create_course
from training.courses.models import Course
from training.enrolments.actions.waiting_list import expire_offer
from training.enrolments.models import Enrolment
from training.enrolments.queries.waiting_list import waiting_list
from training.events.models import Event, Session

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def make_people(number: int) -> list[str]:
    """Signed-in people; their session keys. Fifty sign-ins from one address would meet limits."""
    before = User.objects.filter(email__endswith="@race.example").count()  # of other races
    people = [
        User(email=f"racer-{before + index}@race.example", name=f"Racer {index}", password="!")
        for index in range(number)
    ]
    User.objects.bulk_create(people)
    return [session_of(person) for person in people]


def session_of(person: User) -> str:
    """The key of a session in which the person has signed in, second factor and all."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.update(methods_of(person))
    session.save()
    return str(session.session_key)


def make_event(capacity: int) -> str:
    """An open event next month with so many places; its reference."""
    course = Course.objects.get(slug="preventing-vawg")
    # Each on a day of its own: nobody is asked whether they mean two at once.
    starts_at = clock.now() + timedelta(days=30 + Event.objects.count())
    ends_at = starts_at + timedelta(hours=3)
    event = Event.objects.create(
        course=course,
        course_version=course.current_version,
        status=Event.Status.SCHEDULED,
        capacity=capacity,
        starts_at=starts_at,
        ends_at=ends_at,
        mode=Course.Mode.ONLINE,
        area=Area.objects.get(code=Area.REGIONAL),
    )
    Session.objects.create(event=event, starts_at=starts_at, ends_at=ends_at)
    return event.ref


def make_date(capacity: int, needs_manager: bool = False) -> str:
    """An open event of a course that nobody has been to; its reference."""
    ref = make_event(capacity)
    course = make_course(f"race-{ref}", title=f"Course {ref}", manager_approval=needs_manager)
    run_course(course, ref)
    return ref


def make_course(slug: str, **values: Any) -> Course:
    """Another course like the one of make_event(), of one version."""
    course = Course.objects.get(slug="preventing-vawg")
    content = course.current_version.content
    course.pk, course.slug, course.current_version = None, slug, None
    for name, value in values.items():
        setattr(course, name, value)
    return create_course(course, content, save=course.save, now=clock.now())


def run_course(course: Course, ref: str) -> None:
    """Let an event be one of this course."""
    version = course.current_version
    Event.objects.filter(ref=ref).update(course=course, course_version=version)


def make_sibling(ref: str) -> str:
    """Another date of the same course."""
    sibling = make_event(capacity=5)
    run_course(Event.objects.get(ref=ref).course, sibling)
    return sibling


def places(ref: str) -> dict[str, int]:
    """What the rows say: places counted, and people who hold one."""
    event = Event.objects.get(ref=ref)
    holding = Enrolment.objects.filter(event=event, status__in=Enrolment.HOLDING).count()
    return {"taken": event.places_taken, "holding": holding, "capacity": event.capacity}


def places_each(ref: str) -> list[int]:
    """How many places each person of an event has."""
    rows = Enrolment.objects.filter(event__ref=ref).values("person").annotate(n=Count("pk"))
    return list(rows.order_by("person").values_list("n", flat=True))


def line(ref: str) -> list[int]:
    """Who waits for an event, first comes first, by the numbers of make_people()."""
    event = Event.objects.get(ref=ref)
    return [int(row.person.name.split()[-1]) for row in waiting_list(event)]


def make_offer(seconds: float) -> dict[str, str]:
    """An event whose one place is offered for so long, and somebody next in line."""
    event = Event.objects.get(ref=make_event(1))
    now = clock.now()
    rows = [
        Enrolment.objects.create(
            event=event,
            person=User.objects.create(email=f"{event.ref}-{status}@race.example", name="Racer"),
            status=status,
            waitlisted_at=now,
            held_until=now + timedelta(seconds=seconds) if status == "offered" else None,
            created_at=now,
            changed_at=now,
        )
        for status in ("offered", "waiting")
    ]
    Event.objects.filter(pk=event.pk).update(places_taken=1)
    path = f"/my/places/{rows[0].ref}/yes/"
    return {"ref": event.ref, "path": path, "session": session_of(rows[0].person)}


def expire(ref: str) -> None:
    """The worker comes round to the offer that was first."""
    row = Enrolment.objects.select_related("event").filter(event__ref=ref).order_by("pk")[0]
    expire_offer(row, now=clock.now())


def offer_ended(ref: str) -> dict[str, object]:
    """What became of the two people of make_offer()."""
    rows = Enrolment.objects.filter(event__ref=ref).order_by("pk")
    first, second = rows.values_list("status", flat=True)
    return {**places(ref), "first": first, "second": second, "broken": broken_rules()}


def broken_rules() -> list[str]:
    """The rules of check_invariants that do not hold; but nobody was told of a place made here."""
    broken = {finding.rule.name for finding in check(clock.now()) if not finding.holds}
    return sorted(broken - {"confirmed-was-told"})


def drop_check_constraint() -> None:
    """For the control only: nothing in the database refuses an oversold event any more."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE events_event DROP CONSTRAINT event_never_oversold")


def count_up_unguarded(event: Event) -> None:
    """For the control only: take a place whether or not there is one."""
    Event.objects.filter(pk=event.pk).update(places_taken=F("places_taken") + 1)


def put_messages(first: int, number: int) -> None:
    """So many messages to send, all due now."""
    now = clock.now()
    for index in range(first, first + number):
        key = f"race:{index}"
        Message.objects.create(
            dedupe_key=key,
            kind="race",
            to=f"reader-{index}@race.example",
            subject=f"Message {index}",
            body_text="One of many.\n",
            created_at=now,
            due_at=now,
            message_id=outbox.message_id(key),
        )


def put_code() -> None:
    """A code that somebody waits for at a sign-in page."""
    outbox.put_secret(
        name="accounts/code",
        to="code@race.example",
        subject="Your code",
        body_text="1234\n",
        now=clock.now(),
    )


def unsent() -> int:
    """How many of those are not marked as sent."""
    return Message.objects.filter(kind="race", sent_at=None).count()
