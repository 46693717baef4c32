"""Two workers at the very same moment, each with a connection of its own."""

import threading
from datetime import datetime

import pytest
from django.db import connection

from certificates.papers import jobs
from certificates.papers.actions.certificate import DrawnPaper
from certificates.papers.actions.pdf import make_paper
from certificates.papers.jobs import issue_due
from certificates.papers.models import Certificate
from core.models import Message
from training.enrolments.models import Enrolment

ROUNDS = 5


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_issue_one(
    attended: Enrolment, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_drawn = threading.Barrier(2, timeout=20)
    failures: list[BaseException] = []

    def draw_and_wait(enrolment: Enrolment, moment: datetime) -> DrawnPaper:
        paper = make_paper(enrolment, moment)
        both_drawn.wait()
        return paper

    def work() -> None:
        try:
            issue_due(Enrolment.objects.get(pk=attended.pk), now)
        except BaseException as error:  # noqa: BLE001 - reported by the test itself
            failures.append(error)
        finally:
            connection.close()

    monkeypatch.setattr(jobs, "make_paper", draw_and_wait)
    for _ in range(ROUNDS):
        Certificate.objects.all().delete()
        Message.objects.all().delete()
        Enrolment.objects.update(papers_due=True)
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(30)
        assert failures == []
        assert Certificate.objects.count() == Message.objects.count() == 1
