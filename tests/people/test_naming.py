"""Every door by which somebody names another, or has us write to one: so often in a day.

A door is opened again and again until it is refused. What was refused has changed nothing and
written to nobody, and the next day goes on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest

from accounts.actions.line_manager import name_manager
from accounts.actions.membership import decline_membership, request_membership
from accounts.models import Membership, Organisation, User
from accounts.options import MAILS_RECEIVED
from core.errors import Refusal
from core.models import Message, Option, Tally
from tests.architecture import trees
from tests.cast import join, make_event, make_person
from tests.factories.training import EnrolmentFactory
from tests.processes import ROOT
from training.enrolments.actions.colleague import (
    Colleague,
    ColleagueGroup,
    book_colleagues,
    take_back_enrolment,
)
from training.enrolments.actions.enrolment import cancel_enrolment, enrol
from training.enrolments.actions.move import move_enrolment
from training.enrolments.actions.substitution import substitute_named
from training.enrolments.actions.waiting_list import (
    accept_offer,
    join_waiting_list,
    leave_waiting_list,
)
from training.enrolments.models import Enrolment
from training.enrolments.queries.enrolment_request import EnrolmentRequest
from training.events.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("database_clock")]
NAMED_A_DAY, PASSED_ON_A_DAY, TO_ONE_A_DAY = 60, 10, 20
BOSS = "boss@work.example"


@pytest.fixture
def database_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr("core.clock.database_now", lambda: now)


@dataclass
class Scene:
    event: Event
    other: Event
    school: Organisation
    actor: User
    now: datetime
    numbers: Iterator[int]

    @property
    def stranger(self) -> str:
        return f"stranger{next(self.numbers)}@work.example"

    def book(self, *addresses: str, manager: str = "", may_wait: bool = False) -> list[Enrolment]:
        people = [Colleague("Sam Lee", address) for address in addresses]
        group = ColleagueGroup(people, EnrolmentRequest(self.school, manager_email=manager))
        return book_colleagues(group, self.event, actor=self.actor, now=self.now)


@pytest.fixture
def scene(open_event: Event, school: Organisation, member: User, now: datetime) -> Scene:
    Event.objects.update(capacity=400)
    open_event.refresh_from_db()
    other = make_event(open_event.course, open_event.area)
    join(make_person("manager@canalside.example", "Mo Manager"), school, "manager")
    return Scene(open_event, other, school, member, now, count())


def book_stranger(at: Scene) -> None:
    at.book(at.stranger)


def book_and_take_back(at: Scene) -> None:
    (row,) = at.book("same@work.example")
    take_back_enrolment(row, actor=at.actor, now=at.now)


def own_tag(at: Scene) -> str:
    local, _, domain = at.actor.email.partition("@")
    return f"{local}+{next(at.numbers)}@{domain}"


def send(at: Scene, email: str) -> None:
    place = EnrolmentFactory(event=at.event, person=at.actor, changed_at=at.now)
    Event.objects.update(places_taken=0)
    substitute_named(place, name="Sam Lee", email=email, actor=at.actor, now=at.now)


def take_and_give_back(at: Scene, manager: str) -> None:
    request = EnrolmentRequest(manager_email=manager)
    row = enrol(at.actor, at.event, request, actor=at.actor, now=at.now)
    cancel_enrolment(row, actor=at.actor, now=at.now)


def wait_and_leave(at: Scene) -> None:
    Event.objects.filter(pk=at.event.pk).update(capacity=0)
    request = EnrolmentRequest(manager_email=at.stranger)
    row = join_waiting_list(at.actor, at.event, request, actor=at.actor, now=at.now)
    leave_waiting_list(row, actor=at.actor, now=at.now)


def say_yes_and_give_back(at: Scene) -> None:
    row = EnrolmentFactory(event=at.event, person=at.actor, status="offered")
    accept_offer(row, actor=at.actor, now=at.now, manager_email=BOSS)
    Event.objects.update(places_taken=1)
    cancel_enrolment(row, actor=at.actor, now=at.now)


def move_to_and_fro(at: Scene) -> None:
    row = Enrolment.objects.filter(person=at.actor, status="confirmed").first()
    row = row or EnrolmentFactory(event=at.event, person=at.actor, manager_email=BOSS)
    Event.objects.update(places_taken=0)
    Event.objects.filter(pk=row.event_id).update(places_taken=1)
    row.refresh_from_db()
    to = at.other if row.event_id == at.event.pk else at.event
    move_enrolment(row, to, actor=at.actor, now=at.now)


def say_yes_for_the_booker(at: Scene) -> None:
    """The manager is who somebody else named."""
    booker = make_person(f"booker{next(at.numbers)}@work.example", "Bo Booker")
    row = EnrolmentFactory(
        event=at.event,
        person=at.actor,
        status="offered",
        manager_email=BOSS,
        booked_by=booker,
        name_given="Sam Lee",
    )
    accept_offer(row, actor=at.actor, now=at.now)
    Event.objects.update(places_taken=1)
    cancel_enrolment(row, actor=at.actor, now=at.now)


def ask_and_withdraw(at: Scene) -> None:
    Membership.objects.filter(user=at.actor).delete()
    asked = request_membership(at.actor, at.school, now=at.now)
    decline_membership(asked, actor=at.actor, now=at.now)


def name_a_manager(at: Scene) -> None:
    name_manager(at.actor, at.stranger, actor=at.actor, now=at.now)


# How often each opens before it is refused.
DOORS: dict[str, tuple[Callable[[Scene], None], int]] = {
    "book strangers": (book_stranger, NAMED_A_DAY),
    "book one person and take it back": (book_and_take_back, TO_ONE_A_DAY // 2),
    "book one's own mailbox under many tags": (
        lambda at: at.book(own_tag(at)),
        TO_ONE_A_DAY // 2,
    ),
    "send strangers instead": (lambda at: send(at, at.stranger), PASSED_ON_A_DAY),
    "send one's own mailbox under many tags": (
        lambda at: send(at, own_tag(at)),
        PASSED_ON_A_DAY,
    ),
    "take a place and give it back, one manager": (
        lambda at: take_and_give_back(at, BOSS),
        TO_ONE_A_DAY // 2,
    ),
    "the same with a tag in the address": (
        lambda at: take_and_give_back(at, f"boss+{next(at.numbers)}@work.example"),
        TO_ONE_A_DAY // 2,
    ),
    "take a place and give it back, many managers": (
        lambda at: take_and_give_back(at, at.stranger),
        NAMED_A_DAY,
    ),
    "wait and leave": (wait_and_leave, NAMED_A_DAY),
    "say yes and give it back": (say_yes_and_give_back, TO_ONE_A_DAY // 2),
    "say yes to what another booked, and give it back": (say_yes_for_the_booker, TO_ONE_A_DAY // 2),
    "move to and fro": (move_to_and_fro, TO_ONE_A_DAY),
    "ask to join and withdraw": (ask_and_withdraw, TO_ONE_A_DAY),
    "name managers": (name_a_manager, NAMED_A_DAY),
}


def written_to_others(at: Scene) -> int:
    return Message.objects.exclude(to=at.actor.email).count()


@pytest.mark.guard(
    "people named and emails caused, at every door", where="accounts/actions/naming.py"
)
@pytest.mark.parametrize("name", DOORS)
def test_a_door_is_shut_for_the_day(scene: Scene, name: str) -> None:
    act, most = DOORS[name]
    for _ in range(most):
        act(scene)
    before = written_to_others(scene), Enrolment.objects.count(), User.objects.count()

    with pytest.raises(Refusal) as caught:
        act(scene)

    assert caught.value.code in {"many_named", "many_mails", "many_passed_on"}
    assert "training team" in str(caught.value)
    after = written_to_others(scene), Enrolment.objects.count(), User.objects.count()
    gave_a_place_to_give = name.startswith(("send", "say yes"))
    made_a_booker = name.startswith("say yes to what another booked")
    assert after == (before[0], before[1] + gave_a_place_to_give, before[2] + made_a_booker)
    assert written_to_others(scene) <= 2 * most
    # What one has asked for can be given back all the same.
    for row in Enrolment.objects.filter(person=scene.actor, status__in=["confirmed", "offered"]):
        cancel_enrolment(row, actor=scene.actor, now=scene.now)
    scene.now += timedelta(days=1)
    act(scene)


@pytest.mark.parametrize("local", ["victim", "member"])
def test_forty_tags_of_one_mailbox_are_forty_people_and_one_reader(
    scene: Scene, local: str
) -> None:
    scene.actor.email = "member@work.example"
    before = User.objects.count()
    with pytest.raises(Refusal, match="written to this person often"):
        scene.book(*[f"{local}+{number}@work.example" for number in range(40)])
    assert (User.objects.count(), Message.objects.count()) == (before, 0)


def test_one_who_is_refused_holds_up_nobody_else(scene: Scene, learner: User) -> None:
    """Nor is anybody else's message late: each has its own turn."""
    for _ in range(NAMED_A_DAY):
        book_stranger(scene)
    with pytest.raises(Refusal):
        book_stranger(scene)
    row = enrol(
        learner, scene.other, EnrolmentRequest(manager_email=BOSS), actor=learner, now=scene.now
    )
    assert {one.due_at for one in Message.objects.filter(about=row.ref)} == {scene.now}


