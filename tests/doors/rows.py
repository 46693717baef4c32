"""The table of addresses: one row an address, by the path that one of each kind is at.

A new address of ours needs a row in the list of its app: the path with `{names}` of what
tests/doors/world.py makes, whom it lets in (tests/doors/visitors.py), and what those people are
answered when that is not a page. A form also says what its own page does not give, so that it can
be sent. An address of another package belongs to a row of PACKAGES by how it begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.doors import visitors as kind
from tests.doors.visitors import (
    CMS,
    JOINING,
    LIMITS,
    NOBODY,
    OFFICE,
    ORDERS,
    OWN,
    PEOPLE,
    PUBLIC,
    REACH,
    ROLES,
    ROOM,
    SCHOOLS,
    SESSION,
    SIGNED_IN,
    UNTIED,
    UNTIED_PEOPLE,
    WHOLE_OFFICE,
    WORDINGS,
    Who,
)

PAGE, ON, MISSING, NO, INVALID, DOWN = 200, 302, 404, 405, 422, 503
Status = int | tuple[int, ...]


@dataclass(frozen=True)
class Row:
    """An address, who may, and what those who may are answered."""

    path: str
    who: Who
    get: Status = PAGE
    post: Status | None = None  # to an empty one; None: as to a GET
    # Of a form that changes something: the answers that its page alone does not give. It is sent,
    # and must be taken, by the first of `who.find`, or `by`.
    form: Mapping[str, Any] | None = None
    by: str = ""
    page: str = ""  # where the form stands, when that is another address
    twice: bool = False  # the first time the form is sent, it asks for more
    previews: bool = False  # the form only shows what would come of it
    tells: tuple[str, ...] = ()  # words that its mail says, of whoever acts or gave a place up
    looking: Who | None = None  # who a GET lets in, where that asks for no row: it leads back
    any_pair: bool = False  # its two references need not belong together

    @property
    def sender(self) -> str:
        """Who of those whom its rows are for asks for them."""
        return self.by or next(one for one in kind.KINDS[1:] if one in self.who.find)

    def who_by(self, method: str) -> Who:
        return self.looking if self.looking and method == "GET" else self.who

    def statuses(self, method: str) -> tuple[int, ...]:
        """What those who may are answered."""
        found = self.get if method == "GET" or self.post is None else self.post
        return found if isinstance(found, tuple) else (found,)


def form_at(path: str, who: Who, form: Mapping[str, Any] | None = None, **more: Any) -> Row:
    """A page with a form that says what is missing when it is sent empty."""
    return Row(path, who, post=INVALID, form=form or {}, **more)


IN_CORE = (
    Row("/healthz", PUBLIC),
    Row("/readyz", PUBLIC, get=DOWN),
    Row("/media/images/x.png", PUBLIC, get=MISSING),
    form_at("/team/settings/", WHOLE_OFFICE),
    # Nothing that is compared changes: whatever failed is due now.
    form_at("/team/health/", WHOLE_OFFICE, previews=True),
    Row("/team/messages/", OFFICE),
    form_at("/team/messages/retry/", OFFICE),
    Row("/team/messages/{letter}/", UNTIED),
    form_at("/team/messages/{letter}/cancel/", UNTIED),
    form_at("/team/messages/{letter}/resend/", UNTIED),
    form_at("/team/messages/{stuck}/retry/", OFFICE),
    Row("/styleguide/", PUBLIC),
    Row("/cms/wording/", WORDINGS),
    form_at("/cms/wording/enrolments/offer_made/reset/", WORDINGS),
    form_at("/cms/wording/enrolments/offer_made/", WORDINGS),
)
IN_ACCOUNTS = (
    Row("/accounts/", SIGNED_IN),
    form_at("/accounts/details/", SIGNED_IN, {"job_title": "Teacher"}),
    Row("/accounts/signup/", PUBLIC, get=(PAGE, ON)),
    Row("/cms/users/", PUBLIC, get=MISSING),
    Row("/cms/account/", SIGNED_IN, get=ON),
)
IN_COURSES = (Row("/framework/", PUBLIC),)
# What the forms are sent with that their pages do not give.
KEY = "1b4e28ba-2fa1-41d2-883f-0016d3cca427"
DAY = {"date_1_day": "3", "date_1_month": "3", "date_1_year": "2027", "start_1": "9:30am"}
NEW_EVENT = {**DAY, "capacity": "20"}
UNTIL = {"last_date_day": "30", "last_date_month": "6", "last_date_year": "2027"}
FROM = {"first_date_day": "3", "first_date_month": "3", "first_date_year": "2027"}
SERIES = {**FROM, **UNTIL, "start_1": "9:30am", "capacity": "20"}
VENUE = "/team/venues/{venue}/"
IN_EVENTS = (
    Row("/dates.ics", PUBLIC),
    Row("/dates/", PUBLIC),
    form_at("/team/events/series/?course=taught", WHOLE_OFFICE, SERIES, twice=True),
    form_at("/team/events/new/?course=taught", OFFICE, NEW_EVENT),
    Row("/team/venues/", OFFICE),
    form_at("/team/venues/new/", OFFICE, {"postcode": "B1 1BB"}),
    Row(VENUE, OFFICE),
    form_at(f"{VENUE}edit/", OFFICE, {"contact": "Somebody else"}),
    form_at(f"{VENUE}retire/", OFFICE),
    form_at("/team/venues/{empty_venue}/delete/", OFFICE),
    form_at(f"{VENUE}rooms/new/", OFFICE),
    form_at(f"{VENUE}rooms/{{room}}/", OFFICE, {"capacity": "41"}),
    form_at(f"{VENUE}rooms/{{room}}/remove/", OFFICE),
)
COLLEAGUE = {
    "name_1": "New Person",
    "email_1": "new.person@learner.example",
    "more": None,
    **dict.fromkeys(("name_2", "email_2", "name_3", "email_3"), ""),
}
CHECKED = {"is_checked": "yes"}  # the second look of two
SEVERAL = {"do": "cancel", "people": ["{place}"], "reason": "Flood", **CHECKED}
ROSTER = b"Name,Email\nNew Person,new.person@learner.example\n"
SEALED = {"people": "{sealed}", "form_key": KEY}
COLLEAGUES = SIGNED_IN.only(kind.MEMBER, kind.BOOKER, kind.MANAGER, kind.OTHER_MANAGER)
PLACE = "/team/events/{event}/people/{place}"
IN_ENROLMENTS = (
    Row("/dates/{free_event}/", PUBLIC),
    Row("/dates/{free_event}/calendar.ics", PUBLIC),
    form_at("/dates/{free_event}/enrol/", SIGNED_IN),
    form_at("/interest/{course}/", SIGNED_IN, by=kind.MEMBER),
    form_at("/my/interest/{interest}/withdraw/", OWN),
    form_at("/dates/{full_event}/wait/", SIGNED_IN),
    form_at("/my/places/{waiting}/leave/", OWN),
    form_at("/my/places/{offered}/yes/", OWN),
    form_at("/my/places/{offered}/no/", OWN),
    form_at("/dates/{free_event}/colleagues/", COLLEAGUES, COLLEAGUE, tells=("member",)),
    form_at("/my/bookings/{booked}/take-back/", SIGNED_IN.only(kind.BOOKER)),
    form_at("/places/{consent}/", PUBLIC, by=kind.MEMBER),
    form_at("/approvals/{approval}/", PUBLIC, by=kind.LINE_MANAGER),
    Row("/my/places/{place}/", OWN),
    Row("/my/places/{place}/calendar.ics", OWN),
    form_at("/my/places/{place}/cancel/", OWN),
    form_at("/my/places/{place}/move/", OWN),
    form_at("/my/places/{place}/colleague/", OWN, tells=("pro",)),
    form_at("/my/places/{moved}/keep/", OWN),
    form_at("/my/calendar/", SIGNED_IN),
    form_at("/my/calendar/revoke/", SIGNED_IN),
    Row("/my/calendar/{feed}.ics", PUBLIC),
    Row("/team/events/", OFFICE),
    Row("/team/events/series/{series}/", WHOLE_OFFICE),
    Row("/team/events/{event}/", OFFICE),
    form_at("/team/events/{event}/cancel/", OFFICE),
    form_at("/team/events/{event}/message/", OFFICE, {"to": "coming", **CHECKED}),
    Row("/team/events/{event}/people.csv", OFFICE),
    Row("/team/events/{event}/people.xlsx", OFFICE),
    form_at("/team/events/{event}/people/add/", OFFICE),
    form_at("/team/events/{event}/import/", OFFICE, {"file": ROSTER}, previews=True),
    Row("/team/events/{event}/import/template.xlsx", OFFICE),
    form_at("/team/events/{event}/import/check/", OFFICE, SEALED, get=ON),
    form_at("/team/events/{event}/import/{batch}/undo/", OFFICE),
    form_at("/team/events/{event}/people/several/", OFFICE, SEVERAL),
    form_at("/team/events/{event}/capacity/", OFFICE, {"capacity": "40"}),
    form_at("/team/events/{event}/minimum/", OFFICE),
    form_at("/team/events/{outdated_event}/version/", OFFICE),
    form_at(f"{PLACE}/cancel/", OFFICE),
    form_at(f"{PLACE}/move/", OFFICE),
    form_at(f"{PLACE}/colleague/", OFFICE, tells=("pro",)),
    form_at("/team/events/{booked_event}/people/{booked}/offer-again/", OFFICE),
    form_at("/team/events/{awaiting_event}/people/{awaiting}/approve/", OFFICE),
    form_at("/team/events/{awaiting_event}/people/{awaiting}/decline/", OFFICE),
)
CHECK = {
    "kind": "dbs",
    "made_date_day": "3",
    "made_date_month": "3",
    "made_date_year": "2026",
    "due_date_day": "3",
    "due_date_month": "3",
    "due_date_year": "2029",
}
IN_ROTA = (
    form_at("/team/events/{event}/move/", OFFICE, {"start_1": "2pm"}),
    Row("/team/facilitators/", OFFICE),
    Row("/team/facilitators/{facilitator}/", WHOLE_OFFICE),
    form_at("/team/facilitators/{facilitator}/edit/", WHOLE_OFFICE, {"courses": "taught"}),
    form_at("/team/facilitators/{facilitator}/checks/new/", WHOLE_OFFICE, CHECK),
    form_at("/team/facilitators/{facilitator}/checks/{check}/withdraw/", WHOLE_OFFICE),
    Row("/my/checks/", ROOM),
)
GROUPS = {
    "groups-0-who": "pupils",
    "groups-0-year_group": "Y9",
    "groups-0-last_year_group": "",
    "groups-0-scope": "class",
    "groups-0-label": "9A",
    "groups-0-expected": "28",
    "groups-TOTAL_FORMS": "1",
}
AGREED = ["present", "dsl", "disclosure", "affected", "parents", "photos"]
WISHED = {
    "preferred_date_day": "3",
    "preferred_date_month": "3",
    "preferred_date_year": "2027",
}
ORDER = {**GROUPS, **WISHED, "agreement": AGREED, "add_group": None}
STAFFED = "/team/sessions/{staffed_session}/facilitators/"
IN_VISITS = (
    Row("/workshops/", PUBLIC),
    Row("/bookings/", SCHOOLS),
    form_at("/bookings/new/?course=workshop", SCHOOLS, ORDER),
    Row("/bookings/after-an-incident/", PUBLIC),
    Row("/bookings/{requested}/", ORDERS),
    form_at("/bookings/{offered_booking}/accept/", ORDERS),
    form_at("/bookings/{requested}/cancel/", ORDERS),
    Row("/bookings/{confirmed}/visit.ics", ORDERS),
    Row("/team/bookings/", OFFICE),
    Row("/team/bookings/{requested}/", OFFICE),
    form_at("/team/bookings/{requested}/schedule/", OFFICE, {"start_1": "9:30am"}),
    form_at("/team/bookings/{offered_booking}/confirm/", OFFICE),
    form_at("/team/bookings/{requested}/decline/", OFFICE),
    form_at("/team/bookings/{confirmed}/cancel/", OFFICE),
    form_at("/team/sessions/{event_session}/facilitators/", OFFICE),
    form_at(f"{STAFFED}{{facilitator}}/release/", OFFICE),
)
IN_REGISTERS = (
    Row("/today/", ROOM),
    form_at("/registers/{visit}/", SESSION),
    form_at("/registers/{marked}/close/", SESSION),
    form_at("/registers/{visit}/not-delivered/", SESSION),
    form_at("/registers/{closed}/reopen/", SESSION),
    form_at("/team/walk-ins/{walk_in}/", OFFICE),
)
IN_EVALUATION = (
    form_at("/feedback/{feedback}/", PUBLIC),
    form_at("/my/places/{asked}/feedback/", OWN),
    Row("/team/events/{answered_event}/answers/", OFFICE),
    Row("/team/events/{answered_event}/answers.csv", OFFICE),
)
WHOSE = {"reference": "{certificate}", "surname": "Quillnorthpro"}
IN_PAPERS = (
    Row("/my/certificates/{certificate}.pdf", OWN),
    Row("/my/certificates/{certificate}/", OWN),
    form_at("/verify/", PUBLIC, WHOSE, previews=True),
    Row("/verify/{code}/", PUBLIC),
)
PERSON = "/team/people/{professional}/"
PAPER = f"{PERSON}certificates/{{certificate}}/"
TIED = (kind.MEMBER, kind.BOOKER, kind.MANAGER, kind.REQUESTED)
MANAGED = SIGNED_IN.only(kind.LINE_MANAGER)
IN_PEOPLE = (
    Row("/my/", SIGNED_IN),
    form_at("/my/manager/", SIGNED_IN),
    Row("/my/manager/end/", SIGNED_IN, get=ON, form={}, page="/my/manager/"),
    Row("/my/team/", SIGNED_IN),
    Row("/my/team/{member}/yes/", MANAGED, get=ON, form={}, page="/my/team/"),
    Row("/my/team/{professional}/no/", MANAGED, get=ON, form={}, page="/my/team/"),
    form_at("/my/work/?q=School", SIGNED_IN, tells=("pro", "promail")),
    form_at("/my/work/{school}/leave/", SIGNED_IN.only(*TIED)),
    Row(
        "/my/work/{school}/withdraw/",
        SIGNED_IN.only(*TIED),
        get=ON,
        form={},
        page="/my/work/",
        by=kind.REQUESTED,
        looking=SIGNED_IN,
    ),
    Row("/my/requests/", JOINING),
    Row(
        "/my/requests/{asking}/{school}/",
        JOINING.but(kind.OTHER_MANAGER),
        get=ON,
        form={},
        page="/my/requests/",
        looking=JOINING,
    ),
    Row("/team/people/", PEOPLE),
    Row(PERSON, UNTIED_PEOPLE),
    Row(f"{PERSON}merge/", WHOLE_OFFICE),
    form_at(f"{PERSON}merge/{{member}}/", WHOLE_OFFICE, any_pair=True),
    form_at("/team/people/{member}/name/", OFFICE, {"name": "Nim Other"}),
    form_at(f"{PERSON}organisations/add/?q=School", UNTIED_PEOPLE),
    form_at("/team/people/{member}/organisations/{school}/end/", PEOPLE),
    form_at(f"{PERSON}roles/add/", ROLES, {"areas": None}),
    form_at("/team/people/{staff}/roles/coordinator/revoke/", ROLES),
    form_at("/team/people/{local_lead}/roles/lead/boroughs/", LIMITS, {"areas": ["{other_area}"]}),
    form_at("/team/people/{member}/certificates/issue/{unpapered}/", OFFICE),
    form_at(f"{PAPER}replace/", UNTIED),
    form_at(f"{PAPER}withdraw/", UNTIED),
)
IN_REPORTS = (
    Row("/team/", OFFICE),
    Row("/reports/", REACH),
    Row("/reports/2026-11/", REACH),
    Row("/reports/2026-11.csv", REACH),
)
IN_SITE = (
    Row("/sitemap.xml", PUBLIC),
    Row("/robots.txt", PUBLIC),
    Row("/search/", PUBLIC),
    Row("/news/feed/", PUBLIC, get=MISSING),
    Row("/cms/reports/broken-links/", CMS),
    Row("/cms/login/", PUBLIC, get=ON),
    Row("/cms/password_reset/", PUBLIC, get=ON),
    Row("/cms/test404/", NOBODY),
    Row("/_util/login/", NOBODY),
    Row("/documents/1/x.pdf", PUBLIC, get=MISSING),
    Row("/", PUBLIC),
    Row("/demo/", PUBLIC, post=NO),
    Row("/demo/sign-in/{member}/", PUBLIC, get=NO, post=MISSING),
    Row("/demo/mail/{letter}/", PUBLIC, post=NO),
    Row("/demo/mail/{letter}/dates.ics", PUBLIC, get=MISSING, post=NO),
)
ROWS = (
    *(*IN_CORE, *IN_ACCOUNTS, *IN_COURSES, *IN_EVENTS, *IN_ENROLMENTS, *IN_ROTA, *IN_VISITS),
    *(*IN_REGISTERS, *IN_EVALUATION, *IN_PAPERS, *IN_PEOPLE, *IN_REPORTS, *IN_SITE),
)
# Files, which the server hands out before it asks the resolver.
FILES = (
    Row("/static/{stylesheet}", PUBLIC, post=NO),
    Row("/static/x/../../manage.py", PUBLIC, get=MISSING),
    Row("/media/original_images/x.png", PUBLIC, get=MISSING),
    Row("/media/documents/x.pdf", PUBLIC, get=MISSING),
)
# Looks at which a package fails by itself, for those who may.
FAILURES = {
    "/cms/failwhale/": "a sample of a failure",
    "/cms/pages/1/set_position/": "page 1 is the root, which stands in no order",
}
# Addresses of other packages, by how their routes begin; the longest that fits counts. Those who
# may are answered by the package: with anything but a failure.
PACKAGES = {
    "accounts/": PUBLIC,
    "accounts/email/": SIGNED_IN,
    "accounts/password/change/": SIGNED_IN,
    "accounts/password/set/": SIGNED_IN,
    "accounts/reauthenticate/": SIGNED_IN,
    "accounts/2fa/": SIGNED_IN,
    "accounts/2fa/authenticate/": PUBLIC,
    "cms/": CMS,
    "documents/": PUBLIC,
    "_util/authenticate_with_password/": PUBLIC,
}
