"""Each rule about certificates finds the fault it is for."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from accounts.models import User
from certificates.papers.models import Certificate, Paper
from tests.cast import NOW
from tests.factories.certificates import CertificateFactory, revoke_all
from tests.factories.registers import people
from tests.faults import found, refused, unguarded
from training.enrolments.models import Enrolment
from training.events.models import Event

Status = Certificate.Status
HOUR = timedelta(hours=1)


def give_two(paper: Certificate) -> str:
    with unguarded(Paper, "paper_once_valid"):
        CertificateFactory.create(enrolment=paper.enrolment)
    return paper.enrolment.ref


def lose_digest(paper: Certificate) -> str:
    Certificate.objects.update(digest="")
    return paper.number


def misnumber(paper: Certificate) -> str:
    Certificate.objects.update(number="UP-2026-OTHER222")
    return "UP-2026-OTHER222"


def half_replace(paper: Certificate) -> str:
    Certificate.objects.update(status=Status.SUPERSEDED)
    return paper.number


def replace_elsewhere(paper: Certificate) -> str:
    other = place(paper.enrolment.event, people(1)[0])
    Certificate.objects.update(status=Status.SUPERSEDED)
    return CertificateFactory.create(enrolment=other, supersedes=paper).number


def make_unkind(paper: Certificate) -> str:
    Paper.objects.update(kind="diploma")
    return paper.number


def give_to_another(paper: Certificate) -> str:
    Paper.objects.update(person=people(1)[0])
    return paper.number


def forget(paper: Certificate) -> str:
    Paper.objects.all().delete()
    Event.objects.update(starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR)
    return paper.place.ref


def take_place_away(paper: Certificate) -> str:
    Enrolment.objects.update(status=Enrolment.Status.CANCELLED)
    return paper.number


PLANTS: dict[str, Callable[[Certificate], str]] = {
    "one-valid-certificate": give_two,
    "certificate-has-its-paper": lose_digest,
    "certificate-says-its-number": misnumber,
    "replaced-is-superseded": half_replace,
    "successor-is-for-the-same-place": replace_elsewhere,
    "paper-is-of-a-kind": make_unkind,
    "certificate-is-the-person-s": give_to_another,
    "attended-has-a-certificate": forget,
    "certificate-is-of-a-place": take_place_away,
}


@pytest.mark.parametrize("name", PLANTS)
def test_a_planted_fault_is_found(name: str, open_event: Event, learner: User) -> None:
    paper = CertificateFactory.create(enrolment=place(open_event, learner))
    assert found(name) == []

    offender = PLANTS[name](paper)

    assert found(name) == [offender]


def test_the_database_itself_refuses_a_second_one(open_event: Event, learner: User) -> None:
    paper = CertificateFactory.create(enrolment=place(open_event, learner))

    with refused():
        give_two(paper)


def test_a_valid_one_with_a_successor_is_found(open_event: Event, learner: User) -> None:
    paper = CertificateFactory.create(enrolment=place(open_event, learner))
    revoke_all()
    CertificateFactory.create(enrolment=paper.enrolment, supersedes=paper)

    assert found("replaced-is-superseded") == [paper.number]


def place(event: Event, person: User) -> Enrolment:
    """A confirmed place of somebody who came."""
    return Enrolment.objects.create(
        event=event,
        person=person,
        status=Enrolment.Status.CONFIRMED,
        outcome=Enrolment.Outcome.ATTENDED,
        created_at=NOW,
        changed_at=NOW,
    )
