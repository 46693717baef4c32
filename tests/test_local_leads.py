"""A lead of one borough, and every address of the team with real references of another."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.http import HttpResponse
from django.urls import reverse

from accounts import access
from accounts.actions.membership import request_membership
from accounts.models import Area, Membership, Organisation, StaffRole, User
from accounts.queries.remit import WHOLE as WHOLE_REGION
from bookings.registers.models import Register, WalkIn
from bookings.rota.models import Assignment, Facilitator
from bookings.visits.models import Booking
from core import clock
from core.models import Message
from tests.cast import NOW, join, make_event, make_person
from tests.factories.bookings import make_request, offer
from tests.factories.certificates import CertificateFactory
from tests.factories.registers import closed_register, give
from tests.factories.training import EnrolmentFactory
from tests.factories.venues import VenueFactory, VenueRoomFactory
from tests.local_leads import FILES, LISTS, ROWS, SENT, WHOLE, Borough, team_addresses
from tests.sign_in import StaffClient
from training.courses.models import Course
from training.enrolments.models import RosterImport
from training.events.models import Event

pytestmark = pytest.mark.django_db

TOMORROW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
CHANGING = re.compile(
    rb'nonce="[^"]*"|value="[^"]{60,}"|[?&]next=[^"]*|reference: <strong>\w+</strong>'
)


@pytest.fixture(autouse=True)
def _at_the_casts_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(clock, "database_now", lambda: NOW)


@pytest.fixture
def there(
    school: Organisation,
    booker: User,
    course: Course,
    workshop: Course,
    facilitator: Facilitator,
    coordinator: User,
) -> Borough:
    """What there is in Birmingham."""
    person = join(make_person("zuleika@canalside.example", "Zuleika Quill"), school, "member")
    event = make_event(course, school.area, starts_at=TOMORROW)
    session = event.sessions.get()
    give(session, facilitator)
    batch = RosterImport.objects.create(event=event, made_by=coordinator, made_at=NOW)
    place = EnrolmentFactory(
        event=event, person=person, organisation=school, batch=batch, status="offered"
    )
    past = make_event(course, school.area, starts_at=NOW - timedelta(days=9))
    came = EnrolmentFactory(event=past, person=person, outcome="attended")
    register = closed_register(past.sessions.get(), school.area, values={came: "present"})
    booking = offer(make_request(school, workshop, booker), coordinator)
    message = Message.objects.get(about=booking.reference, kind="visits/booking_offered")
    Message.objects.filter(pk=message.pk).update(failed_reason="550 no such mailbox")
    asking = make_person("quentin@elsewhere.example", "Quentin Xanadu")
    EmailAddress.objects.create(user=asking, email=asking.email, verified=True)
    hall = VenueFactory.create(name="Zephyr Hall", area=school.area)
    return Borough(
        organisation=school,
        person=person,
        membership=Membership.objects.get(user=person),
        asked=request_membership(asking, school, now=NOW),
        event=event,
        place=place,
        batch=batch,
        session=session,
        assignment=Assignment.objects.get(session=session),
        booking=booking,
        certificate=CertificateFactory.create(enrolment=came),
        message=message,
        room=VenueRoomFactory.create(venue=hall),
        walk_in=walked_in(register, asking),
        check=facilitator.checks.latest("pk"),
    )


def walked_in(register: Register, person: User) -> WalkIn:
    """Somebody who came without a place, and has an account by now."""
    return WalkIn.objects.create(
        register=register,
        name="Xerxes Walker",
        email=person.email,
        value="present",
    )


def signed_in(user: User) -> StaffClient:
    client = StaffClient()
    client.force_login(user)
    return client


def page(response: HttpResponse) -> bytes:
    """What somebody reads, without what differs between two visits."""
    if response.streaming:
        return b"".join(response.streaming_content)
    return CHANGING.sub(b"", response.content)


def test_every_address_of_the_team_is_in_the_table() -> None:
    named = {*ROWS, *SENT, *LISTS, *FILES, *WHOLE}

    assert set(team_addresses()) - named == set(), "Say in tests/local_leads.py what it takes"
    assert named - set(team_addresses()) == set()


@pytest.mark.guard("other boroughs", where="accounts/access.py")
def test_a_row_of_another_borough_is_like_one_that_is_not_there(
    there: Borough, other_local_lead: User
) -> None:
    assert rows_found(signed_in(other_local_lead), there) == []


def rows_found(client: StaffClient, there: Borough) -> list[tuple[str, str, object]]:
    """The addresses that answer a reference otherwise than one of nothing, and how."""
    odd: list[tuple[str, str, object]] = []
    for name, references_of in {**ROWS, **SENT}.items():
        references = references_of(there)
        unknown = ["nosuchrefxyz"[: len(one)] for one in references]
        for ask in (client.get, client.post) if name in ROWS else (client.post,):
            answer = ask(reverse(name, args=references), {"answer": "yes"})
            missing = ask(reverse(name, args=unknown), {"answer": "yes"})
            found = (answer.status_code, missing.status_code, page(answer) == page(missing))
            if found != (404, 404, True):
                odd.append((name, ask.__name__, found))
    return odd


def test_a_row_of_the_own_borough_opens(there: Borough, local_lead: User) -> None:
    client = signed_in(local_lead)
    answers = {
        name: client.get(reverse(name, args=references_of(there))).status_code
        for name, references_of in ROWS.items()
    }

    assert {name: status for name, status in answers.items() if status not in {200, 302}} == {}


@pytest.mark.guard("whole region", where="accounts/access.py")
def test_what_is_the_whole_regions_is_refused_to_a_limited_role(
    there: Borough, local_lead: User
) -> None:
    client = signed_in(local_lead)
    paths = [reverse(name, args=references_of(there)) for name, references_of in WHOLE.items()]

    assert {(client.get(path).status_code, client.post(path).status_code) for path in paths} == {
        (403, 403)
    }


def test_lists_and_files_leave_out_other_boroughs(there: Borough, other_local_lead: User) -> None:
    assert words_found(signed_in(other_local_lead), there) == []


def words_found(client: StaffClient, there: Borough) -> list[tuple[str, dict[str, str], str]]:
    """What the lists say of a borough, and where, other than what was typed into them."""
    canaries = [*there.words, "Birmingham"]
    found: list[tuple[str, dict[str, str], str]] = []
    for name in sorted(LISTS | FILES):
        path = reverse(name, args=[NOW.date().replace(day=1)] if name in FILES else [])
        for question in questions(there):
            text = page(client.get(path, question))
            untyped = [word for word in canaries if word not in question.values()]
            found += [(name, question, word) for word in untyped if word.encode() in text]
    return found


def test_a_hole_is_found(
    there: Borough, other_local_lead: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were limits of roles forgotten, every row and list would be named."""
    monkeypatch.setattr(access, "remits_of", lambda user: {StaffRole.Role.LEAD: WHOLE_REGION})
    client = signed_in(other_local_lead)

    lists = {name for name, _, _ in words_found(client, there)}
    rows = {name for name, _, _ in rows_found(client, there)}

    assert lists == {*LISTS, *FILES} - {"message_retry_all"}  # which shows a number alone
    assert rows == {*ROWS, *SENT}


