"""Fills a site to enrol in: `python -m config.benchmarks.enrol_stock 320 240 7`.

So many people who have signed in, so many dates with room for everyone, and so many with room for
fewer. Prints them as JSON: the keys of the sessions, the references of the dates, and the numbers
of the people and of the dates that the floor writes to.
"""

import json
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import connection  # noqa: E402

from accounts.models import Area, User  # noqa: E402
from core import clock  # noqa: E402
from training.courses.models import Course  # noqa: E402
from training.events.actions.event import schedule_event  # noqa: E402
from training.events.models import Event  # noqa: E402
from training.events.rules.blocks import Block  # noqa: E402

DATES = 200
ROOM, NO_END = 1_000, 1_000_000
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def people(number: int) -> list[User]:
    made = [
        User(email=f"measured-{index}@people.example", name="Sam Measured", password="!")  # noqa: S106 - nobody's
        for index in range(number)
    ]
    return User.objects.bulk_create(made)


def session_of(person: User) -> str:
    """What signing in would leave."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def dates(number: int, places: int) -> list[Event]:
    """Dates of one course with so many places each."""
    now = clock.now()
    course = Course.objects.filter(
        kind=Course.Kind.PROFESSIONAL, is_listed=True, manager_approval=False, group_hard_max=None
    ).order_by("pk")[0]
    area = Area.objects.get(code=Area.REGIONAL)
    starts = now.replace(minute=0) + timedelta(days=30)
    return [
        schedule_event(
            course,
            blocks=[Block(at, at + timedelta(minutes=course.current_version.minutes))],
            capacity=places,
            area=area,
            mode=Course.Mode.ONLINE,
            venue=None,
            join_link="",
            actor=None,
            now=now,
        )
        for at in (starts + timedelta(days=day) for day in range(number))
    ]


def floor_table() -> None:
    """Where the floor writes its row."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE benchmark_floor (date varchar(12), person varchar(40))")


if __name__ == "__main__":
    wanted, fewer, rounds = (int(word) for word in sys.argv[1:4])
    floor_table()
    persons = people(wanted)
    found = {
        "sessions": [session_of(person) for person in persons],
        "people": [str(person.pk) for person in persons],
        "many": [event.ref for event in dates(DATES, ROOM)],
        "full": [event.ref for event in dates(rounds, fewer)],
        "floor many": [str(event.pk) for event in dates(DATES, ROOM)],
        "floor full": [str(event.pk) for event in dates(rounds, fewer)],
        "floor in SQL": [event.ref for event in dates(1, NO_END)],
    }
    print(json.dumps(found))  # noqa: T201 - read by who ran it
