"""Who came without a place, and whether they have an account now."""

from datetime import datetime

from django.db.models import QuerySet

from accounts.queries.confirmed_address import confirmed_addresses
from bookings.registers.models import Attendance, Register, WalkIn


def walk_ins_known(now: datetime) -> QuerySet[WalkIn]:
    """Those counted without a place whose address an account has confirmed, the oldest first.

    Whoever has an account may be given the place, and with it the certificate.
    """
    return (
        WalkIn.objects.filter(
            email__in=confirmed_addresses(),
            enrolment__isnull=True,
            value__in=Attendance.HERE,
            register__state=Register.State.CLOSED,
            register__session__ends_at__lte=now,
        )
        .select_related("register__session__event__course")
        .order_by("register__session__starts_at", "pk")
    )