def test_the_same_lists_have_it_for_their_own(there: Borough, local_lead: User) -> None:
    client = signed_in(local_lead)
    paths = [reverse(name) for name in sorted(LISTS)]
    texts = [page(client.get(path, question)) for path in paths for question in questions(there)]

    missed = [word for word in there.words if not any(word.encode() in text for text in texts)]

    # These stand on the pages of their date and of their person.
    assert missed == [there.place.ref, there.session.ref, there.certificate.number]


def questions(it: Borough) -> list[dict[str, str]]:
    """What is asked of every list: nothing, whatever it can be asked, and the next part."""
    return [
        {},
        {"q": it.person.name},
        {"q": it.person.email},
        {"q": it.booking.reference},
        {"state": "failed"},
        {"when": "past"},
        {"show": "offered"},
        {"all": "approvals"},
        {"all": "unconfirmed"},
        {"course": it.event.course.slug},
        {"q": it.room.venue.name},
    ]


def test_a_date_is_opened_in_the_own_borough_alone(
    there: Borough, local_lead: User, walsall: Area, regional: Area
) -> None:
    client = signed_in(local_lead)
    path = f"{reverse('events:team_event_create')}?course={there.event.course.slug}"
    shown = page(client.get(path)).decode()
    assert "Birmingham" in shown
    assert walsall.name not in shown

    for area in (walsall, regional):
        answer = client.post(path, {"form_key": uuid4(), "area": area.code})
        assert "What you chose is not offered any more" in page(answer).decode()


def test_people_are_moved_within_the_borough(
    there: Borough, local_lead: User, walsall: Area, course: Course
) -> None:
    """Neither a form nor an address takes the date of another borough."""
    client, other = signed_in(local_lead), make_event(course, walsall)
    own = make_event(course, there.event.area, starts_at=TOMORROW + timedelta(days=5))
    event, place = there.event, there.place
    move = reverse("enrolments:team_enrolment_move", args=[event.ref, place.ref])
    bulk = reverse("enrolments:team_bulk", args=[event.ref])
    cancel = reverse("enrolments:team_event_cancel", args=[event.ref])

    for path in (move, bulk, cancel):
        text = page(client.get(path)).decode()
        assert own.ref in text
        assert other.ref not in text
    data = {"form_key": uuid4(), "event": other.ref, "reason": "asked"}
    assert client.post(move, data).status_code == 422
    assert client.get(f"{cancel}?next={other.ref}").status_code == 404
    assert client.get(f"{cancel}?next={own.ref}").status_code == 200


