"""Each rule has been seen to find a fault. That the demonstration keeps them: test_load.py."""

from core.changes.invariants import rules
from tests.accounts.test_invariants import PLANTS as OF_PEOPLE
from tests.bookings.registers.test_invariants import OF_VISITS
from tests.bookings.registers.test_invariants import PLANTS as OF_REGISTERS
from tests.certificates.papers.test_invariants import PLANTS as OF_PAPERS
from tests.core.changes.test_invariants import PLANTS as OF_MESSAGES
from tests.training.enrolments.test_invariants import PLANTS as OF_PLACES

LEAST = 20


def test_every_rule_has_a_fault_planted_for_it() -> None:
    planted = {*OF_PEOPLE, *OF_REGISTERS, *OF_VISITS, *OF_PAPERS, *OF_MESSAGES, *OF_PLACES}
    assert {rule.name for rule in rules()} == planted
    assert len(planted) >= LEAST
