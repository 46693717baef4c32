"""What the form for a place asks about somebody's work."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import Area, User
from tests.factories.framework import PUBLISHED, make_framework, rename_roles
from tests.training.forms_sent import key_on, send
from training.events.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrol_url(open_event: Event, walsall: Area) -> str:
    return f"/dates/{open_event.ref}/enrol/"


@pytest.fixture
def signed_in(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client


def test_the_form_asks_for_roles_only_where_they_decide(
    signed_in: Client, open_event: Event, learner: User, enrol_url: str
) -> None:
    groups = make_framework().groups
    assert "What is your work?" not in signed_in.get(enrol_url).content.decode()
    open_event.course.open_to_roles.add(groups["B"])
    assert "What is your work?" in signed_in.get(enrol_url).content.decode()
    assert send(signed_in, enrol_url, area="335").status_code == 422
    assert send(signed_in, enrol_url, area="335", roles=groups["A"].ref).status_code == 409
    assert send(signed_in, enrol_url, area="335", roles=groups["B"].ref).status_code == 302
    assert learner.role_groups.get().role_group == groups["B"]


def test_a_form_that_was_opened_before_a_new_framework_says_what_it_said(
    signed_in: Client, open_event: Event, learner: User, enrol_url: str
) -> None:
    parts = make_framework()
    open_event.course.open_to_roles.add(parts.groups["B"])
    key = key_on(signed_in, enrol_url)
    rename_roles(parts)

    answer = send(signed_in, enrol_url, key, area="335", roles=parts.groups["B"].ref)

    assert answer.status_code == 302
    assert learner.role_groups.get().role_group == parts.groups["B"]
    shown = signed_in.get(f"/dates/{open_event.ref}/").content.decode()
    assert "Every day" in shown


def test_a_role_that_only_the_course_knows_can_still_be_chosen(
    signed_in: Client, open_event: Event, enrol_url: str
) -> None:
    gone = make_framework().groups["B"]
    open_event.course.open_to_roles.add(gone)
    make_framework(number="2.0", published_at=PUBLISHED + timedelta(days=1))
    text = signed_in.get(enrol_url).content.decode()
    assert text.count("Regular") >= 2
    assert send(signed_in, enrol_url, area="335", roles=gone.ref).status_code == 302
