"""Somebody who is not a person's manager any more learns nothing more of them."""

from datetime import datetime

import pytest
from django.test import Client

from accounts.actions.line_manager import end_manager
from accounts.models import LineManager, User
from core.mail import personal_links
from core.models import Message
from training.courses.models import Course
from training.enrolments.actions.approval import approve_enrolment
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.emails.reminder import mail_no_show
from training.enrolments.models import Enrolment
from training.enrolments.queries.approval import APPROVAL
from training.events.models import Event
from training.events.queries.event import sessions_of

BOSS = "boss@work.example"


@pytest.fixture
def place(open_event: Event, learner: User, now: datetime) -> Enrolment:
    Course.objects.update(manager_approval=True)
    return enrol(learner, open_event, actor=learner, now=now, manager_email=BOSS)


def end_it(now: datetime) -> None:
    row = LineManager.objects.select_related("person").get()
    end_manager(row, actor=row.person, now=now)
    Message.objects.all().delete()


@pytest.mark.guard("a manager who was ended", where="training/enrolments/access.py")
def test_the_link_in_their_mail_ends(client: Client, place: Enrolment, now: datetime) -> None:
    until = place.held_until
    assert until is not None
    page = personal_links.make(personal_links.NewLink(APPROVAL, place.ref, until), now=now)[1]
    assert client.get(page).status_code == 200
    end_it(now)
    answer = client.get(page)
    assert answer.status_code == 410
    assert place.person.name not in answer.content.decode()


@pytest.mark.parametrize("is_over", [False, True])
def test_they_are_told_of_no_cancellation_and_no_absence(
    place: Enrolment, now: datetime, *, is_over: bool
) -> None:
    approve_enrolment(place, by="manager", actor=None, now=now)
    if is_over:
        end_it(now)
    place.refresh_from_db()
    mail_no_show(place, sessions_of(place.event), now=now)
    cancel_enrolment(place, actor=place.person, now=now)

    told = Message.objects.filter(
        to=BOSS, kind__in=["enrolments/manager_no_show", "enrolments/manager_cancelled"]
    )
    assert told.count() == (0 if is_over else 2)
    assert Message.objects.filter(to=place.person.email).exists()
