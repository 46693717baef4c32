"""The outbox."""

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper

from core.choices import hold_choices
from core.models.email_address import CleanEmailField
from core.models.personal_link import PersonalLink


class MessageState(StrEnum):
    """How a message stands. Five of the six are ends, and only FAILED waits for somebody."""

    WAITING = "waiting"
    FAILED = "failed"  # twelve tries did not get it out, or its address is refused
    SENT = "sent"
    CANCELLED = "cancelled"
    TOO_LATE = "late"
    NOT_NEEDED = "needless"


@hold_choices
class Message(models.Model):
    """A message to one person, kept until the worker has sent it (rules 20-23)."""

    lock_rank = 90

    # What ends a message that nobody should send any more; other reasons are failures.
    TOO_LATE = "Too late to be of use"
    NOT_NEEDED = "No longer needed"
    SETTLED = (TOO_LATE, NOT_NEEDED)

    class Priority(models.IntegerChoices):
        SIGN_IN = 0, "Someone is waiting at a sign-in page"
        NORMAL = 5, "Normal"

    dedupe_key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    to = CleanEmailField()
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    # What its words are filled with, when some of it depends on when it leaves; else empty.
    context = models.JSONField(default=dict, blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    about = models.CharField(max_length=60, blank=True)  # public reference of what it is about
    # The words hold "[link]" in place of a personal link; its path is kept until it is sent.
    personal_link = models.ForeignKey(
        PersonalLink, models.SET_NULL, null=True, blank=True, related_name="messages"
    )
    link_path = models.CharField(max_length=200, blank=True)
    resends = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="resent_as"
    )
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    is_secret = models.BooleanField(default=False)  # codes and resets: never shown, wiped once sent
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    held_by = models.CharField(max_length=80, blank=True)  # a worker, whose end ends the lease
    # When its words began to go to a server, until that answers: it may arrive from then on.
    handed_at = models.DateTimeField(null=True, blank=True)
    # When a server had it all and did not answer: it may have arrived although it is sent again.
    unanswered_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=200)
    failed_reason = models.CharField(max_length=200, blank=True)
    may_pass = models.BooleanField(default=False)  # it failed for a reason that may pass
    given_up_at = models.DateTimeField(null=True, blank=True)  # when it failed or was dropped

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_ends_one_way",
                condition=Q(sent_at__isnull=True) | Q(cancelled_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(fields=["kind", "-created_at", "-id"], name="message_kind_newest"),
            # Looked for by how it begins, for which a sorted language has no order.
            models.Index(
                fields=["message_id"], name="message_by_id", opclasses=["varchar_pattern_ops"]
            ),
            models.Index(fields=["to", "created_at"], name="message_recipient"),
            # As it is typed, in capitals or not.
            models.Index(Upper("about"), name="message_about"),
            # Small for ever: what was sent is not in them.
            models.Index(
                F("priority"),
                F("due_at"),
                name="message_waiting",
                condition=Q(sent_at__isnull=True, cancelled_at__isnull=True, failed_reason=""),
            ),
            # Two small ones more: of each a few rows among all there ever were.
            models.Index(fields=["due_at"], name="message_may_pass", condition=Q(may_pass=True)),
            models.Index(
                fields=["given_up_at"],
                name="message_too_late",
                condition=Q(failed_reason="Too late to be of use"),
            ),
            models.Index(
                fields=["-created_at", "-id"],
                name="message_unsent_newest",
                condition=Q(sent_at__isnull=True),
            ),
            # Word for word as core.queries.message.STATES asks: an index is used for that alone.
            models.Index(
                fields=["-created_at", "-id"],
                name="message_failed_newest",
                condition=Q(sent_at__isnull=True, cancelled_at__isnull=True)
                & ~Q(failed_reason="")
                & ~Q(failed_reason__in=["Too late to be of use", "No longer needed"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def ref(self) -> str:
        """What stands for it in an address: the first half of its Message-ID."""
        return self.message_id.strip("<>").split("@")[0]

    @property
    def first_key(self) -> str:
        """Its key, or that of the message it is a copy of."""
        first = self
        while first.resends:
            first = first.resends
        return first.dedupe_key

    @property
    def state(self) -> MessageState:
        """How it stands. What was sent although somebody cancelled it meanwhile is sent."""
        if self.sent_at:
            return MessageState.SENT
        if self.cancelled_at:
            return MessageState.CANCELLED
        ends = {
            "": MessageState.WAITING,
            self.TOO_LATE: MessageState.TOO_LATE,
            self.NOT_NEEDED: MessageState.NOT_NEEDED,
        }
        return ends.get(self.failed_reason, MessageState.FAILED)

    @property
    def is_waiting(self) -> bool:
        return self.state == MessageState.WAITING

    @property
    def has_failed(self) -> bool:
        """Whether it could not be sent, and waits for somebody to look at it."""
        return self.state == MessageState.FAILED
