"""Someone of the team who delivers sessions."""

from datetime import date

from django.conf import settings
from django.db import models


class Facilitator(models.Model):
    """Where they work, what they may teach, and until when their checks hold."""

    lock_rank = 50

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="facilitator"
    )
    areas = models.ManyToManyField("accounts.Area", related_name="+")
    courses = models.ManyToManyField("courses.Course", related_name="facilitators")
    dbs_due_date = models.DateField("criminal record assurance due", null=True, blank=True)
    safeguarding_due_date = models.DateField("safeguarding training due", null=True, blank=True)
    is_active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.user.ref

    def lapsed_check(self, day: date) -> tuple[str, date] | None:
        """The first check that is due on or before a day, with its date (domain 4.2)."""
        checks = (
            ("criminal record assurance", self.dbs_due_date),
            ("safeguarding training", self.safeguarding_due_date),
        )
        for name, due in checks:
            if due is not None and due <= day:
                return name, due
        return None
