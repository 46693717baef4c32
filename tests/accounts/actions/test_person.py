"""A person's own details."""

from datetime import datetime

import pytest
from wagtail.models import ModelLogEntry

from accounts.actions.person import name_person
from accounts.models import User

pytestmark = pytest.mark.django_db


def test_name_person_sets_name_and_job_title(learner: User, now: datetime) -> None:
    name_person(learner, name="Amina R Rashid", job_title="Nurse", actor=learner, now=now)

    learner.refresh_from_db()
    assert (learner.name, learner.job_title) == ("Amina R Rashid", "Nurse")


def test_name_person_is_noted_without_the_name(learner: User, now: datetime) -> None:
    name_person(learner, name="Amina R Rashid", actor=learner, now=now)

    entry = ModelLogEntry.objects.get(action="upstander.name_person")
    assert (entry.label, entry.user, entry.timestamp) == (learner.ref, learner, now)
    assert "Rashid" not in str(entry.data)


def test_name_person_notes_nothing_when_nothing_changes(learner: User, now: datetime) -> None:
    name_person(learner, name=learner.name, actor=learner, now=now)

    assert not ModelLogEntry.objects.exists()
