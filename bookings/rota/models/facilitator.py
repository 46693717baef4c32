"""Someone of the team who delivers sessions."""

from django.conf import settings
from django.db import models


class Facilitator(models.Model):
    """Where they work and what they may teach; what was checked of them is AssuranceCheck."""

    lock_rank = 50

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="facilitator"
    )
    areas = models.ManyToManyField("accounts.Area", related_name="+")
    courses = models.ManyToManyField("courses.Course", related_name="facilitators")
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.user.ref
