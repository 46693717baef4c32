"""A lead of one borough, and every address of the team with real references of another."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from accounts.actions.membership import request_membership
from accounts.models import Membership, Organisation, User
from bookings.rota.models import Assignment, Facilitator
from core.models import Message
from tests.cast import NOW, join, make_event, make_person
from tests.factories.bookings import make_request, offer
from tests.factories.certificates import CertificateFactory
from tests.factories.registers import closed_register, give
from tests.factories.training import EnrolmentFactory
from tests.local_leads import FILES, LISTS, ROWS, SENT, WHOLE, Borough, team_addresses
from tests.sign_in import StaffClient
from training.courses.models import Course
from training.enrolments.models import RosterImport

pytestmark = pytest.mark.django_db

TOMORROW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
CHANGING = re.compile(rb'nonce="[^"]*"|value="[^"]{60,}"|[?&]next=[^"]*')


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
    closed_register(past.sessions.get(), school.area, values={came: "present"})
    booking = offer(make_request(school, workshop, booker), coordinator)
    message = Message.objects.get(about=booking.reference, kind="visits/booking_offered")
    Message.objects.filter(pk=message.pk).update(failed_reason="550 no such mailbox")
    asking = make_person("quentin@elsewhere.example", "Quentin Xanadu")
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
    client, odd = signed_in(other_local_lead), []
    for name, references_of in {**ROWS, **SENT}.items():
        references = references_of(there)
        unknown = ["nosuchrefxyz"[: len(one)] for one in references]
        for ask in (client.get, client.post) if name in ROWS else (client.post,):
            answer = ask(reverse(name, args=references), {"answer": "yes"})
            missing = ask(reverse(name, args=unknown), {"answer": "yes"})
            found = (answer.status_code, missing.status_code, page(answer) == page(missing))
            if found != (404, 404, True):
                odd.append((name, ask.__name__, found))

    assert odd == []


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
    client = signed_in(other_local_lead)
    canaries, found = [*there.words, "Birmingham"], []
    for name in sorted(LISTS | FILES):
        path = reverse(name, args=[NOW.date().replace(day=1)] if name in FILES else [])
        for question in questions(there):
            text = page(client.get(path, question))
            untyped = [word for word in canaries if word not in question.values()]
            found += [(name, question, word) for word in untyped if word.encode() in text]

    assert found == []


def test_the_same_lists_have_it_for_their_own(there: Borough, local_lead: User) -> None:
    client = signed_in(local_lead)
    paths = [reverse(name) for name in sorted(LISTS)]
    texts = [page(client.get(path, question)) for path in paths for question in questions(there)]

    missed = [word for word in there.words if not any(word.encode() in text for text in texts)]

    # These stand on the pages of their date and of their person.
    assert missed == [there.place.ref, there.certificate.number]


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
    ]
