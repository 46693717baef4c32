"""How often something was done in a day."""

from django.db import models


class Tally(models.Model):
    """One count of one day: of what somebody did, or of what was done to somebody.

    In the database and not in a cache, which may forget: who made it forget would start anew.
    """

    what = models.CharField(max_length=30)
    digest = models.CharField(max_length=64)  # of whose it is: addresses are not kept
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["what", "digest", "day"], name="tally_once"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.day}: {self.number}"
