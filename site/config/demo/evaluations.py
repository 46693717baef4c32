"""The questions after a session, and what people of past events said."""

import hashlib
from datetime import timedelta
from typing import Any

from bookings.evaluation.models import Answer, Evaluation, Question
from bookings.evaluation.queries.evaluation import EVALUATION
from config.demo.content import read
from config.demo.keys import ref_of
from config.demo.world import World
from core.models import PersonalLink
from training.enrolments.models import Enrolment

ASKED_FOR = timedelta(days=60)


def load_evaluations(world: World) -> None:
    """Everyone of the crowd who came was asked, and most have answered.

    The people one can sign in as have not, so that they can.
    """
    questions = load_questions()
    accounts = [person.pk for person in world.accounts.values()]
    came = Enrolment.objects.filter(outcome__in=Enrolment.CAME).exclude(person__in=accounts)
    asked = PersonalLink.objects.filter(purpose=EVALUATION.name).values("about")
    rows = list(came.exclude(ref__in=asked).select_related("event").order_by("pk"))
    rate = read("evaluation")["answer_rate"]
    answered = [one for one in rows if world.chance("evaluation", one.ref).random() < rate]
    PersonalLink.objects.bulk_create(map(link_of, rows))
    evaluations = Evaluation.objects.bulk_create(map(evaluation_of, answered))
    Answer.objects.bulk_create(
        answer for one in evaluations for answer in answers_of(world, one, questions)
    )


def load_questions() -> list[tuple[Question, dict[str, Any]]]:
    """What is asked after every course, each with its entry in the data file."""
    found = []
    for position, entry in enumerate(read("evaluation")["question"], start=1):
        values = {
            "words": entry["words"],
            "kind": entry["kind"],
            "is_required": entry.get("is_required", True),
            "position": position,
        }
        ref = ref_of("question", position)
        found.append((Question.objects.get_or_create(ref=ref, defaults=values)[0], entry))
    return found


def link_of(enrolment: Enrolment) -> PersonalLink:
    """A link as it was sent; what it led to is known to nobody."""
    ends_at = enrolment.event.ends_at
    return PersonalLink(
        purpose=EVALUATION.name,
        about=enrolment.ref,
        digest=hashlib.sha256(f"no/token/{enrolment.ref}".encode()).hexdigest(),
        created_at=ends_at,
        expires_at=ends_at + ASKED_FOR,
        ended_at=ends_at + ASKED_FOR,
    )


def evaluation_of(enrolment: Enrolment) -> Evaluation:
    return Evaluation(
        ref=ref_of("evaluation", enrolment.ref),
        enrolment=enrolment,
        answered_at=enrolment.event.ends_at + timedelta(hours=3),
    )


def answers_of(
    world: World, evaluation: Evaluation, questions: list[tuple[Question, dict[str, Any]]]
) -> list[Answer]:
    """What one person said: by chance, in the proportions of the data file."""
    chance = world.chance("answers", evaluation.ref)
    answers = []
    for question, entry in questions:
        if question.kind == Question.Kind.TEXT:
            text = chance.choice(entry["texts"])
            if chance.random() < read("evaluation")["text_rate"]:
                answers.append(Answer(evaluation=evaluation, question=question, text=text))
            continue
        values = [value for value, _ in question.options]
        if question.kind == Question.Kind.SCALE:
            [figure] = chance.choices(values[::-1], entry["weights"])
            answers.append(Answer(evaluation=evaluation, question=question, number=int(figure)))
        else:
            [words] = chance.choices(values, entry["weights"])
            answers.append(Answer(evaluation=evaluation, question=question, text=words))
    return answers
