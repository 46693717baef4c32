"""One class says no, with a code; a subclass is for what product code catches by its type."""

import ast
from pathlib import Path

import pytest

from core.errors import Refusal
from tests.refusals import refused

ROOT = Path(__file__).parents[2]
PRODUCT = ("site", "training", "bookings", "certificates")


def test_a_refusal_has_words_and_a_code() -> None:
    with refused("too_late", match="Choose a later day"):
        raise Refusal("Choose a later day.", code="too_late")


class AccountClosedError(Refusal):
    words = "The account is closed."


def test_a_subclass_is_its_own_code() -> None:
    assert (AccountClosedError().code, Refusal().code) == ("account_closed", "refused")
    assert str(AccountClosedError()) == AccountClosedError.words


def test_another_code_is_not_the_one_that_was_meant() -> None:
    with pytest.raises(AssertionError), refused("too_late"):
        raise Refusal("Choose an earlier day.", code="too_early")


def names(node: ast.AST | None) -> set[str]:
    """The names that stand in a piece of code."""
    if node is None:
        return set()
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def is_refusal(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "Refusal" for base in node.bases)


def test_a_type_of_its_own_is_for_what_is_caught_by_type() -> None:
    declared: set[str] = set()
    caught: set[str] = set()
    for folder in PRODUCT:
        for file in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.ExceptHandler):
                    caught |= names(node.type)
                elif isinstance(node, ast.ClassDef) and is_refusal(node):
                    declared.add(node.name)

    assert declared - caught == set()
