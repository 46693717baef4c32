"""Every screen of the site: its name in the URL resolver, who may see it, and how one gets there.

A new address needs a line in SCREENS, or in NO_SCREEN with the reason: a test compares them with
the resolver. `{names}` in addresses come from tests.screen_rows.refs(). A page type of the CMS
needs nothing here: its live pages are found in the demonstration.
"""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.journeys import steps
from tests.server import House

VISITOR = ""
LEARNER, MEMBER = "Amina Rashid", "Tariq Mahmood"
BOOKER, OTHER_BOOKER, MANAGER = "Bola Adeyemi", "Carys Bevan", "Mary Donnelly"
FACILITATOR, OTHER_FACILITATOR = "Jordan Ellis", "Priya Nandra"
OFFICE, REPORTS, SAFEGUARDING = "Cora Whitfield", "Rita Kowalczyk", "Sunita Sharma"
LEAD, ADMINISTRATOR = "Lena Osei", "Ada Petrou"
PASSWORD = "be-the-one-who-stands-up"


@dataclass(frozen=True)
class Screen:
    """One state of one page."""

    name: str  # in the URL resolver
    path: str
    who: str = VISITOR
    state: str = ""
    fill: dict[str, str] = field(default_factory=dict)  # by label
    press: str = ""  # the button that is pressed then
    leads_to: str = ""  # where that ends, when it is another page

    @property
    def words(self) -> str:
        """What stands in a message about it."""
        return " ".join(
            part for part in (self.path, self.state, f"as {self.who or 'visitor'}") if part
        )

    @property
    def has_errors(self) -> bool:
        """Whether it shows a form that was refused."""
        return bool(self.press) and not self.leads_to

    def open(self, page: Page, house: House, refs: dict[str, str]) -> int:
        """Go there, and do what brings the state about. Returns the HTTP status of the page."""
        answer = page.goto(house.base_url + self.path.format_map(refs))
        for label, value in self.fill.items():
            page.get_by_role("main").get_by_label(label, exact=True).fill(value)
        if self.press:
            with page.expect_navigation() as waiting:
                steps.press(page, self.press)
            answer = waiting.value
        assert answer is not None
        return answer.status


def refs_of(house: House) -> dict[str, str]:
    """The rows that stand in addresses, once the house has settled down."""
    house.wait_for(lambda: house.call("tests.screen_rows", "is_settled"), "quiet worker", 120)
    house.call("tests.screen_rows", "reopen")
    found: dict[str, str] = house.call("tests.screen_rows", "refs")
    return found


def refused(name: str, path: str, press: str, who: str = VISITOR, **fill: str) -> Screen:
    """A form sent with nothing in it, or with what the keywords say."""
    return Screen(name, path, who, "refused", fill=fill, press=press)


