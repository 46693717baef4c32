"""What comes with the asking for a place, whichever door it comes through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.models import Area, Organisation, User
from training.enrolments.models import Enrolment
from training.events.models import Event
from training.framework.models import RoleGroup


@dataclass(frozen=True)
class EnrolmentRequest:
    """From where somebody comes, who their manager is, what helps them, and with whom they come."""

    organisation: Organisation | None = None
    area: Area | None = None  # where the person works; without it the organisation's counts
    manager_email: str = ""
    access_needs: str = ""
    roles: Sequence[RoleGroup] = ()  # what the person says of their work; none changes nothing
    group_ref: str = ""  # people of one group are offered places together, or none of them
    booked_by: User | None = None
    name_given: str = ""  # the name the booker typed

    @property
    def is_for_another(self) -> bool:
        """Whether somebody else asks, of whom the person named has yet to hear."""
        return bool(self.name_given)

    @property
    def area_id(self) -> int | None:
        """Where the person works: what they say, or else where their organisation is."""
        if self.area:
            return self.area.pk
        return self.organisation.area_id if self.organisation else None

    def row_for(self, person: User, event: Event, *, now: datetime) -> Enrolment:
        """The place that is asked for, not written yet: it has no status."""
        return Enrolment(
            event=event,
            person=person,
            organisation=self.organisation,
            area_id=self.area_id,
            manager_email=self.manager_email,
            access_needs=self.access_needs,
            group_ref=self.group_ref,
            booked_by=self.booked_by,
            name_given=self.name_given,
            created_at=now,
            changed_at=now,
        )


BARE_REQUEST = EnrolmentRequest()  # nothing is said but that somebody wants to come