def test_a_booker_in_two_boroughs_hears_of_both_and_each_lead_reads_their_own(
    there: Borough, booker: User, other_school: Organisation, other_local_lead: User
) -> None:
    join(booker, other_school, "booker")
    client = signed_in(other_local_lead)
    path = reverse("message_detail", args=[there.message.ref])

    assert client.get(path).status_code == 404
    text = page(client.get(reverse("message_list"))).decode()
    assert there.booking.reference not in text


def test_trying_again_is_for_the_messages_of_the_own_borough(
    there: Borough, local_lead: User, other_local_lead: User
) -> None:
    path = reverse("message_retry_all")

    signed_in(other_local_lead).post(path, {"form_key": uuid4()})
    there.message.refresh_from_db()
    assert there.message.failed_reason
    signed_in(local_lead).post(path, {"form_key": uuid4()})
    there.message.refresh_from_db()
    assert not there.message.failed_reason


def test_the_roster_of_an_own_date_names_everyone_and_leads_to_ones_own(
    there: Borough, other_booker: User, local_lead: User
) -> None:
    EnrolmentFactory(event=there.event, person=other_booker)
    text = page(signed_in(local_lead).get(reverse(*detail_of(there)))).decode()

    assert other_booker.name in text
    assert reverse("people:team_people_detail", args=[there.person.ref]) in text
    assert reverse("people:team_people_detail", args=[other_booker.ref]) not in text


def detail_of(it: Borough) -> tuple[str, None, list[str]]:
    return "enrolments:team_event_detail", None, [it.event.ref]


@pytest.mark.guard("rights by role", where="people/access.py")
def test_an_administrator_who_is_lead_of_one_borough_does_the_offices_work_there_alone(
    there: Borough, other_local_lead: User
) -> None:
    StaffRole.objects.create(user=other_local_lead, role="administrator", granted_at=NOW)
    client, ref = signed_in(other_local_lead), there.person.ref

    text = page(client.get(reverse("people:team_people_detail", args=[ref]))).decode()
    assert there.person.name in text
    assert "Correct the name" not in text
    assert client.get(reverse("people:team_people_name", args=[ref])).status_code == 404


def test_a_lead_of_one_borough_reads_the_figures_of_all_as_report_viewer(
    there: Borough, other_local_lead: User
) -> None:
    path = reverse("reports:reach_csv", args=[NOW.date().replace(day=1)])
    assert b"Birmingham" not in page(signed_in(other_local_lead).get(path))

    StaffRole.objects.create(user=other_local_lead, role="report_viewer", granted_at=NOW)

    assert b"Birmingham" in page(signed_in(other_local_lead).get(path))
    text = page(signed_in(other_local_lead).get(reverse("enrolments:team_event_list"))).decode()
    assert there.event.ref not in text


def test_a_report_viewer_of_one_borough_reads_its_figures_alone(
    there: Borough, walsall: Area
) -> None:
    path = reverse("reports:reach_csv", args=[NOW.date().replace(day=1)])
    for area, lines in ((there.event.area, 2), (walsall, 1)):  # the first line is the header
        viewer = make_person(f"{area.code}@vrp.example", "Rita", "report_viewer", areas=[area])
        client = signed_in(viewer)

        assert len(page(client.get(path)).splitlines()) == lines
        assert client.get(reverse("reports:team_home")).status_code == 403


def test_a_person_without_an_organisation_and_an_online_date_are_the_whole_regions(
    open_event: Event, learner: User, local_lead: User, coordinator: User
) -> None:
    paths = [
        reverse("people:team_people_detail", args=[learner.ref]),
        reverse("enrolments:team_event_detail", args=[open_event.ref]),
    ]

    assert [signed_in(local_lead).get(path).status_code for path in paths] == [404, 404]
    assert [signed_in(coordinator).get(path).status_code for path in paths] == [200, 200]


def test_a_limited_role_opens_no_cms_and_is_shown_no_settings(local_lead: User) -> None:
    client = signed_in(local_lead)
    home = page(client.get(reverse("reports:team_home"))).decode()

    assert ", Birmingham</p>" in home
    assert reverse("option_edit") not in home
    assert 'href="/cms/"' not in home
    assert client.get("/cms/").status_code == 403


def test_a_joint_visit_leads_back_to_the_own_booking(
    there: Borough, other_school: Organisation, other_local_lead: User, walsall: Area
) -> None:
    """The other booking of the session was first."""
    event, session = there.booking.event, there.booking.event.sessions.get()
    event.area = walsall
    event.save(update_fields=["area"])
    joint = Booking.objects.get(pk=there.booking.pk)
    joint.pk, joint.reference, joint.organisation = None, "VRP-2627-JJJJJJ", other_school
    joint.save()

    path = reverse("visits:team_assignment_create", args=[session.ref])
    text = page(signed_in(other_local_lead).get(path)).decode()

    assert reverse("visits:team_booking_detail", args=[joint.reference]) in text
    assert there.booking.reference not in text
