"""What a person's work asks of them."""

from django.conf import settings
from django.db import models

from training.framework.models.framework import RoleGroup


class PersonRole(models.Model):
    """A role group a person says they belong to."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="role_groups")
    role_group = models.ForeignKey(RoleGroup, models.PROTECT, related_name="people")
    since = models.DateTimeField()

    class Meta:
        verbose_name = "person in it"
        verbose_name_plural = "people in it"
        constraints = [
            models.UniqueConstraint(fields=["person", "role_group"], name="person_role_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role_group_id}"
