"""The whole demonstration keeps every rule, and each rule has been seen to find a fault."""

import pytest

from config.demo.world import World
from core.changes.invariants import RULES, check
from tests.accounts.test_invariants import PLANTS as OF_PEOPLE
from tests.bookings.registers.test_invariants import OF_VISITS
from tests.bookings.registers.test_invariants import PLANTS as OF_REGISTERS
from tests.cast import NOW
from tests.certificates.papers.test_invariants import PLANTS as OF_PAPERS
from tests.config.demo.conftest import demo
from tests.core.changes.test_invariants import PLANTS as OF_MESSAGES
from tests.training.enrolments.test_invariants import PLANTS as OF_PLACES

__all__ = ["demo"]
pytestmark = pytest.mark.django_db
LEAST = 20


def test_every_rule_has_a_fault_planted_for_it() -> None:
    planted = {*OF_PEOPLE, *OF_REGISTERS, *OF_VISITS, *OF_PAPERS, *OF_MESSAGES, *OF_PLACES}
    assert {rule.name for rule in RULES} == planted
    assert len(planted) >= LEAST


def test_the_demonstration_keeps_every_rule(demo: World) -> None:
    assert [(one.rule.name, one.offenders) for one in check(NOW) if not one.holds] == []
