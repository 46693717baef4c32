"""The worker issues once, whoever else is at it, and takes back what a correction ends."""

import hashlib
from datetime import datetime

import pytest

from accounts.models import User
from bookings.evaluation.actions.evaluation import answer_evaluation
from certificates.papers import jobs
from certificates.papers.actions.certificate import DrawnPaper
from certificates.papers.actions.pdf import make_paper
from certificates.papers.jobs import issue_due, settle_due
from certificates.papers.models import Certificate
from certificates.papers.models.paper import private_storage
from certificates.papers.queries.certificate import certificates_corrected, certificates_due
from core.jobs import worker
from core.jobs.job import jobs as all_jobs
from core.models import Message
from tests.attended import registers_say
from tests.core.documents.reader import words_of
from tests.factories.evaluation import QuestionFactory, answers_to
from training.courses.models import Course
from training.enrolments.models import Enrolment


def run(job: str, now: datetime) -> None:
    """One round of one job over everything due."""
    found = all_jobs[job]
    for row in worker.due_rows(found, now):
        found.act(row, now)


def papers() -> list[str]:
    """The files in private storage."""
    storage = private_storage()
    return storage.listdir("certificates")[1] if storage.exists("certificates") else []


@pytest.fixture(autouse=True)
def no_files_before(db: None) -> None:
    for name in papers():
        private_storage().delete(f"certificates/{name}")


def test_a_certificate_that_waits_is_issued_after_the_answers(
    attended: Enrolment, now: datetime
) -> None:
    Course.objects.update(evaluation_needed=True)
    question = QuestionFactory()
    run("certificates-due", now)
    assert not Certificate.objects.exists()

    answer_evaluation(attended, answers_to(question), actor=None, now=now)
    run("certificates-due", now)
    assert Certificate.objects.get().enrolment == attended


def test_it_issues_what_is_due(attended: Enrolment, now: datetime) -> None:
    run("certificates-due", now)
    certificate = Certificate.objects.get()
    pdf = certificate.pdf.open("rb").read()
    assert certificate.enrolment == attended
    assert certificate.digest == hashlib.sha256(pdf).hexdigest()
    assert "Amina Rashid" in words_of(pdf)
    assert certificate.number in words_of(pdf)
    assert certificate.code in certificate.facts.verify_url
    assert Message.objects.count() == 1


def test_it_issues_nothing_that_is_not_due(attended: Enrolment, now: datetime) -> None:
    Enrolment.objects.update(outcome=Enrolment.Outcome.PART)
    run("certificates-due", now)
    assert not Certificate.objects.exists()
    assert papers() == []


def test_run_twice_issues_once(attended: Enrolment, now: datetime) -> None:
    run("certificates-due", now)
    run("certificates-due", now)
    assert Certificate.objects.count() == Message.objects.count() == len(papers()) == 1


def test_two_workers_issue_once_and_leave_one_file(attended: Enrolment, now: datetime) -> None:
    [seen_by_one], [seen_by_two] = list(certificates_due(now)), list(certificates_due(now))
    issue_due(seen_by_one, now)
    issue_due(seen_by_two, now)
    assert Certificate.objects.count() == Message.objects.count() == len(papers()) == 1


def test_two_workers_between_drawing_and_issuing(
    attended: Enrolment, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(enrolment: Enrolment, moment: datetime) -> DrawnPaper:
        paper = make_paper(enrolment, moment)
        monkeypatch.setattr(jobs, "make_paper", make_paper)
        issue_due(enrolment, moment)
        return paper

    monkeypatch.setattr(jobs, "make_paper", overtaken)
    issue_due(attended, now)
    assert Certificate.objects.count() == Message.objects.count() == len(papers()) == 1


def test_a_change_while_drawing_makes_it_afresh(
    attended: Enrolment, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(enrolment: Enrolment, moment: datetime) -> DrawnPaper:
        paper = make_paper(enrolment, moment)
        User.objects.filter(pk=enrolment.person_id).update(name="Amina Rashid-Khan")
        return paper

    monkeypatch.setattr(jobs, "make_paper", slow)
    issue_due(attended, now)
    assert not Certificate.objects.exists()
    assert papers() == []
    monkeypatch.undo()
    run("certificates-due", now)
    assert Certificate.objects.get().facts.name == "Amina Rashid-Khan"


def test_the_file_is_never_drawn_again(attended: Enrolment, now: datetime) -> None:
    run("certificates-due", now)
    certificate = Certificate.objects.get()
    before = certificate.pdf.open("rb").read()
    User.objects.filter(pk=attended.person_id).update(name="Amina Khan")
    Course.objects.update(title="Another title")
    run("certificates-due", now)
    certificate.refresh_from_db()
    assert certificate.pdf.open("rb").read() == before
    assert certificate.facts.name == "Amina Rashid"


def test_a_corrected_register_withdraws_once(attended: Enrolment, now: datetime) -> None:
    run("certificates-due", now)
    registers_say(Enrolment.Outcome.ABSENT)
    [certificate], [attended] = Certificate.objects.all(), certificates_corrected(now)
    run("certificates-corrected", now)
    run("certificates-corrected", now)
    settle_due(attended, now)  # another worker had it in hand
    certificate.refresh_from_db()
    assert certificate.is_revoked
    assert Message.objects.count() == 2
    run("certificates-due", now)
    assert Certificate.objects.count() == 1
