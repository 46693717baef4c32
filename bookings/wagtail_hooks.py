"""What Wagtail knows of bookings: names for its log, and the questions after a session."""

from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry

from accounts.models import StaffRole
from bookings.forms.question import QuestionFields
from bookings.models import Question
from training.wagtail_hooks import KEEP, EditorsPolicy

ACTIONS = {
    "request_booking": ("Request a visit", "Requested a visit"),
    "offer_booking": ("Offer a date", "Offered a date"),
    "accept_offer": ("Accept a date", "Accepted the date"),
    "confirm_booking": ("Confirm a visit", "Confirmed the visit"),
    "decline_booking": ("Decline a request", "Declined the request"),
    "end_booking": ("Withdraw or cancel a booking", "Withdrew or cancelled the booking"),
    "assign": ("Assign a facilitator", "Assigned a facilitator"),
    "release": ("Release a facilitator", "Released a facilitator"),
    "change_facilitator": ("Change a facilitator", "Changed the facilitator's record"),
    "close_register": ("Close register", "Closed a register"),
    "not_delivered": ("Not delivered", "Said that a session did not go ahead"),
    "answer_evaluation": ("Answer questions", "Answered the questions after a session"),
    "reopen_register": ("Reopen register", "Opened a register again"),
}


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """Name the actions that staff read in the log."""
    for name, (label, message) in ACTIONS.items():
        actions.register_action(f"upstander.{name}", label, message)


class QuestionPolicy(EditorsPolicy):
    """The office too: it is who asks."""

    EDITORS = (*EditorsPolicy.EDITORS, *StaffRole.OFFICE)


class QuestionForm(QuestionFields, WagtailAdminModelForm):
    """Our fields, drawn as Wagtail draws its own."""


class QuestionViewSet(ModelViewSet):
    """Questions after a session. One that has answers is retired and never changed."""

    model = Question
    icon = "help"
    name = "questions"
    menu_label = "Questions"
    menu_order = 210
    add_to_admin_menu = True
    permission_policy = QuestionPolicy(Question, KEEP)
    edit_handler = ObjectList(
        [
            FieldPanel("words"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("course")]),
            FieldPanel("choices"),
            FieldRowPanel([FieldPanel("position"), FieldPanel("is_required")]),
            FieldPanel("is_retired"),
        ],
        base_form_class=QuestionForm,
    )
    list_display = ["words", "kind", "course", "position", "retired_at"]
    list_filter = ["kind", "course"]
    search_fields = ["words"]
    ordering = ["position", "pk"]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def question_viewset() -> QuestionViewSet:
    """Add it to the menu."""
    return QuestionViewSet()
