"""What comes with the asking for a place is kept the same, whichever door it comes through."""

from collections.abc import Callable
from datetime import datetime

import pytest

from accounts.models import Area, Organisation, User
from training.enrolments.actions.colleague import Colleague, ColleagueGroup, book_colleagues
from training.enrolments.actions.enrolment import enrol
from training.enrolments.actions.roster import enrol_named
from training.enrolments.actions.roster_import import import_roster
from training.enrolments.actions.waiting_list import join_waiting_list
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.enrolments.rules.roster_file import ImportRow
from training.events.models import Event

pytestmark = pytest.mark.django_db
Door = Callable[[EnrolmentRequest, User, Event, User, datetime], object]
DOORS: dict[str, Door] = {
    "person": lambda asked, who, event, by, now: enrol(who, event, asked, actor=by, now=now),
    "list": lambda asked, who, event, by, now: (
        Event.objects.update(capacity=0),
        join_waiting_list(who, event, asked, actor=by, now=now),
    ),
    "colleague": lambda asked, who, event, by, now: book_colleagues(
        ColleagueGroup([Colleague(who.name, who.email)], asked), event, actor=by, now=now
    ),
    "colleague on the list": lambda asked, who, event, by, now: (
        Event.objects.update(capacity=0),
        book_colleagues(
            ColleagueGroup([Colleague(who.name, who.email)], asked, may_wait=True),
            event,
            actor=by,
            now=now,
        ),
    ),
    "office": lambda asked, who, event, by, now: enrol_named(
        who.name, who.email, event, asked, override="", actor=by, now=now
    ),
    "file": lambda asked, who, event, by, now: import_roster(
        event,
        [ImportRow(2, who.name, who.email, asked.organisation.urn or "", asked.manager_email)]
        if asked.organisation
        else [],
        override="",
        actor=by,
        now=now,
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_keeps_what_was_asked(
    door: str, open_event: Event, learner: User, booker: User, school: Organisation, now: datetime
) -> None:
    asked = EnrolmentRequest(school, manager_email="Boss@Work.example")

    DOORS[door](asked, learner, open_event, booker, now)

    row = Enrolment.objects.get(person=learner)
    assert (row.organisation, row.area) == (school, school.area)
    assert row.manager_email == "boss@work.example"


def test_where_a_person_says_they_work_counts_before_their_organisation(
    school: Organisation, walsall: Area
) -> None:
    assert EnrolmentRequest(school).area_id == school.area_id
    assert EnrolmentRequest(school, walsall).area_id == walsall.pk
    assert EnrolmentRequest().area_id is None
