"""What Wagtail knows of training: names for its log, and plain records that editors change.

Nothing about people is here: rosters and places are on the house's own screens.
"""

from typing import Any

from django.forms import CheckboxSelectMultiple
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.log_actions import LogActionRegistry
from wagtail.permission_policies import ModelPermissionPolicy

from accounts.access import has_role
from accounts.models import Area, Closure, StaffRole, Term
from training.forms.course import CourseFields
from training.models import Course

ACTIONS = {
    "enrol": ("Enrol", "Gave a place"),
    "cancel_enrolment": ("Cancel place", "Cancelled a place"),
    "offer_place": ("Offer place", "Offered a place from the waiting list"),
    "offer_again": ("Offer place again", "Offered a place again whose mail had not left"),
    "move_place": ("Move place", "Moved a place to another date"),
    "receive_place": ("Receive place", "Gave a place in exchange for another"),
    "offer_next": ("Offer next date", "Offered the next date for a cancelled one"),
    "join_waiting_list": ("Join waiting list", "Joined the waiting list"),
    "leave_waiting_list": ("Leave waiting list", "Left the waiting list"),
    "end_waiting": ("Close waiting list", "The date began: taken off the waiting list"),
    "accept_offer": ("Accept place", "Said yes to an offered place"),
    "decline_offer": ("Decline place", "Said no to an offered place"),
    "register_interest": ("Ask for a date", "Asked to hear of a course's next date"),
    "withdraw_interest": ("No longer ask", "No longer wants to hear of a course's next date"),
    "tell_interested": ("Tell of a date", "Told of a date of a course asked about"),
    "expire_offer": ("Offer ran out", "Did not answer the offer of a place in time"),
    "substitute": ("Send a colleague", "Gave a place to a colleague"),
    "keep_place": ("Keep place", "Kept a place on a date that moved"),
    "release_place": ("Release place", "Released a place nobody confirmed"),
    "book_colleague": ("Book for a colleague", "Held a place for a colleague"),
    "take_back_place": ("Take back a place", "Took back a place held for a colleague"),
    "approve_enrolment": ("Approve place", "Approved a place"),
    "decline_enrolment": ("Decline place", "Declined a place"),
    "expire_approval": ("End unanswered place", "Ended a place nobody approved in time"),
    "write_to_people": ("Write to people", "Wrote to the people of a date"),
    "import_roster": ("Import people", "Put the people of a file on a date"),
    "undo_import": ("Undo import", "Took the people of a file off a date"),
    "do_to_several": ("Change several places", "Approved, cancelled or moved several places"),
    "set_outcome": ("Change attendance", "Changed what a register says of a person"),
    "schedule_event": ("Open date", "Opened a date"),
    "reserve_event": ("Reserve date", "Held a date for organisations"),
    "confirm_event": ("Confirm date", "Made a held date firm"),
    "cancel_event": ("Cancel date", "Cancelled a date"),
    "set_capacity": ("Change places", "Changed how many places a date has"),
    "move_event": ("Move date", "Changed when or where a date is"),
    "waive_minimum": ("Run with few", "Decided that a date runs with few people"),
    "create_series": ("Create series", "Opened dates by a rule"),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name the actions that staff read in the log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{name}", label, message)


class EditorsPolicy(ModelPermissionPolicy):
    """Editors and administrators, by their staff role; `may` says what they may do."""

    EDITORS: tuple[StaffRole.Role, ...] = (StaffRole.Role.EDITOR, StaffRole.Role.ADMINISTRATOR)

    def __init__(self, model: Any, may: frozenset[str]) -> None:
        super().__init__(model)
        self.may = may

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this person may do this."""
        allowed = user.is_active and (user.is_superuser or has_role(user, self.EDITORS))
        return allowed and action in self.may


KEEP = frozenset({"add", "change", "view"})  # what other rows stand on is never deleted
FREE = KEEP | {"delete"}


class CourseForm(CourseFields, WagtailAdminModelForm):
    """Our fields, drawn as Wagtail draws its own."""


COURSE_PANELS = [
    FieldPanel("title"),
    FieldPanel("slug"),
    FieldRowPanel([FieldPanel("kind"), FieldPanel("workstream")]),
    FieldRowPanel([FieldPanel("tier"), FieldPanel("mode")]),
    FieldRowPanel([FieldPanel("route"), FieldPanel("is_listed")]),
    MultiFieldPanel(
        [
            FieldPanel("summary"),
            FieldPanel("aims"),
            FieldPanel("outcomes"),
            FieldPanel("audience"),
            FieldPanel("not_for"),
            FieldPanel("year_groups"),
            FieldPanel("areas"),
            FieldPanel("content_notice"),
            FieldPanel("bring"),
            FieldPanel("may_include_sex_education"),
        ],
        heading="What it is about, and for whom",
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("minutes"), FieldPanel("breaks_minutes")]),
            FieldPanel("parts"),
            FieldRowPanel([FieldPanel("cpd_hours"), FieldPanel("refresh_months")]),
            FieldRowPanel([FieldPanel("group_min"), FieldPanel("group_max")]),
            FieldRowPanel([FieldPanel("group_hard_max"), FieldPanel("hard_max_reason")]),
        ],
        heading="Length and group",
    ),
    MultiFieldPanel(
        [
            FieldPanel("gate"),
            FieldPanel("prerequisites"),
            FieldPanel("readiness_checks"),
            FieldRowPanel([FieldPanel("notice_days"), FieldPanel("cancel_days")]),
            FieldRowPanel([FieldPanel("evaluation_needed"), FieldPanel("reminder_days")]),
        ],
        heading="Rules",
    ),
    MultiFieldPanel(
        [
            FieldPanel("open_to_areas", widget=CheckboxSelectMultiple),
            FieldPanel("open_to_kinds"),
            FieldPanel("open_to_roles"),
            FieldPanel("priority_roles"),
            FieldRowPanel([FieldPanel("manager_approval"), FieldPanel("approval_days")]),
            FieldRowPanel([FieldPanel("organisation_cap"), FieldPanel("organisation_cap_days")]),
        ],
        heading="Who gets a place",
    ),
    MultiFieldPanel(
        [FieldPanel("yef_strand"), FieldPanel("provider"), FieldPanel("counts_as")],
        heading="How it counts",
    ),
]


class CourseViewSet(ModelViewSet):
    """Courses. Their version rises by itself when what is taught changes."""

    model = Course
    icon = "openquote"
    name = "courses"
    permission_policy = EditorsPolicy(Course, KEEP)
    edit_handler = ObjectList(COURSE_PANELS, base_form_class=CourseForm)
    list_display = ["title", "kind", "workstream", "version", "is_listed"]
    list_filter = ["kind", "workstream", "is_listed"]
    search_fields = ["title", "summary"]
    ordering = ["title", "pk"]
    copy_view_enabled = False


class AreaViewSet(ModelViewSet):
    """The boroughs, the whole region, and outside it."""

    model = Area
    icon = "site"
    name = "areas"
    permission_policy = EditorsPolicy(Area, KEEP)
    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("ons_code"), FieldPanel("position")]),
    ]
    list_display = ["name", "code", "ons_code", "position"]
    ordering = ["position", "name"]
    copy_view_enabled = False


class TermViewSet(ModelViewSet):
    """Half terms of each area's school year."""

    model = Term
    icon = "calendar"
    name = "terms"
    permission_policy = EditorsPolicy(Term, FREE)
    panels = [
        FieldRowPanel([FieldPanel("area"), FieldPanel("academic_year"), FieldPanel("name")]),
        FieldRowPanel([FieldPanel("starts_date"), FieldPanel("ends_date")]),
        FieldPanel("is_confirmed"),
    ]
    list_display = ["name", "academic_year", "area", "starts_date", "ends_date", "is_confirmed"]
    list_filter = ["academic_year", "area", "is_confirmed"]
    ordering = ["-starts_date", "area", "pk"]


class ClosureViewSet(ModelViewSet):
    """Days on which schools are closed to pupils."""

    model = Closure
    icon = "calendar-alt"
    name = "closures"
    permission_policy = EditorsPolicy(Closure, FREE)
    panels = [
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("area"), FieldPanel("organisation")]),
        FieldRowPanel([FieldPanel("starts_date"), FieldPanel("ends_date")]),
    ]
    list_display = ["kind", "area", "organisation", "starts_date", "ends_date"]
    list_filter = ["kind", "area"]
    ordering = ["-starts_date", "pk"]


class TrainingGroup(ModelViewSetGroup):
    """One item in the menu for all of them."""

    items = (CourseViewSet, AreaViewSet, TermViewSet, ClosureViewSet)
    menu_label = "Training"
    menu_icon = "openquote"
    menu_order = 200


@hooks.register("register_admin_viewset")
def training_viewsets() -> TrainingGroup:
    """Add the group to the menu."""
    return TrainingGroup()
