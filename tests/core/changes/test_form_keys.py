"""One form key, one effect."""

from uuid import uuid4

import pytest
from django.db.models import TextChoices

from core.changes.form_keys import fingerprint, once
from core.errors import Refusal
from core.models import FormKey
from tests.refusals import refused

pytestmark = pytest.mark.django_db


class Status(TextChoices):
    OFFERED = "offered", "Offered"


@pytest.mark.guard("one form key, one effect")
def test_the_same_key_acts_once_and_repeats_its_answer() -> None:
    key, done = uuid4(), []

    def act() -> str:
        done.append(1)
        return f"row-{len(done)}"

    first = once("user:1", key, "asked", act)
    second = once("user:1", key, "asked", act)

    assert (first.ref, first.repeated) == ("row-1", False)
    assert (second.ref, second.repeated) == ("row-1", True)
    assert len(done) == 1


@pytest.mark.parametrize(
    "result",
    ["row", "two words", "", 3, 0, ["offered", "waiting"], [], {"ref": "a b", "status": "offered"}],
)
def test_what_came_of_it_is_the_same_at_the_first_click_and_at_a_repeat(result: object) -> None:
    key = uuid4()

    first = once("user:1", key, "asked", lambda: result)  # type: ignore[type-var]
    again = once("user:1", key, "asked", lambda: "another")

    assert (first.result, first.repeated) == (result, False)
    assert (again.result, again.repeated) == (result, True)


def test_what_json_would_change_is_changed_at_the_first_click_already() -> None:
    once_more = {"status": Status.OFFERED, "refs": ("a", "b")}

    first = once("user:1", uuid4(), "asked", lambda: once_more)

    assert first.result == {"status": "offered", "refs": ["a", "b"]}
    assert type(first.result["status"]) is str


@pytest.mark.django_db(transaction=True)
def test_what_is_no_small_value_keeps_no_key() -> None:
    with pytest.raises(TypeError):
        once("user:1", uuid4(), "asked", lambda: {"row": object()})

    assert not FormKey.objects.exists()


@pytest.mark.guard("a key with other answers")
def test_the_same_key_with_other_answers_is_refused() -> None:
    key = uuid4()
    once("user:1", key, fingerprint("POST", "/a", 1), lambda: "row")

    with refused("stale_key"):
        once("user:1", key, fingerprint("POST", "/a", 2), lambda: "row")


@pytest.mark.guard("a key is its person's")
def test_another_person_may_have_the_same_key() -> None:
    key = uuid4()

    assert once("user:1", key, "asked", lambda: "mine").ref == "mine"
    assert once("user:2", key, "asked", lambda: "theirs").ref == "theirs"
    assert once("user:2", key, "asked", lambda: "again").ref == "theirs"


@pytest.mark.django_db(transaction=True)
def test_a_refusal_keeps_no_key_so_that_it_can_be_tried_again() -> None:
    key = uuid4()

    def refuse() -> str:
        raise Refusal("Full.")

    with pytest.raises(Refusal):
        once("user:1", key, "asked", refuse)

    assert not FormKey.objects.exists()
    assert once("user:1", key, "asked", lambda: "row").ref == "row"


@pytest.mark.django_db(transaction=True)
def test_a_crash_keeps_neither_key_nor_effect() -> None:
    def crash() -> str:
        FormKey.objects.create(actor="effect", key=uuid4(), fingerprint="")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once("user:1", uuid4(), "asked", crash)

    assert not FormKey.objects.exists()
