"""The outbox, work in hand, settings of the office, form keys and the worker's pulse."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class PersonalLink(models.Model):
    """An address that is a key by itself, sent to one person. Only its SHA-256 is kept."""

    purpose = models.CharField(max_length=40)  # what it opens, as declared in core.links
    about = models.CharField(max_length=60)  # public reference of what it is for
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # replaced by a newer one, or withdrawn

    class Meta:
        indexes = [models.Index(fields=["purpose", "about"], name="personal_link_about")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.about}"


class Message(models.Model):
    """A message to one person, kept until the worker has sent it (reliability rules 20-23)."""

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
    to = models.EmailField(max_length=254)
    subject = models.CharField(max_length=200)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
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
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    cancel_reason = models.CharField(max_length=200, blank=True)
    message_id = models.CharField(max_length=200)
    parked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_ends_one_way",
                condition=Q(sent_at__isnull=True) | Q(cancelled_at__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="message_newest"),
            models.Index(fields=["message_id"], name="message_by_id"),
            models.Index(
                F("priority"),
                F("due_at"),
                name="message_waiting",
                condition=Q(sent_at__isnull=True, cancelled_at__isnull=True, parked_reason=""),
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
    def is_waiting(self) -> bool:
        """Whether the worker will send it."""
        return not (self.sent_at or self.cancelled_at or self.parked_reason)

    @property
    def is_parked(self) -> bool:
        """Whether it could not be sent, and waits for somebody to look at it."""
        ended = self.sent_at or self.cancelled_at or self.parked_reason in self.SETTLED
        return bool(self.parked_reason) and not ended


class Wording(models.Model):
    """The office's own words for one kind of message; without a row the house's are used."""

    kind = models.CharField(max_length=60, unique=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.kind


class JobItem(models.Model):
    """A due row in hand or in trouble. It exists only while it is one of the two."""

    job = models.CharField(max_length=60)
    row = models.CharField(max_length=60)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    parked_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "row"], name="job_item_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.row}"


class Option(models.Model):
    """One thing the office has set; what it has not set keeps the default of its app."""

    key = models.CharField(max_length=80, unique=True)
    value = models.JSONField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class IdempotencyKey(models.Model):
    """A form that was sent, and the reference of what it made (reliability rule 12)."""

    actor = models.CharField(max_length=80)
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=64)
    result = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="form_key_once")]

    def __str__(self) -> str:
        return f"{self.key}"


class Heartbeat(models.Model):
    """When a worker last went round its loop."""

    worker = models.CharField(max_length=80, unique=True)
    beat_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.worker
