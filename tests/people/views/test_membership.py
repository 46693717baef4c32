"""Who acts for which organisation, as the office sets it."""

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import Area, Membership, Organisation, User
from tests.cast import join, make_person

KEY = UUID("0c9b3c0e-5a7b-4b1e-9d0a-2f5f6a7b8c9d")


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("admin@vrp.example", "Ada Admin", "administrator")


def adding(person: User, words: str = "") -> str:
    """The address that adds the person to an organisation found by these words."""
    address = reverse("people:team_people_membership_create", args=[person.ref])
    return f"{address}?q={words}" if words else address


def ending(person: User, organisation: Organisation) -> str:
    """The address that ends a membership."""
    refs = [person.ref, organisation.ref]
    return reverse("people:team_people_membership_end", args=refs)


def answers(organisation: Organisation, role: str = "booker") -> dict[str, object]:
    return {"form_key": KEY, "organisation": organisation.ref, "role": role}


@pytest.mark.parametrize("who", ["coordinator", "lead", "administrator"])
def test_a_person_is_added_to_an_organisation(
    client: Client,
    who: str,
    learner: User,
    school: Organisation,
    now: datetime,
    request: pytest.FixtureRequest,
) -> None:
    actor = request.getfixturevalue(who)
    client.force_login(actor)

    done = client.post(adding(learner, "999001"), answers(school), follow=True)

    membership = learner.memberships.get()
    assert (membership.organisation, membership.role) == (school, "booker")
    assert (membership.state, membership.since) == (Membership.State.ACTIVE, now)
    assert ModelLogEntry.objects.get(action="upstander.add_membership").user == actor
    assert "Amina Rashid is now a member of Canalside Academy" in done.content.decode()


def test_a_second_press_changes_nothing(
    client: Client, coordinator: User, learner: User, school: Organisation
) -> None:
    client.force_login(coordinator)
    for _ in range(2):
        done = client.post(adding(learner, "999001"), answers(school))
        assert done.status_code == 302

    assert learner.memberships.count() == 1


def test_one_organisation_found_is_chosen_already(
    client: Client, coordinator: User, learner: User, school: Organisation
) -> None:
    client.force_login(coordinator)
    text = client.get(adding(learner, "999001")).content.decode()

    assert f'value="{school.ref}"' in text
    assert "URN 999001 · Secondary · Birmingham" in text
    assert text.count("checked") == 1


def test_before_a_search_nothing_is_offered(
    client: Client, coordinator: User, learner: User, school: Organisation
) -> None:
    client.force_login(coordinator)
    text = client.get(adding(learner)).content.decode()

    assert school.name not in text
    assert "Add to the organisation" not in text


@pytest.mark.parametrize(
    ("words", "said"),
    [("no", "Enter at least 3 characters"), ("nowhere", "No organisation found")],
)
def test_a_search_that_finds_none_says_why(
    client: Client, coordinator: User, learner: User, school: Organisation, words: str, said: str
) -> None:
    client.force_login(coordinator)

    assert said in client.get(adding(learner, words)).content.decode()


def test_ten_organisations_are_offered_at_once(
    client: Client, coordinator: User, learner: User, birmingham: Area
) -> None:
    Organisation.objects.bulk_create(
        Organisation(name=f"School {number:02d}", area=birmingham) for number in range(12)
    )
    client.force_login(coordinator)
    counts = []
    for words in ("School 00", "School"):
        client.get(adding(learner, words))
        with CaptureQueriesContext(connection) as captured:
            text = client.get(adding(learner, words)).content.decode()
        counts.append(len(captured))

    assert ("School 09" in text, "School 10" in text) == (True, False)
    assert "There are more organisations that fit" in text
    assert counts[0] == counts[1]


def test_an_organisation_that_was_not_found_is_not_taken(
    client: Client,
    coordinator: User,
    learner: User,
    school: Organisation,
    other_school: Organisation,
) -> None:
    client.force_login(coordinator)

    page = client.post(adding(learner, "999001"), answers(other_school))

    assert page.status_code == 422
    assert not learner.memberships.exists()


def test_what_is_missing_is_asked_for(
    client: Client, coordinator: User, learner: User, school: Organisation
) -> None:
    client.force_login(coordinator)

    page = client.post(adding(learner, "999001"), {"form_key": KEY})

    assert page.status_code == 422
    assert "Choose an organisation" in page.content.decode()
    assert "Choose what they may do there" in page.content.decode()


def test_who_is_a_member_is_not_added_again(
    client: Client, coordinator: User, booker: User, school: Organisation
) -> None:
    client.force_login(coordinator)

    page = client.post(adding(booker, "999001"), answers(school, "manager"))

    assert page.status_code == 409
    assert "already a member" in page.content.decode()
    assert booker.memberships.get().role == "booker"


def test_a_closed_organisation_takes_nobody_on(
    client: Client, coordinator: User, learner: User, school: Organisation
) -> None:
    Organisation.objects.update(status="closed")
    client.force_login(coordinator)

    page = client.post(adding(learner, "999001"), answers(school))

    assert page.status_code == 409
    assert "This organisation has closed" in page.content.decode()
    assert not learner.memberships.exists()


def test_a_membership_is_ended(
    client: Client, coordinator: User, booker: User, school: Organisation
) -> None:
    client.force_login(coordinator)
    assert "End this membership?" in client.get(ending(booker, school)).content.decode()

    done = client.post(ending(booker, school), {"form_key": KEY}, follow=True)

    assert booker.memberships.get().state == Membership.State.LEFT
    assert "Bola Booker is no longer a member of" in done.content.decode()


def test_a_second_press_ends_it_once_and_a_later_one_is_told(
    client: Client, coordinator: User, booker: User, school: Organisation
) -> None:
    client.force_login(coordinator)
    client.post(ending(booker, school), {"form_key": KEY})

    assert client.post(ending(booker, school), {"form_key": KEY}).status_code == 302
    later = client.post(ending(booker, school), {"form_key": uuid4()})

    assert later.status_code == 409
    assert "already left" in later.content.decode()


def test_the_membership_that_lasts_is_ended_when_one_is_over(
    client: Client, coordinator: User, booker: User, school: Organisation
) -> None:
    booker.memberships.update(state=Membership.State.LEFT)
    join(booker, school, "manager")
    client.force_login(coordinator)

    client.post(ending(booker, school), {"form_key": KEY})

    assert set(booker.memberships.values_list("state", flat=True)) == {"left"}


def test_a_membership_there_is_not_is_not_found(
    client: Client, coordinator: User, booker: User, other_school: Organisation
) -> None:
    client.force_login(coordinator)

    assert client.post(ending(booker, other_school), {"form_key": KEY}).status_code == 404


@pytest.mark.parametrize(
    "who", ["learner", "manager", "other_booker", "facilitator_user", "report_viewer"]
)
def test_nobody_else_changes_memberships(
    client: Client,
    who: str,
    stranger: User,
    booker: User,
    school: Organisation,
    request: pytest.FixtureRequest,
) -> None:
    client.force_login(request.getfixturevalue(who))

    assert client.post(adding(stranger, "999001"), answers(school)).status_code == 403
    assert client.post(ending(booker, school), {"form_key": KEY}).status_code == 403
    assert not stranger.memberships.exists()
    assert booker.memberships.get().state == Membership.State.ACTIVE
