"""What every paper is made of, whatever its kind: one table, so that one number is one paper."""

from datetime import date
from types import MappingProxyType

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from certificates.papers.rules.paper_kind import KINDS, Facts
from core.changes.moves import StatefulModel
from core.choices import hold_choices
from core.public_ids import new_code, printed_ref


def private_storage() -> Storage:
    """Where papers lie: outside the media folder, handed out by views alone."""
    return storages["private"]


def new_number(day: date) -> str:
    """A number such as UP-2026-7F3KQ9RT, to print and to read out."""
    return f"UP-{day.year}-{printed_ref(8)}"


@hold_choices
class Paper(StatefulModel):
    """A paper given to a person or an organisation. It never changes; another replaces it."""

    lock_rank = 80

    class Status(models.TextChoices):
        ISSUED = "issued", "Valid"
        SUPERSEDED = "superseded", "Replaced"
        REVOKED = "revoked", "Withdrawn"

    class RevokedWhy(models.TextChoices):
        # The first two by itself, when the records said so: another follows when they say
        # otherwise again. What somebody withdrew stays so until somebody issues another.
        REGISTER_CORRECTED = "register_corrected", "The register was corrected"
        PLACE_ENDED = "place_ended", "The place on the date ended"
        BY_HAND = "by_hand", "The training team withdrew it"

    MOVES = MappingProxyType({Status.ISSUED: frozenset({Status.SUPERSEDED, Status.REVOKED})})

    kind = models.CharField(max_length=30)  # a name among KINDS
    number = models.CharField(max_length=20, unique=True, editable=False)
    # 128 random bits: who has the address may see the paper's page, and nobody guesses it.
    code = models.CharField(max_length=26, unique=True, default=new_code, editable=False)
    # Whose it is: one of the two.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="papers"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="papers"
    )
    # The place it is proof of, for a kind that is of one.
    enrolment = models.ForeignKey(
        "enrolments.Enrolment", models.PROTECT, null=True, blank=True, related_name="papers"
    )
    # Nothing printed is read from other rows again: they change, the paper does not. With the
    # number of its shape, by which a later version of the code reads it.
    snapshot = models.JSONField()
    pdf = models.FileField(storage=private_storage, max_length=200)
    digest = models.CharField(max_length=64)  # SHA-256 of the PDF
    signing_key_id = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.ISSUED)
    revoked_why = models.CharField(max_length=20, choices=RevokedWhy, blank=True)
    revoked_words = models.CharField(max_length=100, blank=True)  # as the owner was told
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    issued_at = models.DateTimeField()
    expires_date = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "enrolment"],
                condition=Q(status="issued", enrolment__isnull=False),
                name="paper_once_valid",
            ),
            models.CheckConstraint(
                name="paper_has_one_owner",
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_certificate_is_of_a_place",
                condition=~Q(kind="certificate") | Q(enrolment__isnull=False, person__isnull=False),
            ),
            models.CheckConstraint(
                name="paper_revoked_says_why",
                condition=Q(status="revoked") & ~Q(revoked_why="")
                | ~Q(status="revoked") & Q(revoked_why="", revoked_words=""),
            ),
        ]
        indexes = [
            models.Index(
                # What the office has to decide about is found among these.
                fields=["enrolment"],
                name="paper_revoked_by_hand",
                condition=Q(revoked_why="by_hand"),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def facts(self) -> Facts:
        """What it says, as it was printed."""
        return KINDS[self.kind].read(self.snapshot)

    @property
    def is_valid(self) -> bool:
        return self.status == self.Status.ISSUED

    @property
    def is_revoked(self) -> bool:
        return self.status == self.Status.REVOKED
