"""What helps people take part is for those who deliver the date, and not for long."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from accounts.models import User
from tests.bookings.registers.views.register_pages import address
from tests.cast import NOW
from tests.factories.registers import people, put_on
from training.enrolments.models import Enrolment
from training.events.models import Event, Session


def test_access_needs_are_for_those_who_deliver_the_date_alone(
    my_class: Session,
    facilitator_user: User,
    coordinator: User,
    signed_in: Callable[[User], Client],
) -> None:
    coming, cancelled = put_on(my_class, *people(2))
    Enrolment.objects.update(access_needs="Captions, please")
    Enrolment.objects.filter(pk=cancelled.pk).update(status=Enrolment.Status.CANCELLED)

    page = signed_in(facilitator_user).get(address(my_class)).content.decode()
    day = signed_in(facilitator_user).get("/today/").content.decode()
    of_the_office = signed_in(coordinator).get(address(my_class)).content.decode()

    assert page.count("Captions, please") == 1
    assert f"<dt>{coming.person.name}</dt>" in page
    assert "1 access need<" in day
    assert "Captions" not in day
    assert "Captions" not in of_the_office


def test_access_needs_are_gone_after_30_days_though_the_worker_stands_still(
    my_class: Session,
    facilitator_user: User,
    signed_in: Callable[[User], Client],
) -> None:
    put_on(my_class, *people(1))
    Enrolment.objects.update(access_needs="Captions, please")
    long_ago = NOW - timedelta(days=30, minutes=1)
    Event.objects.update(starts_at=long_ago - timedelta(hours=1), ends_at=long_ago)

    assert "Captions" not in signed_in(facilitator_user).get(address(my_class)).content.decode()
