"""A certificate is issued once, replaced by another, or withdrawn; never changed."""

from datetime import datetime

import pytest
from wagtail.models import ModelLogEntry

from accounts.models import User
from certificates.papers.actions.certificate import (
    DrawnPaper,
    NotDueError,
    SnapshotStaleError,
    issue_certificate,
    revoke_certificate,
    supersede_certificate,
)
from certificates.papers.models import Certificate
from certificates.papers.queries.certificate import snapshot_of
from core.clock import london_date
from core.models import Message
from tests.factories.certificates import end_all
from tests.refusals import refused
from training.courses.models import Course, CourseVersion
from training.enrolments.models import Enrolment

Status = Certificate.Status
DIGEST = "0" * 64


def paper_for(enrolment: Enrolment, now: datetime, number: str = "UP-2026-AAAAAAAA") -> DrawnPaper:
    """A paper as the job makes it, without its file."""
    code = number[-8:].lower() * 3
    snapshot = snapshot_of(enrolment, number=number, code=code, issued_date=london_date(now))
    return DrawnPaper(snapshot, code, f"certificates/{number}.pdf", DIGEST)


def log_of(certificate: Certificate) -> list[tuple[str, str, object]]:
    """The audit entries of a certificate."""
    entries = ModelLogEntry.objects.filter(object_id=certificate.pk).order_by("pk")
    return [(row.action, row.label, row.user) for row in entries]


def test_issuing_gives_the_frozen_facts(attended: Enrolment, now: datetime) -> None:
    paper = paper_for(attended, now)
    certificate = issue_certificate(attended, paper, now=now)
    certificate.refresh_from_db()
    assert certificate.facts == paper.snapshot
    assert (certificate.number, certificate.code) == ("UP-2026-AAAAAAAA", paper.code)
    assert (certificate.status, certificate.issued_at) == (Status.ISSUED, now)
    assert certificate.expires_date == paper.snapshot.refresh_date
    assert (certificate.pdf.name, certificate.digest) == (paper.pdf_name, DIGEST)
    assert log_of(certificate) == [("upstander.issue_certificate", "UP-2026-AAAAAAAA", None)]


def test_issuing_tells_the_person_where_it_is(attended: Enrolment, now: datetime) -> None:
    issue_certificate(attended, paper_for(attended, now), now=now)
    message = Message.objects.get()
    assert message.to == "amina@learner.example"
    assert message.subject == "Your certificate: Preventing violence against women and girls"
    assert "/my/" in message.body_text
    assert "UP-2026-AAAAAAAA" in message.body_html
    assert "verify/" not in message.body_text


def test_issuing_twice_gives_one(attended: Enrolment, now: datetime) -> None:
    issue_certificate(attended, paper_for(attended, now), now=now)
    with pytest.raises(NotDueError):
        issue_certificate(attended, paper_for(attended, now, "UP-2026-BBBBBBBB"), now=now)
    assert Certificate.objects.count() == Message.objects.count() == 1


def test_issuing_refuses_what_the_constraint_saw_first(
    attended: Enrolment, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_certificate(attended, paper_for(attended, now), now=now)
    monkeypatch.setattr(
        "certificates.papers.actions.certificate.certificates_due",
        lambda now: Enrolment.objects.all(),
    )
    with pytest.raises(NotDueError):
        issue_certificate(attended, paper_for(attended, now, "UP-2026-BBBBBBBB"), now=now)
    assert Certificate.objects.count() == 1


def test_issuing_refuses_who_did_not_attend(attended: Enrolment, now: datetime) -> None:
    paper = paper_for(attended, now)
    Enrolment.objects.update(outcome=Enrolment.Outcome.ABSENT)
    with pytest.raises(NotDueError):
        issue_certificate(attended, paper, now=now)


def test_issuing_refuses_a_paper_of_old_facts(attended: Enrolment, now: datetime) -> None:
    paper = paper_for(attended, now)
    User.objects.filter(pk=attended.person_id).update(name="Amina Rashid-Khan")
    with pytest.raises(SnapshotStaleError):
        issue_certificate(attended, paper, now=now)
    assert not Certificate.objects.exists()


def test_later_changes_leave_a_certificate_as_it_was(
    certificate: Certificate, learner: User
) -> None:
    User.objects.filter(pk=learner.pk).update(name="Amina Khan")
    Course.objects.update(title="Another title")
    CourseVersion.objects.update(number=2, outcomes=[])
    certificate.refresh_from_db()
    assert certificate.facts.name == "Amina Rashid"
    assert certificate.facts.course_title == "Preventing violence against women and girls"
    assert certificate.facts.outcomes


def test_replacing_gives_a_new_number_and_ends_the_old(
    certificate: Certificate, learner: User, coordinator: User, now: datetime
) -> None:
    learner.name = "Amina Rashid-Khan"
    learner.save(update_fields=["name"])
    enrolment = Enrolment.objects.get(pk=certificate.enrolment_id)
    new = supersede_certificate(
        certificate, paper_for(enrolment, now), reason="name corrected", actor=coordinator, now=now
    )
    certificate.refresh_from_db()
    assert (certificate.status, new.status) == (Status.SUPERSEDED, Status.ISSUED)
    assert (new.supersedes, certificate.replaced_by) == (certificate, new)
    assert new.facts.name == "Amina Rashid-Khan"
    assert certificate.facts.name == "Amina Rashid"
    assert [action for action, *_ in log_of(certificate)] == ["upstander.supersede_certificate"]
    assert [user for *_, user in log_of(new)] == [coordinator]
    assert f"It replaces {certificate.number}" in Message.objects.get().body_text


def test_replacing_refuses_a_paper_of_old_facts(
    certificate: Certificate, coordinator: User, now: datetime
) -> None:
    paper = paper_for(certificate.enrolment, now)
    User.objects.filter(pk=certificate.enrolment.person_id).update(name="Someone Else")
    with pytest.raises(SnapshotStaleError):
        supersede_certificate(certificate, paper, reason="", actor=coordinator, now=now)
    certificate.refresh_from_db()
    assert certificate.status == Status.ISSUED


def test_replacing_refuses_a_paper_with_the_same_name(
    certificate: Certificate, coordinator: User, now: datetime
) -> None:
    paper = paper_for(certificate.enrolment, now)
    with refused("name_unchanged", match="carries this name already"):
        supersede_certificate(certificate, paper, reason="", actor=coordinator, now=now)
    assert Certificate.objects.get().is_valid


def test_withdrawing_ends_it_and_says_why(certificate: Certificate, now: datetime) -> None:
    revoke_certificate(certificate, reason="register corrected", actor=None, now=now)
    certificate.refresh_from_db()
    assert certificate.is_revoked
    assert log_of(certificate) == [("upstander.revoke_certificate", certificate.number, None)]
    message = Message.objects.get()
    assert message.to == "amina@learner.example"
    assert "Reason: register corrected." in message.body_text


@pytest.mark.parametrize("status", [Status.REVOKED, Status.SUPERSEDED])
def test_what_ended_cannot_end_again(certificate: Certificate, status: str, now: datetime) -> None:
    end_all(status)
    with refused("certificate_ended"):
        revoke_certificate(certificate, reason="register corrected", actor=None, now=now)
    with refused("certificate_ended"):
        supersede_certificate(
            certificate, paper_for(certificate.enrolment, now), reason="", actor=None, now=now
        )
    certificate.refresh_from_db()
    assert certificate.status == status
    assert Certificate.objects.count() == 1
