"""What moves when two accounts are made one, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from people.queries.merge import MergePlan

WORDS = {
    "account.EmailAddress": "Email addresses",
    "accounts.FeedToken": "Calendar addresses, which stop working",
    "accounts.LineManager": "Managers named",
    "accounts.Membership": "Organisations",
    "visits.Booking": "Bookings asked for",
    "evaluation.Answer": "Answers after a date",
    "registers.RegisterMark": "Marks on registers",
    "papers.Paper": "Certificates",
    "enrolments.Enrolment": "Places on dates",
    "enrolments.Interest": "Interest in courses without a date",
    "framework.PersonRole": "Roles at work",
}


def moved_words(plan: MergePlan) -> list[str]:
    return [f"{WORDS.get(row.label, row.plural)}: {row.number}" for row in plan.moves]
