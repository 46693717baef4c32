"""Where somebody's rights hold: in the whole region, in some boroughs, or nowhere (domain 2.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet

from accounts.models import Membership, User

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Remit:
    """The keys of areas, or None for the whole region."""

    areas: frozenset[int] | None

    def __or__(self, other: "Remit") -> "Remit":
        if self.areas is None or other.areas is None:
            return WHOLE
        return Remit(self.areas | other.areas)

    @property
    def is_whole(self) -> bool:
        return self.areas is None

    def holds(self, area_id: int | None) -> bool:
        """Whether rights hold in an area; what has none is the whole region's."""
        return self.areas is None or area_id in self.areas

    def limit(self, rows: QuerySet[M], area: str) -> QuerySet[M]:
        """Of some rows those within. `area` leads from a row to its area, of which it has one."""
        return rows if self.areas is None else rows.filter(**{f"{area}__in": self.areas})

    def people(self, rows: QuerySet[User] | None = None) -> QuerySet[User]:
        """Of some people, or of all, those who act for an organisation within."""
        people = User.objects.all() if rows is None else rows
        if self.areas is None:
            return people
        active = Membership.objects.filter(state=Membership.State.ACTIVE)
        # By a subquery: whoever acts for two organisations within would stand twice in a join.
        within = self.limit(active, "organisation__area")
        return people.filter(pk__in=within.order_by().values("user"))


WHOLE, NOWHERE = Remit(None), Remit(frozenset())


def united(remits: Iterable[Remit]) -> Remit:
    """What several roles hold together; one that holds everywhere outdoes the others."""
    found = NOWHERE
    for remit in remits:
        found |= remit
    return found