def test_forty_colleagues_and_their_manager_are_booked_in_one_go(scene: Scene) -> None:
    rows = scene.book(*[f"teacher{number}@canalside.example" for number in range(40)], manager=BOSS)
    assert len(rows) == 40


def test_the_team_names_as_many_as_it_needs(scene: Scene, coordinator: User) -> None:
    scene.actor = coordinator
    for _ in range(2):
        scene.book(*[scene.stranger for _ in range(40)])
    assert not Tally.objects.exists()


def test_all_together_write_to_one_address_so_often(scene: Scene, coordinator: User) -> None:
    Option.objects.create(
        key=MAILS_RECEIVED.key, value=4, changed_by=coordinator, changed_at=scene.now
    )
    for number in range(2):
        scene.actor = make_person(f"p{number}@work.example", "P")
        take_and_give_back(scene, BOSS)
    scene.actor = make_person("p3@work.example", "P")
    with pytest.raises(Refusal, match="written to this person often"):
        take_and_give_back(scene, BOSS)
    take_and_give_back(scene, "other@work.example")


def test_addresses_are_not_kept(scene: Scene) -> None:
    take_and_give_back(scene, BOSS)
    kept = " ".join(f"{row.what} {row.digest}" for row in Tally.objects.all())
    assert "boss" not in kept
    assert scene.actor.ref not in kept


# Where an address is typed that may be anybody's: the door above that counts it, or who may.
FORMS = {
    "training/enrolments/forms/colleague.py": "book strangers",
    "training/enrolments/forms/substitution.py": "send strangers instead",
    "training/enrolments/forms/enrolment.py": "wait and leave",
    "training/enrolments/forms/waiting_list.py": "say yes and give it back",
    "site/people/forms/my.py": "name managers",
    "training/enrolments/forms/roster.py": "the office",
    "bookings/registers/forms/register.py": "facilitators",
    "site/accounts/forms/sign_in.py": "tests/accounts/sign_in/test_mail_limits.py",
}


def test_every_form_that_takes_an_address_has_its_door_here() -> None:
    forms = {name for name, _ in trees(ROOT) if "/forms/" in name and "/core/" not in name}
    typed = {name for name in forms if "EmailField" in (ROOT / name).read_text(encoding="utf-8")}
    assert typed == set(FORMS)
