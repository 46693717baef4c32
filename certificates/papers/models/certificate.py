"""Proof that a person attended, frozen on the day it was issued."""

from datetime import date
from types import MappingProxyType

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from certificates.papers.rules.snapshot import Snapshot
from core.changes.moves import StatefulModel
from core.public_ids import new_code, printed_ref


def private_storage() -> Storage:
    """Where papers lie: outside the media folder, handed out by views alone."""
    return storages["private"]


def new_number(day: date) -> str:
    """A number such as UP-2026-7F3KQ9RT, to print and to read out."""
    return f"UP-{day.year}-{printed_ref(8)}"


class Certificate(StatefulModel):
    """A certificate of attendance. It never changes; a correction is another that replaces it."""

    lock_rank = 80

    class Status(models.TextChoices):
        ISSUED = "issued", "Valid"
        SUPERSEDED = "superseded", "Replaced"
        REVOKED = "revoked", "Withdrawn"

    MOVES = MappingProxyType({Status.ISSUED: frozenset({Status.SUPERSEDED, Status.REVOKED})})
    LAST_WORDS = (Status.ISSUED, Status.REVOKED)  # no other follows by itself

    number = models.CharField(max_length=20, unique=True, editable=False)
    # 128 random bits: who has the address may see the paper's page, and nobody guesses it.
    code = models.CharField(max_length=26, unique=True, default=new_code, editable=False)
    enrolment = models.ForeignKey(
        "enrolments.Enrolment", models.PROTECT, related_name="certificates"
    )
    course_version = models.PositiveSmallIntegerField()  # the event's, not the course's of today
    # Nothing printed is read from other rows again: they change, the paper does not.
    snapshot = models.JSONField()
    pdf = models.FileField(storage=private_storage, max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the PDF
    signing_key_id = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.ISSUED)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    issued_at = models.DateTimeField()
    expires_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=Q(status="issued"), name="certificate_once_valid"
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> Snapshot:
        """What it says, as it was printed."""
        return Snapshot.from_json(self.snapshot)

    @property
    def is_valid(self) -> bool:
        return self.status == self.Status.ISSUED

    @property
    def is_revoked(self) -> bool:
        return self.status == self.Status.REVOKED
