"""Managers that people named, who asks to join a school, and an account that others try."""

from datetime import datetime, timedelta

from accounts.models import LineManager, Membership, Organisation, SignInHold, User
from config.demo.people import CROWD
from config.demo.world import World

TERM_BEGAN = timedelta(days=70)
State = LineManager.State
MEMBER, MANAGER = "member@canalside.example", "manager@canalside.example"


def load_managers(world: World) -> None:
    """One manager who said so too, one who has not, and one it is over with."""
    named_at = world.now - TERM_BEGAN
    mel, amina = world.accounts[MEMBER], world.accounts["amina@learner.example"]
    name(mel, MANAGER, State.CONFIRMED, named_at)
    name(amina, "team-leader@youthwork.example", State.NAMED, named_at)
    name(amina, "old-leader@youthwork.example", State.ENDED, named_at)
    load_request(world)
    load_hold(amina, world.now - timedelta(hours=3))


def load_hold(person: User, held_at: datetime) -> None:
    """Somebody tried wrong passwords at an account, and its owner was told."""
    SignInHold.objects.get_or_create(
        digest="0" * 64, defaults={"user": person, "held_at": held_at, "told_at": held_at}
    )


def name(person: User, email: str, state: State, named_at: datetime) -> None:
    soon = named_at + timedelta(days=2)
    LineManager.objects.get_or_create(
        person=person,
        email=email,
        defaults={
            "state": state,
            "named_at": named_at,
            "confirmed_at": soon if state != State.NAMED else None,
            "ended_at": named_at + timedelta(days=30) if state == State.ENDED else None,
        },
    )


def load_request(world: World) -> None:
    """Somebody without a school says that they work at the one with an account of its own."""
    school = Organisation.objects.get(urn="999001")
    person = next(one for one in world.people[:CROWD] if world.works_at.get(one.pk) is None)
    Membership.objects.get_or_create(
        user=person,
        organisation=school,
        defaults={
            "role": Membership.Role.MEMBER,
            "state": Membership.State.REQUESTED,
            "since": world.now - timedelta(days=1),
        },
    )
