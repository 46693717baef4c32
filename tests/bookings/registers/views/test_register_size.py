"""How much a register's page is, and reads, with many people and after many saves."""

from collections.abc import Callable
from uuid import uuid4

from django.test import Client

from accounts.models import Area, User
from bookings.registers.models import RegisterMark
from tests.bookings.registers.views.register_pages import address, send, shown_in
from tests.factories.registers import make_session, people, put_on
from training.courses.models import Course
from training.events.models import Session


def test_a_register_of_200_is_a_light_page_and_stays_one_however_often_it_was_saved(
    course: Course, regional: Area, coordinator: User, signed_in: Callable[[User], Client]
) -> None:
    session, client = make_session(course, regional), signed_in(coordinator)
    places = put_on(session, *people(200))
    for value in ("present", "late", "absent", "present"):
        send(client, session, **{f"p_{place.ref}": value for place in places})

    page = client.get(address(session))

    assert len(page.content) <= 90 * 1024
    sheet = page.context["sheet"]
    assert len(sheet.marks) == 200 < RegisterMark.objects.count() == 800
    assert {state.value for state in sheet.state.cells.values()} == {"present"}
    assert sheet.is_complete


def test_of_a_dispute_every_mark_is_read(
    my_class: Session, learner: User, facilitator_user: User, signed_in: Callable[[User], Client]
) -> None:
    (place,), client = put_on(my_class, learner), signed_in(facilitator_user)
    send(client, my_class, **{f"p_{place.ref}": "late"})
    page = shown_in(client, my_class)
    client.post(address(my_class), page | {f"p_{place.ref}": "absent"})
    client.post(
        address(my_class),
        page | {f"p_{place.ref}": "present", "form_key": str(uuid4())},
    )

    sheet = client.get(address(my_class)).context["sheet"]

    assert len(sheet.marks) == 3
    assert len(sheet.disputed) == 1
