"""One place on one date, and everything that is done and undone about it, in any order.

A hypothesis state machine: people and the office act before the date, facilitators keep its
registers, the office withdraws, replaces, issues and merges, the worker comes round. A refusal is a
fine answer; another error is not. However it went, it ends with one valid paper or one named task
for whoever attended, and with no valid paper for anybody else.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from accounts.actions.person import name_person
from accounts.models import Area, User
from bookings.evaluation.actions.evaluation import answer_evaluation
from bookings.evaluation.models import Question
from bookings.evaluation.queries.evaluation import questions_for
from bookings.registers.actions.mark import record_marks
from bookings.registers.actions.register import (
    close_register,
    mark_not_delivered,
    reopen_register,
)
from bookings.registers.models import Attendance, Register
from bookings.registers.queries.register import unconfirmed_sessions
from bookings.registers.queries.sheet import person_cell
from bookings.registers.rules.fold import NewMark
from certificates.papers.actions.certificate import (
    issue_by_hand,
    revoke_certificate,
    supersede_certificate,
)
from certificates.papers.actions.pdf import make_paper
from certificates.papers.models import Certificate, Paper
from certificates.papers.queries.certificate import paper_tasks, papers_missing
from core import clock
from core.changes.invariants import RULES
from core.documents import printing
from core.errors import Refusal
from core.jobs import worker
from core.jobs.job import jobs
from people.actions.merge import merge_people
from tests.cast import NOW, make_event, make_person
from tests.evidence import IS_FULL
from tests.factories.evaluation import QuestionFactory, answers_to
from tests.factories.training import CourseFactory
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.event_cancel import cancel_event
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.roster_import import import_roster, undo_import
from training.enrolments.models import Enrolment, RosterImport
from training.enrolments.rules.roster_file import ImportRow
from training.events.models import Event, Session

tally: dict[str, int] = {}  # how often each thing was done, or refused, in all histories
JOBS = ("certificates-due", "certificates-corrected", "certificates-forgotten")
OURS = ("certificates", "training", "bookings")
AHEAD = timedelta(days=12)
MOST_ROUNDS = 3
Status, Outcome, Value = Enrolment.Status, Enrolment.Outcome, Attendance.Value
who = st.sampled_from([0, 0, 0, 1])
sessions = st.sampled_from([0, 1])
values = st.sampled_from([Value.PRESENT, Value.PRESENT, Value.PRESENT, Value.ABSENT, Value.LATE])
rarely = st.sampled_from([False] * 7 + [True])

before = precondition(lambda self: not self.has_begun)
afterwards = precondition(lambda self: self.has_begun)


class AnyHistory(RuleBasedStateMachine):
    """The machine. Everything it wrote is taken back when it ends."""

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.patches = [
            mock.patch.object(clock, "database_now", self.read_clock),
            # How a paper is drawn is tested elsewhere, and takes most of the time.
            mock.patch.object(printing, "draw", return_value=b"%PDF"),
        ]
        for patch in self.patches:
            patch.start()
        # The actions take this for a test's own transaction, in which theirs may be.
        self.block = transaction.atomic()
        self.block._from_testcase = True
        self.block.__enter__()
        self.office = make_person("office@vrp.example", "Cora Whitfield", "coordinator")
        self.people = [make_person(f"p{n}@any.example", f"Person {n}") for n in range(2)]
        self.done: dict[str, int] = {}

    @initialize(asks=rarely, nameless=rarely, is_over=st.sampled_from([True, True, False]))
    def begin(self, asks: bool, nameless: bool, is_over: bool) -> None:
        """The person has a place; mostly they came, and what is due is done."""
        area, _ = Area.objects.get_or_create(code=Area.REGIONAL, defaults={"name": "Regional"})
        course = CourseFactory(evaluation_needed=asks)
        if asks:
            QuestionFactory()
        self.event, self.other = (
            make_event(course, area, starts_at=NOW + AHEAD + timedelta(days=days), minutes=60)
            for days in (0, 9)
        )
        ends_at = self.event.ends_at
        Session.objects.create(
            event=self.event, number=2, starts_at=ends_at, ends_at=ends_at + timedelta(hours=1)
        )
        Event.objects.filter(pk=self.event.pk).update(ends_at=ends_at + timedelta(hours=1))
        if nameless:
            User.objects.filter(pk=self.people[0].pk).update(name="")
        self.enrol(0)
        if is_over:
            self.now = NOW + AHEAD + timedelta(hours=3)
            for number in (0, 1):
                self.mark(number, 0, Value.PRESENT)
                self.close(number)
            self.work()

    def teardown(self) -> None:
        """Bring it to its end and judge it, then take everything back."""
        try:
            if hasattr(self, "event"):
                self.finish()
                self.judge()
        finally:
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)
            for patch in self.patches:
                patch.stop()
            for name, number in self.done.items():
                tally[name] = tally.get(name, 0) + number

    # Finding things.

    def read_clock(self) -> datetime:
        """What the database would say."""
        return self.now

    @property
    def has_begun(self) -> bool:
        return self.now >= self.event.starts_at

    def person(self, number: int) -> User:
        return User.objects.get(pk=self.people[number].pk)

    def place(self, number: int) -> Enrolment | None:
        """The active place that a person has on a date."""
        rows = Enrolment.objects.filter(person=self.people[number], status__in=Enrolment.ACTIVE)
        return rows.select_related("event__course", "event__area", "person").first()

    def session(self, number: int) -> Session:
        rows = Session.objects.select_related("event")
        return rows.get(event=self.event, number=number + 1)

    def paper(self) -> Certificate | None:
        return Certificate.objects.filter(status=Paper.Status.ISSUED).first()

    def do(self, act: Callable[..., Any], *rows: Any, **more: Any) -> Any:
        """Act; None when it was refused."""
        name = act.__name__
        self.now += timedelta(seconds=1)  # no two things happen at one moment
        try:
            found = act(*rows, now=self.now, **more)
        except Refusal as refusal:
            if refusal.code == "forbidden_move":  # an action that did not look before it moved
                raise AssertionError(name) from refusal
            self.done[f"{name} refused"] = self.done.get(f"{name} refused", 0) + 1
            return None
        self.done[name] = self.done.get(name, 0) + 1
        return found

    # Before the date.

    @before
    @rule(number=who)
    def enrol(self, number: int) -> None:
        person = self.person(number)
        self.do(enrol, person, Event.objects.get(pk=self.event.pk), actor=person)

    @before
    @rule(number=who)
    def cancel(self, number: int) -> None:
        row = self.place(number)
        if row:
            self.do(cancel_enrolment, row, actor=row.person)

    @before
    @rule(number=who)
    def move(self, number: int) -> None:
        """To the other date, or back."""
        row = self.place(number)
        if row:
            to = self.other if row.event == self.event else self.event
            self.do(move_enrolment, row, Event.objects.get(pk=to.pk), actor=self.office)

    @before
    @rule(number=who)
    def import_people(self, number: int) -> None:
        """The office puts them on the date with a file."""
        person = self.person(number)
        rows = [ImportRow(2, person.name or "No Name", person.email)]
        event = Event.objects.select_related("course").get(pk=self.event.pk)
        self.do(import_roster, event, rows, override="asked for", actor=self.office)

    @before
    @rule()
    def undo_import(self) -> None:
        batch = RosterImport.objects.order_by("-pk").first()
        if batch:
            self.do(undo_import, batch, actor=self.office)

    @before
    @rule(sure=rarely)
    def cancel_event(self, sure: bool) -> None:
        if sure:
            event = Event.objects.get(pk=self.event.pk)
            self.do(cancel_event, event, actor=self.office, reason="The room flooded.")

    @before
    @rule(hours=st.sampled_from([24, 24 * 12 + 1]))
    def wait(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    # The registers.

    @afterwards
    @rule(number=sessions, person=who, value=values)
    def mark(self, number: int, person: int, value: str) -> None:
        row, session = self.place(person), self.session(number)
        if row is None:
            return
        last = row.marks.filter(register__session=session).order_by("-pk").first()
        base = last.uuid if last else None
        mark = NewMark(uuid4(), person_cell(row), str(value), base, self.now)
        self.do(record_marks, session, [mark], actor=self.office)

    @afterwards
    @rule(number=sessions)
    def close(self, number: int) -> None:
        self.do(close_register, self.session(number), actor=self.office)

    @afterwards
    @rule(number=sessions)
    def reopen(self, number: int) -> None:
        if Register.objects.filter(session=self.session(number)).exists():
            self.do(reopen_register, self.session(number), reason="person", actor=self.office)

    @afterwards
    @rule(number=sessions, value=values)
    def correct(self, number: int, value: str) -> None:
        """Open, mark, close: what a correction mostly is."""
        self.reopen(number)
        self.mark(number, 0, value)
        self.close(number)

    @afterwards
    @rule(number=sessions, sure=rarely)
    def call_off(self, number: int, sure: bool) -> None:
        if sure:
            why = Register.Why.NO_ROOM
            self.do(mark_not_delivered, self.session(number), why, actor=self.office)

    # Papers and accounts.

    @afterwards
    @rule()
    def withdraw(self) -> None:
        paper = self.paper()
        if paper:
            self.do(revoke_certificate, paper, reason="issued in error", actor=self.office)

    @afterwards
    @rule(number=st.integers(0, 9))
    def replace(self, number: int) -> None:
        """Correct the name, and the paper with it."""
        paper = self.paper()
        if paper:
            self.name(number)
            place = Enrolment.objects.get(pk=paper.place.pk)
            drawn = make_paper(place, self.now)
            self.do(supersede_certificate, paper, drawn, reason="name", actor=self.office)

    @rule(number=st.integers(0, 9))
    def name(self, number: int) -> None:
        person = self.person(0)
        name = f"Amina Name{number}"
        self.do(name_person, person, name=name, job_title="", actor=self.office)

    @afterwards
    @rule()
    def issue(self) -> None:
        row = self.place(0)
        if row and row.person.name:
            self.do(
                issue_by_hand, row, make_paper(row, self.now), reason="asked", actor=self.office
            )

    @afterwards
    @rule()
    def answer(self) -> None:
        row = self.place(0)
        if row and Question.objects.exists():
            answers = answers_to(*questions_for(row.event.course))
            self.do(answer_evaluation, row, answers, actor=row.person)

    @precondition(lambda self: self.person(1).is_active)
    @rule(sure=st.booleans())
    def merge(self, sure: bool) -> None:
        """The two are one person after all, who keeps the first account."""
        if sure:
            self.do(merge_people, self.person(0), self.person(1), actor=self.office)

    @rule()
    def work(self) -> None:
        """The worker comes round."""
        self.go_round()

    def go_round(self) -> int:
        """One round over papers; how much there was to do."""
        before = sum(self.done.get(name, 0) for name in JOBS)
        for name in JOBS:
            for row in worker.due_rows(jobs[name], self.now):
                self.done[name] = self.done.get(name, 0) + 1
                jobs[name].act(row, self.now)
        return sum(self.done.get(name, 0) for name in JOBS) - before

    # What must be so after each step, and in the end.

    @invariant()
    def everything_holds(self) -> None:
        """Each rule that check_invariants has of papers: in the full proof after each step."""
        if IS_FULL:
            self.ask("certificates")

    def ask(self, *stages: str) -> None:
        found = [one for one in RULES if one.offenders.__module__.startswith(stages)]
        broken = [one.name for one in found if list(one.offenders(self.now))]
        assert not broken, broken

    def finish(self) -> None:
        """The date is over, whoever is silent is marked, what is due is done.

        A register that stays open is a task by name already; it is closed to see what it hides.
        """
        self.now = max(self.now, NOW + timedelta(days=40))
        tasks = set(unconfirmed_sessions(self.now))
        for number in (0, 1):
            session = self.session(number)
            register = Register.objects.filter(session=session).first()
            if register and register.takes_marks and session.state == Session.State.PLANNED:
                assert session in tasks
                for person in (0, 1):
                    self.mark(number, person, Value.PRESENT)
                self.close(number)
        rounds = 0
        while self.go_round():
            rounds += 1
            assert rounds <= MOST_ROUNDS
        self.ask(*(OURS if IS_FULL else OURS[:1]))

    def judge(self) -> None:
        """One valid paper or one named task for whoever attended, none for others."""
        tasks = list(paper_tasks(self.now).values_list("pk", flat=True))
        waits = {row.pk for row in papers_missing(self.now) if row.waits_for_answers}  # type: ignore[attr-defined]
        for row in Enrolment.objects.filter(event=self.event):
            valid = Certificate.objects.filter(enrolment=row, status=Paper.Status.ISSUED).count()
            said = valid + tasks.count(row.pk)
            if row.status == Status.CONFIRMED and row.outcome == Outcome.ATTENDED:
                assert said + (not said and row.pk in waits) == 1, (row.status, valid, tasks)
                end = "valid" if valid else "task" if said else "answers"
            else:
                assert said == 0, (row.status, row.outcome, valid, tasks)
                end = "none"
            self.done[f"ended: {end}"] = self.done.get(f"ended: {end}", 0) + 1
        assert not Enrolment.objects.filter(papers_due=True).exclude(pk__in=tasks).exists()
