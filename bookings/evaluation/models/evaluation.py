"""What people say of a session they came to."""

from django.db import models

from core.choices import hold_choices
from core.public_ids import new_ref
from training.courses.models import Course
from training.enrolments.models import Enrolment


@hold_choices
class Question(models.Model):
    """One question about a course, or about every course. Retired, never deleted."""

    class Moment(models.TextChoices):
        AFTER = "after", "After the session"

    class Kind(models.TextChoices):
        SCALE = "scale", "Agree or disagree, 1 to 5"
        YES_NO = "yes_no", "Yes or no"
        CHOICE = "choice", "One of several answers"
        TEXT = "text", "In their own words"

    SCALE = (
        ("5", "5: strongly agree"),
        ("4", "4"),
        ("3", "3"),
        ("2", "2"),
        ("1", "1: strongly disagree"),
    )
    YES_NO = (("Yes", "Yes"), ("No", "No"))

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    course = models.ForeignKey(
        Course,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="questions",
        help_text="Leave empty to ask it of every course.",
    )
    moment = models.CharField(max_length=12, choices=Moment, default=Moment.AFTER)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.SCALE)
    words = models.CharField(max_length=200)
    choices = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.words

    @property
    def options(self) -> list[tuple[str, str]]:
        """The answers one may choose from, as kept and as shown; none for people's own words."""
        if self.kind == self.Kind.SCALE:
            return list(self.SCALE)
        if self.kind == self.Kind.YES_NO:
            return list(self.YES_NO)
        return [(choice, choice) for choice in self.choices]


@hold_choices
class Evaluation(models.Model):
    """One person's answers after one event: given once."""

    ref = models.CharField(max_length=12, unique=True, default=new_ref, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="evaluations")
    moment = models.CharField(max_length=12, choices=Question.Moment, default=Question.Moment.AFTER)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "moment"], name="evaluation_once"),
        ]

    def __str__(self) -> str:
        return self.ref


class Answer(models.Model):
    """One answer: a number for a scale (1 to 5), words otherwise."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="answers")
    question = models.ForeignKey(Question, models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["evaluation", "question"], name="answer_once"),
            models.CheckConstraint(
                name="answer_number_is_on_the_scale",
                condition=models.Q(number__isnull=True) | models.Q(number__gte=1, number__lte=5),
            ),
        ]
        indexes = [
            # In people's own words, and not forgotten yet.
            models.Index(
                fields=["evaluation"], name="answer_own_words", condition=~models.Q(text="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluation_id} {self.question_id}"
