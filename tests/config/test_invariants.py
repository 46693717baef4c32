"""Each rule has been seen to find a fault. That the demonstration keeps them: test_load.py."""

from core.changes.invariants import RULES
from tests.accounts.test_invariants import PLANTS as OF_PEOPLE
from tests.bookings.evaluation.test_invariants import PLANTS as OF_EVALUATION
from tests.bookings.registers.test_invariants import COUNTED
from tests.bookings.registers.test_invariants import PLANTS as OF_REGISTERS
from tests.bookings.rota.test_invariants import PLANTS as OF_ROTA
from tests.bookings.visits.test_invariants import PLANTS as OF_VISITS
from tests.certificates.papers.test_invariants import PLANTS as OF_PAPERS
from tests.core.changes.test_invariants import PLANTS as OF_MESSAGES
from tests.training.enrolments.test_invariants import PLANTS as OF_PLACES
from tests.training.events.test_invariants import PLANTS as OF_VENUES

LEAST = 20
OF_VERSIONS = (  # each has a test of its own, beside its app
    *("course-teaches-its-newest-version", "versions-are-numbered"),
    *("event-runs-a-version-of-its-course", "role-group-is-of-one-framework"),
    "course-is-found-by-its-title",
)


def test_every_rule_has_a_fault_planted_for_it() -> None:
    of_bookings = {*OF_ROTA, *OF_VISITS, *OF_REGISTERS, *COUNTED, *OF_EVALUATION}
    planted = {
        *OF_PEOPLE,
        *OF_VERSIONS,
        *OF_VENUES,
        *OF_PLACES,
        *of_bookings,
        *OF_PAPERS,
        *OF_MESSAGES,
    }
    assert {rule.name for rule in RULES} == planted
    assert len(planted) >= LEAST
