"""The boroughs of a role, on screen."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Area, Organisation, StaffRole, User
from tests.cast import join, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db: None) -> User:
    return make_person("admin@vrp.example", "Ada Admin", "administrator")


def limiting(person: User, role: str = "lead") -> str:
    return reverse("people:team_people_role_areas", args=[person.ref, role])


def areas_of(person: User) -> list[str]:
    return list(StaffRole.objects.get(user=person).areas.values_list("code", flat=True))


@pytest.mark.parametrize("who", ["administrator", "lead"])
def test_an_administrator_or_a_lead_says_where_a_role_holds(
    client: Client, local_lead: User, walsall: Area, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    person = reverse("people:team_people_detail", args=[local_lead.ref])
    assert "Lead (Birmingham)" in (before := client.get(person).text)
    assert "May do there what a coordinator may." in before
    assert limiting(local_lead) in before
    page = client.get(limiting(local_lead)).text
    assert page.count("checked") == 1

    data = {"form_key": uuid4(), "areas": ["330", "335"]}
    done = client.post(limiting(local_lead), data, follow=True).text

    assert "The role of lead holds in Birmingham, Walsall now." in done
    assert "Lead (Birmingham, Walsall)" in done


@pytest.mark.guard("who limits roles", where="accounts/access.py")
@pytest.mark.parametrize(
    "who", ["local_lead", "other_local_lead", "coordinator", "report_viewer", "booker", "learner"]
)
def test_nobody_else_says_it_of_themselves_or_others(
    client: Client, local_lead: User, lead: User, who: str, request: pytest.FixtureRequest
) -> None:
    client.force_login(person := request.getfixturevalue(who))

    for target in (person, local_lead, lead):
        assert client.get(limiting(target)).status_code == 403
        data = {"form_key": uuid4(), "areas": []}
        assert client.post(limiting(target), data).status_code == 403
    assert areas_of(local_lead) == ["330"]


def test_a_lead_does_not_limit_themselves(client: Client, lead: User, birmingham: Area) -> None:
    client.force_login(lead)

    page = client.post(limiting(lead), {"form_key": uuid4(), "areas": ["330"]})

    assert page.status_code == 409
    assert "You cannot change your own roles" in page.text
    assert areas_of(lead) == []


@pytest.mark.parametrize("sent", ["REGIONAL", "999", "x"])
def test_an_area_that_is_no_borough_is_not_among_the_choices(
    client: Client, lead: User, local_lead: User, regional: Area, sent: str
) -> None:
    client.force_login(lead)

    answer = client.post(limiting(local_lead), {"form_key": uuid4(), "areas": [sent]})

    assert answer.status_code == 422
    assert areas_of(local_lead) == ["330"]


def test_a_role_that_holds_everywhere_has_no_such_page(
    client: Client, lead: User, facilitator_user: User, learner: User
) -> None:
    client.force_login(lead)

    for target, role in ((facilitator_user, "facilitator"), (learner, "lead"), (learner, "king")):
        assert client.get(limiting(target, role)).status_code == 404


def test_a_role_is_given_with_boroughs(
    client: Client, administrator: User, learner: User, walsall: Area
) -> None:
    client.force_login(administrator)
    giving = reverse("people:team_people_role_grant", args=[learner.ref])

    wrong = {"form_key": uuid4(), "role": "editor", "areas": ["335"]}
    answer = client.post(giving, wrong)
    assert answer.status_code == 409
    assert "can be limited to boroughs" in answer.text
    client.post(giving, {"form_key": uuid4(), "role": "coordinator", "areas": ["335"]})

    assert areas_of(learner) == ["335"]


def test_somebody_of_two_boroughs_is_seen_from_both_and_each_sees_its_own(
    client: Client,
    school: Organisation,
    other_school: Organisation,
    booker: User,
    local_lead: User,
    other_local_lead: User,
) -> None:
    join(booker, other_school, "member")
    page = reverse("people:team_people_detail", args=[booker.ref])
    search = reverse("people:team_people_list")
    for who, own, other in (
        (local_lead, school, other_school),
        (other_local_lead, other_school, school),
    ):
        client.force_login(who)
        for text in (client.get(page).text, client.get(search, {"q": "Bola"}).text):
            assert own.name in text
            assert other.name not in text
        end = reverse("people:team_people_membership_end", args=[booker.ref, other.ref])
        assert client.get(end).status_code == 404


def test_whoever_is_left_without_an_organisation_is_looked_after_by_the_whole_region(
    client: Client, school: Organisation, booker: User, local_lead: User
) -> None:
    client.force_login(local_lead)
    end = reverse("people:team_people_membership_end", args=[booker.ref, school.ref])

    answer = client.post(end, {"form_key": uuid4()}, follow=True)

    assert answer.redirect_chain[-1][0] == reverse("people:team_people_list")
    assert "is no longer a member of" in answer.text
    page = reverse("people:team_people_detail", args=[booker.ref])
    assert client.get(page).status_code == 404


def test_an_organisation_of_another_borough_cannot_be_sent(
    client: Client, booker: User, other_school: Organisation, local_lead: User
) -> None:
    client.force_login(local_lead)
    add = reverse("people:team_people_membership_create", args=[booker.ref])
    data = {"form_key": uuid4(), "organisation": other_school.ref, "role": "manager"}

    assert other_school.name not in client.get(add, {"q": other_school.urn}).text
    for asked in (add, f"{add}?q={other_school.urn}", f"{add}?q=Saddlers"):
        assert client.post(asked, data).status_code == 422
    assert booker.memberships.count() == 1