ACCOUNT = (
    Screen("accounts:account_create", "/accounts/signup/"),
    refused("accounts:account_create", "/accounts/signup/", "Create an account"),
    Screen("account_login", "/accounts/login/"),
    refused("account_login", "/accounts/login/", "Sign in"),
    Screen("account_request_login_code", "/accounts/login/code/"),
    refused("account_request_login_code", "/accounts/login/code/", "Send the code"),
    Screen(
        "account_confirm_login_code",
        "/accounts/login/code/",
        state="code sent",
        fill={"Email address": "amina@learner.example"},
        press="Send the code",
        leads_to="/accounts/login/code/confirm/",
    ),
    Screen(
        "mfa_authenticate",
        "/accounts/login/",
        state="second step",
        fill={"Email address": "coordinator@vrp.example", "Password": PASSWORD},
        press="Sign in",
        leads_to="/accounts/2fa/authenticate/",
    ),
    Screen("account_inactive", "/accounts/inactive/"),
    Screen("account_reset_password", "/accounts/password/reset/"),
    refused("account_reset_password", "/accounts/password/reset/", "Send the link"),
    Screen("account_reset_password_done", "/accounts/password/reset/done/"),
    Screen("account_reset_password_from_key", "/accounts/password/reset/key/a-b/"),
    Screen("account_reset_password_from_key_done", "/accounts/password/reset/key/done/"),
    Screen("accounts:person_detail", "/accounts/", LEARNER),
    Screen("accounts:person_detail", "/accounts/", BOOKER),
    Screen("accounts:person_detail", "/accounts/", SAFEGUARDING),
    Screen("accounts:person_edit", "/accounts/details/", LEARNER),
    refused("accounts:person_edit", "/accounts/details/", "Save", LEARNER, **{"Full name": ""}),
    Screen("account_logout", "/accounts/logout/", LEARNER),
    Screen("account_email", "/accounts/email/", LEARNER),
    Screen("account_change_password", "/accounts/password/change/", LEARNER),
    refused(
        "account_change_password", "/accounts/password/change/", "Change the password", LEARNER
    ),
    Screen("account_reauthenticate", "/accounts/reauthenticate/", LEARNER),
    Screen("mfa_index", "/accounts/2fa/", LEARNER),
    Screen("mfa_index", "/accounts/2fa/", OFFICE),
    Screen("mfa_activate_totp", "/accounts/2fa/totp/activate/", LEARNER),
    refused("mfa_activate_totp", "/accounts/2fa/totp/activate/", "Continue", LEARNER),
    Screen("mfa_reauthenticate", "/accounts/2fa/reauthenticate/", OFFICE),
    Screen("mfa_deactivate_totp", "/accounts/2fa/totp/deactivate/", OFFICE),
    Screen("mfa_generate_recovery_codes", "/accounts/2fa/recovery-codes/generate/", OFFICE),
)
TEAM_PLACE = "/team/events/{place_event}/people/{place}"
TEAM_PLACE = "/team/events/{place_event}/people/{place}/"
TRAINING = (
    Screen("training:event_list", "/dates/"),
    Screen("training:event_list", "/dates/?view=month", state="month"),
    Screen("training:event_list", "/dates/?area=330&places=yes", state="filtered"),
    Screen("training:framework_detail", "/framework/"),
    Screen("training:event_detail", "/dates/{vawg_event}/"),
    Screen("training:event_detail", "/dates/{full_event}/", state="full"),
    Screen("training:event_detail", "/dates/{free_event}/", LEARNER),
    Screen("training:waiting_create", "/dates/{full_event}/wait/", FACILITATOR),
    refused(
        "training:waiting_create", "/dates/{full_event}/wait/", "Join the waiting list", FACILITATOR
    ),
    Screen("training:interest_create", "/interest/faith-toolkit-roadshow/", BOOKER),
    Screen("training:interest_create", "/interest/faith-toolkit-roadshow/", MEMBER, "asked"),
    Screen("training:interest_create", "/interest/preventing-vawg/", MEMBER, "there is a date"),
    Screen("training:interest_withdraw", "/my/interest/{interest}/withdraw/", MEMBER),
    Screen("training:enrolment_detail", "/my/places/{waiting}/", LEARNER, "waiting"),
    Screen("training:waiting_leave", "/my/places/{waiting}/leave/", LEARNER),
    Screen("training:enrolment_detail", "/my/places/{offer}/", LEARNER, "offered"),
    Screen("training:offer_accept", "/my/places/{offer}/yes/", LEARNER),
    Screen("training:offer_decline", "/my/places/{offer}/no/", LEARNER),
    Screen("training:enrolment_create", "/dates/{free_event}/enrol/", LEARNER),
    refused("training:enrolment_create", "/dates/{free_event}/enrol/", "Take a place", LEARNER),
    Screen("training:enrolment_detail", "/my/places/{place}/", LEARNER),
    Screen("training:enrolment_cancel", "/my/places/{place}/cancel/", LEARNER),
    Screen("training:enrolment_move", "/my/places/{place}/move/", LEARNER),
    refused("training:enrolment_move", "/my/places/{place}/move/", "Move my place", LEARNER),
    Screen("training:enrolment_colleague", "/my/places/{place}/colleague/", LEARNER),
    refused(
        "training:enrolment_colleague",
        "/my/places/{place}/colleague/",
        "Give my place to them",
        LEARNER,
    ),
    Screen("training:team_place_cancel", f"{TEAM_PLACE}/cancel/", OFFICE),
    refused("training:team_place_cancel", f"{TEAM_PLACE}/cancel/", "Cancel the place", OFFICE),
    Screen("training:team_place_move", f"{TEAM_PLACE}/move/", OFFICE),
    Screen("training:team_place_substitute", f"{TEAM_PLACE}/colleague/", OFFICE),
    Screen("training:calendar_detail", "/my/calendar/", LEARNER),
    Screen(
        "training:calendar_detail",
        "/my/calendar/",
        MEMBER,
        "made",
        press="Make my address",
        leads_to="/my/calendar/",
    ),
    Screen("training:calendar_revoke", "/my/calendar/revoke/", LEARNER),
    Screen("training:team_event_list", "/team/events/", OFFICE),
    Screen("training:team_event_create", "/team/events/new/", OFFICE),
    Screen("training:team_event_create", "/team/events/new/?course=preventing-vawg", OFFICE),
    refused(
        "training:team_event_create",
        "/team/events/new/?course=preventing-vawg",
        "Open this date",
        OFFICE,
    ),
    Screen("training:team_event_detail", "/team/events/{vawg_event}/", OFFICE),
    Screen("training:team_event_detail", "/team/events/{past_event}/", OFFICE, "past"),
    Screen("training:team_event_cancel", "/team/events/{vawg_event}/cancel/", OFFICE),
    Screen("training:team_event_capacity", "/team/events/{vawg_event}/capacity/", OFFICE),
    Screen(
        "training:team_event_capacity",
        "/team/events/{vawg_event}/capacity/?places=1",
        OFFICE,
        "who leaves",
    ),
    Screen("training:team_event_minimum", "/team/events/{vawg_event}/minimum/", OFFICE),
    refused(
        "training:team_event_minimum",
        "/team/events/{vawg_event}/minimum/",
        "Run it anyway",
        OFFICE,
    ),
    Screen("bookings:team_event_move", "/team/events/{vawg_event}/move/", OFFICE),
    Screen("training:team_event_message", "/team/events/{vawg_event}/message/", OFFICE),
    refused(
        "training:team_event_message", "/team/events/{vawg_event}/message/", "Continue", OFFICE
    ),
    Screen("training:team_person_add", "/team/events/{vawg_event}/people/add/", OFFICE),
    refused(
        "training:team_person_add",
        "/team/events/{vawg_event}/people/add/",
        "Add the person",
        OFFICE,
    ),
    Screen("training:team_roster_import", "/team/events/{vawg_event}/import/", OFFICE),
    refused(
        "training:team_roster_import", "/team/events/{vawg_event}/import/", "Look at it", OFFICE
    ),
    Screen("training:team_place_approve", f"{TEAM_PLACE}approve/", OFFICE),
    Screen("training:team_place_decline", f"{TEAM_PLACE}decline/", OFFICE),
)
NEW_BOOKING = "/bookings/new/?course=precious-lives"
BOOKINGS = (
    Screen("bookings:workshop_list", "/workshops/"),
    Screen("bookings:workshop_list", "/workshops/", BOOKER),
    Screen("bookings:booking_list", "/bookings/", BOOKER),
    Screen("bookings:booking_list", "/bookings/", MANAGER),
    Screen("bookings:booking_create", "/bookings/new/", BOOKER, "no course chosen"),
    Screen("bookings:booking_create", NEW_BOOKING, BOOKER),
    refused("bookings:booking_create", NEW_BOOKING, "Send the request", BOOKER),
    Screen("bookings:booking_incident", "/bookings/after-an-incident/"),
    Screen("bookings:booking_detail", "/bookings/{requested}/", BOOKER, "requested"),
    Screen("bookings:booking_detail", "/bookings/{confirmed}/", BOOKER, "confirmed"),
    Screen("bookings:booking_detail", "/bookings/{offered}/", OTHER_BOOKER, "offered"),
    Screen("bookings:booking_accept", "/bookings/{offered}/accept/", OTHER_BOOKER),
    Screen("bookings:booking_cancel", "/bookings/{requested}/cancel/", BOOKER),
    Screen("bookings:team_booking_list", "/team/bookings/", OFFICE),
    Screen("bookings:team_booking_detail", "/team/bookings/{requested}/", OFFICE, "requested"),
    Screen("bookings:team_booking_detail", "/team/bookings/{offered}/", OFFICE, "offered"),
    Screen("bookings:team_booking_detail", "/team/bookings/{confirmed}/", OFFICE, "confirmed"),
    Screen("bookings:team_booking_schedule", "/team/bookings/{requested}/schedule/", OFFICE),
    refused(
        "bookings:team_booking_schedule",
        "/team/bookings/{requested}/schedule/",
        "Offer this date",
        OFFICE,
    ),
    Screen("bookings:team_booking_confirm", "/team/bookings/{offered}/confirm/", OFFICE),
    Screen("bookings:team_booking_decline", "/team/bookings/{requested}/decline/", OFFICE),
    Screen("bookings:team_booking_cancel", "/team/bookings/{confirmed}/cancel/", OFFICE),
    Screen(
        "bookings:team_assignment_create", "/team/sessions/{held_session}/facilitators/", OFFICE
    ),
    Screen(
        "bookings:team_assignment_create",
        "/team/sessions/{open_session}/facilitators/",
        OFFICE,
        "nobody else can",
    ),
    Screen(
        "bookings:team_assignment_release",
        "/team/sessions/{taken_session}/facilitators/{facilitator}/release/",
        OFFICE,
    ),
    Screen("bookings:team_facilitator_list", "/team/facilitators/", OFFICE),
    Screen("bookings:team_facilitator_edit", "/team/facilitators/{facilitator}/", OFFICE),
    Screen("bookings:today", "/today/", FACILITATOR),
    Screen("bookings:today", "/today/", OTHER_FACILITATOR),
    Screen("bookings:register_edit", "/registers/{open_register}/", FACILITATOR, "open"),
    Screen("bookings:register_edit", "/registers/{named_register}/", OTHER_FACILITATOR, "people"),
    Screen("bookings:register_edit", "/registers/{closed_register}/", FACILITATOR, "closed"),
    Screen("bookings:register_close", "/registers/{open_register}/close/", FACILITATOR),
    Screen(
        "bookings:register_not_delivered",
        "/registers/{open_register}/not-delivered/",
        FACILITATOR,
    ),
    Screen("bookings:register_reopen", "/registers/{closed_register}/reopen/", FACILITATOR),
    Screen("bookings:evaluation_edit", "/my/places/{asked_place}/feedback/", LEARNER),
    refused(
        "bookings:evaluation_edit",
        "/my/places/{asked_place}/feedback/",
        "Send my answers",
        LEARNER,
    ),
    Screen("bookings:team_event_answers", "/team/events/{answered_event}/answers/", OFFICE),
    Screen("bookings:team_event_answers", "/team/events/{vawg_event}/answers/", OFFICE, "none"),
)
OTHERS = (
    Screen("styleguide", "/styleguide/"),
    Screen("demo:home", "/demo/"),
    Screen("demo:mail_detail", "/demo/mail/{mail}/"),
    Screen("certificates:my_home", "/my/", LEARNER),
    Screen("certificates:my_home", "/my/", REPORTS, "nothing yet"),
    Screen("certificates:my_manager", "/my/manager/", LEARNER),
    refused("certificates:my_manager", "/my/manager/", "Name them", LEARNER),
    Screen("certificates:my_team", "/my/team/", MANAGER),
    Screen("certificates:my_team", "/my/team/", LEARNER, "nobody"),
    Screen("certificates:my_work", "/my/work/", BOOKER),
    Screen("certificates:my_work", "/my/work/?q=academy", LEARNER, "found"),
    refused("certificates:my_work", "/my/work/?q=academy", "Ask to join", LEARNER),
    Screen("certificates:my_work_leave", "/my/work/{organisation}/leave/", BOOKER),
    Screen("certificates:my_requests", "/my/requests/", MANAGER),
    Screen("certificates:certificate_detail", "/my/certificates/{certificate}/", LEARNER),
    Screen("certificates:verify_search", "/verify/"),
    refused("certificates:verify_search", "/verify/", "Check the certificate"),
    Screen("certificates:verify_detail", "/verify/{code}/"),
    refused("certificates:verify_detail", "/verify/{code}/", "Check the name"),
    Screen("certificates:verify_detail", "/verify/" + "a" * 26 + "/", state="unknown"),
    Screen("cms:search", "/search/", state="nothing asked"),
    Screen("cms:search", "/search/?q=exploitation", state="found"),
    Screen("cms:search", "/search/?q=zzzzzz", state="nothing found"),
    Screen("option_edit", "/team/settings/", LEAD),
    Screen("reports:team_home", "/team/", OFFICE),
    Screen("reports:reach_month", "/reports/2026-10/", REPORTS),
    Screen("reports:reach_month", "/reports/2026-08/", REPORTS, "nothing"),
    Screen("404", "/there-is-no-such-page/"),
)
PERSON, MEMBER_OF = "/team/people/{learner}/", "/team/people/{booker}/"
PEOPLE = (
    Screen("certificates:team_people_list", "/team/people/", LEAD),
    Screen("certificates:team_people_list", "/team/people/?q=rashid", LEAD, "found"),
    Screen("certificates:team_people_list", "/team/people/?q=zzzzzz", LEAD, "nothing found"),
    Screen("certificates:team_people_detail", PERSON, LEAD),
    Screen("certificates:team_people_detail", MEMBER_OF, ADMINISTRATOR),
    Screen("certificates:team_people_name", f"{PERSON}name/", LEAD),
    Screen("certificates:team_people_membership_create", f"{PERSON}organisations/add/", LEAD),
    Screen(
        "certificates:team_people_membership_end",
        f"{MEMBER_OF}organisations/{{organisation}}/end/",
        LEAD,
    ),
    Screen("certificates:team_people_role_grant", f"{PERSON}roles/add/", ADMINISTRATOR),
    Screen(
        "certificates:team_people_role_revoke",
        "/team/people/{coordinator}/roles/coordinator/revoke/",
        ADMINISTRATOR,
    ),
    Screen(
        "certificates:team_people_certificate_replace",
        f"{PERSON}certificates/{{certificate}}/replace/",
        LEAD,
    ),
    Screen(
        "certificates:team_people_certificate_withdraw",
        f"{PERSON}certificates/{{certificate}}/withdraw/",
        LEAD,
    ),
)
LETTER = "/team/messages/{letter}/"
MESSAGES = (
    Screen("message_list", "/team/messages/", OFFICE),
    Screen("message_list", "/team/messages/?state=stuck", OFFICE, "nothing stuck"),
    Screen("message_detail", LETTER, OFFICE),
    Screen("message_cancel", f"{LETTER}cancel/", OFFICE),
    refused("message_cancel", f"{LETTER}cancel/", "Cancel this message", OFFICE),
    Screen("message_resend", f"{LETTER}resend/", OFFICE),
    Screen("message_retry", f"{LETTER}retry/", OFFICE),
    Screen("message_retry_all", "/team/messages/retry/", OFFICE),
)
SCREENS = (*MESSAGES, *OTHERS, *TRAINING, *BOOKINGS, *PEOPLE, *ACCOUNT)

