"""The kinds of visitor, and the sets of them that rows of the table name.

A kind that comes later is a name here, a place in the sets it belongs to, and a person in
tests/doors/people.py.
"""

from dataclasses import dataclass

ANONYMOUS = "anonymous"
LEARNER = "learner"  # whose places, papers and interest stand in the addresses
MEMBER = "member of the school"
BOOKER = "booker of the school"  # whose bookings stand in the addresses
MANAGER = "manager of the school"
OTHER_MANAGER = "manager of another school"
LINE_MANAGER = "line manager of the learner"
REQUESTED = "asks to join the school"
FACILITATOR = "facilitator of the session"
OTHER_FACILITATOR = "facilitator of another session"
COORDINATOR = "coordinator"
LEAD = "lead"
LOCAL_LEAD = "lead of the school's borough alone"
SAFEGUARDING = "safeguarding lead"
REPORTS = "report viewer"
EDITOR = "editor"
ADMINISTRATOR = "administrator"
NO_FACTOR = "coordinator without a second factor"

KINDS = (
    *(ANONYMOUS, LEARNER, MEMBER, BOOKER, MANAGER, OTHER_MANAGER, LINE_MANAGER, REQUESTED),
    *(FACILITATOR, OTHER_FACILITATOR, COORDINATOR, LEAD, LOCAL_LEAD, SAFEGUARDING, REPORTS),
    *(EDITOR, ADMINISTRATOR, NO_FACTOR),
)
STAFF = (
    *(FACILITATOR, OTHER_FACILITATOR, COORDINATOR, LEAD, LOCAL_LEAD, SAFEGUARDING, REPORTS),
    *(EDITOR, ADMINISTRATOR, NO_FACTOR),
)


@dataclass(frozen=True)
class Who:
    """Whom an address lets in, and who of those finds the row that the row's references name.

    Written here and not read from the site's policies: what is compared must be said twice.
    """

    enter: frozenset[str]  # of the others a visitor is sent to sign in, a person told 403
    find: frozenset[str]  # of `enter`; the others are told that there is no such thing

    def only(self, *kinds: str) -> "Who":
        """The same policy, for a row that is these people's alone."""
        return Who(self.enter, self.enter & frozenset(kinds))

    def but(self, *kinds: str) -> "Who":
        """The same policy, for a row that these people do not find."""
        return Who(self.enter, self.enter - frozenset(kinds))


def let_in(*kinds: str) -> Who:
    return Who(frozenset(kinds), frozenset(kinds))


PUBLIC = let_in(*KINDS)
SIGNED_IN = let_in(*KINDS[1:])
OFFICE = let_in(COORDINATOR, LEAD, LOCAL_LEAD, NO_FACTOR)
WHOLE_OFFICE = let_in(COORDINATOR, LEAD, NO_FACTOR)
PEOPLE = let_in(COORDINATOR, LEAD, LOCAL_LEAD, ADMINISTRATOR, NO_FACTOR)
WORDINGS = let_in(COORDINATOR, LEAD, ADMINISTRATOR, NO_FACTOR)
LIMITS = let_in(LEAD, ADMINISTRATOR)
ROLES = let_in(ADMINISTRATOR)
ROOM = let_in(FACILITATOR, OTHER_FACILITATOR)
REGISTERS = let_in(FACILITATOR, OTHER_FACILITATOR, COORDINATOR, LEAD, LOCAL_LEAD, NO_FACTOR)
REACH = let_in(REPORTS, ADMINISTRATOR, COORDINATOR, LEAD, LOCAL_LEAD, NO_FACTOR)
SCHOOLS = let_in(BOOKER, MANAGER, OTHER_MANAGER)
JOINING = let_in(MANAGER, OTHER_MANAGER, COORDINATOR, LEAD, LOCAL_LEAD, NO_FACTOR)
CMS = let_in(EDITOR, COORDINATOR, LEAD, ADMINISTRATOR, NO_FACTOR)
NOBODY = let_in()

# Of a person who acts for no organisation: they are of no borough.
UNTIED_PEOPLE, UNTIED = PEOPLE.but(LOCAL_LEAD), OFFICE.but(LOCAL_LEAD)
OWN = SIGNED_IN.only(LEARNER)
ORDERS = SCHOOLS.only(BOOKER, MANAGER)
SESSION = REGISTERS.but(OTHER_FACILITATOR)
# Where staff are let in before they have used their second factor: to do so, and what needs none.
WITHOUT_FACTOR = ("/accounts/", "/static/", "/healthz", "/readyz", "/demo/")
