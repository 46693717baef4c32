"""What Wagtail knows of courses: the records that editors change."""

from django.forms import CheckboxSelectMultiple
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from accounts.wagtail_hooks import KEEP, AreaViewSet, ClosureViewSet, EditorsPolicy, TermViewSet
from training.courses.forms.course import CourseFields
from training.courses.models import Course


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
    url_namespace = "course_records"  # "courses" is the app's own
    permission_policy = EditorsPolicy(Course, KEEP)
    edit_handler = ObjectList(COURSE_PANELS, base_form_class=CourseForm)
    list_display = ["title", "kind", "workstream", "version", "is_listed"]
    list_filter = ["kind", "workstream", "is_listed"]
    search_fields = ["title", "summary"]
    ordering = ["title", "pk"]
    copy_view_enabled = False


class TrainingGroup(ModelViewSetGroup):
    """One item in the menu for all of them."""

    items = (CourseViewSet, AreaViewSet, TermViewSet, ClosureViewSet)
    menu_label = "Training"
    menu_icon = "openquote"
    menu_order = 200


@hooks.register("register_admin_viewset")
def training_viewsets() -> TrainingGroup:
    return TrainingGroup()