# Shown when something goes wrong; drawn from their templates.
ACCIDENTS = ("403.html", "429.html", "500.html", "503.html", "certificates/verify_wait.html")

A_FILE, NO_PAGE = "a file", "answers only forms, or programs"
PASSED_ON = "passes on to another screen"
NO_SCREEN = {
    "training:enrolment_keep": "asked only after a date moved: tests/training/views",
    "training:team_roster_commit": "answers the preview of training:team_roster_import",
    "training:team_roster_undo": "there is none to undo until a file is imported",
    "healthz": NO_PAGE,
    "certificates:my_manager_end": NO_PAGE,
    "certificates:my_team_yes": NO_PAGE,
    "certificates:my_team_no": NO_PAGE,
    "certificates:my_work_withdraw": NO_PAGE,
    "certificates:my_request_answer": NO_PAGE,
    "readyz": NO_PAGE,
    "demo:sign_in": NO_PAGE,
    "demo:mail_calendar": A_FILE,
    "picture": A_FILE,
    "robots": A_FILE,
    "sitemap": A_FILE,
    "cms:news_feed": A_FILE,
    "training:event_feed": A_FILE,
    "training:calendar_feed": A_FILE,
    "training:event_calendar": A_FILE,
    "training:team_event_people_csv": A_FILE,
    "training:team_event_people_xlsx": A_FILE,
    "training:enrolment_calendar": A_FILE,
    "bookings:booking_calendar": A_FILE,
    "certificates:certificate_download": A_FILE,
    "reports:reach_csv": A_FILE,
    "bookings:team_event_answers_csv": A_FILE,
    "mfa_download_recovery_codes": A_FILE,
    "wagtail_serve": "the pages of the CMS, found by their types",
    "training:approval_answer": "opened by a secret link in a manager's mail",
    "bookings:evaluation_by_link": "the same form as bookings:evaluation_edit, by a secret link",
    "account_signup": "accounts:account_create has its address",
    "account_set_password": PASSED_ON,
    "account_email_verification_sent": PASSED_ON,
    "mfa_view_recovery_codes": "there are none until they are made",
}
