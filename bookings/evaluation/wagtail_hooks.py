"""What Wagtail knows of evaluation: names for its log, and the questions, which editors change."""

from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from accounts.models import StaffRole
from accounts.wagtail_hooks import KEEP, EditorsPolicy
from bookings.evaluation.forms.question import QuestionFields
from bookings.evaluation.models import Question
from core.wagtail_hooks import name_actions

ACTIONS = {
    "answer_evaluation": ("Answer questions", "Answered the questions after a session"),
}
name_actions(ACTIONS)


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
