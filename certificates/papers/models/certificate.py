"""Proof that a person attended, frozen on the day it was issued."""

from typing import ClassVar

from django.db import models

from certificates.papers.models.paper import Paper
from certificates.papers.rules.snapshot import Snapshot
from training.enrolments.models import Enrolment


class CertificateManager(models.Manager["Certificate"]):
    def get_queryset(self) -> models.QuerySet["Certificate"]:
        """Of all papers, the certificates."""
        return super().get_queryset().filter(kind=Certificate.KIND)


class Certificate(Paper):
    """A paper of somebody who attended a course."""

    KIND = "certificate"

    objects: ClassVar[CertificateManager] = CertificateManager()

    class Meta:
        proxy = True

    @property
    def place(self) -> Enrolment:
        """The place it is of: it always has one."""
        assert self.enrolment is not None  # noqa: S101 - paper_certificate_is_of_a_place
        return self.enrolment

    @property
    def facts(self) -> Snapshot:
        return Snapshot.read(self.snapshot)
