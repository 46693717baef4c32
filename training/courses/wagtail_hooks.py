"""What Wagtail knows of courses: the records that editors change."""

from typing import Any

from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from accounts.wagtail_hooks import KEEP, AreaViewSet, ClosureViewSet, EditorsPolicy, TermViewSet
from core import clock
from core.policy import access
from core.wagtail_hooks import name_actions
from training.courses.actions.course import (
    VersionStaleError,
    VersionUnconfirmedError,
    create_course,
    update_course,
)
from training.courses.forms.course import CourseFields
from training.courses.models import Course

ACTIONS = {
    "make_version": ("Make another version", "Made another version"),
}
name_actions(ACTIONS)


class CourseForm(CourseFields, WagtailAdminModelForm):
    """Our fields, drawn as Wagtail draws its own."""


class NewVersionPanel(FieldPanel):
    """The yes to another version of a course: on the page once a change has asked for it."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.form.asks_for_version)


COURSE_PANELS = [
    NewVersionPanel("new_version"),
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


class EditorsView:
    """A view of ours among Wagtail's."""

    @access("editors")
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class CourseIndexView(EditorsView, IndexView):
    def get_base_queryset(self) -> QuerySet[Course]:
        rows: QuerySet[Course] = super().get_base_queryset()
        return rows.select_related("current_version")


class CourseCreateView(EditorsView, CreateView):
    """A new course, with its first version."""

    def form_valid(self, form: CourseForm) -> HttpResponse:
        self.form = form
        self.object = create_course(
            form.instance, form.content, save=self.save_instance, now=clock.now()
        )
        response: HttpResponse = self.save_action()
        return response


class CourseEditView(EditorsView, EditView):
    """A course. What an event runs already stays: a change of it asks first, then is a version."""

    def form_valid(self, form: CourseForm) -> HttpResponse:
        self.form, course = form, form.instance
        try:
            update_course(
                course,
                form.content,
                seen=form.cleaned_data["seen"],
                own_seen=form.cleaned_data["own_seen"],
                is_confirmed=form.cleaned_data["new_version"],
                save=self.save_instance,
                actor=self.request.user,
                now=clock.now(),
            )
        except VersionUnconfirmedError as refusal:
            form.ask_for_version(str(refusal))
        except VersionStaleError as refusal:
            form.begin_again(str(refusal))
        response: HttpResponse
        if form.errors:
            self.produced_error_message = "Nothing is saved yet. Please read what it says below."
            response = self.form_invalid(form)
        else:
            response = self.save_action()
        return response

    def get_success_message(self) -> str:
        return f"{self.object} is saved. {self.object.current_version} is taught from now on."


VERSION = Column("current_version", label="Taught now")


class CourseViewSet(ModelViewSet):
    """Courses. What is taught is a version's, and an edit makes another where events run it."""

    model = Course
    index_view_class = CourseIndexView
    add_view_class = CourseCreateView
    edit_view_class = CourseEditView
    icon = "openquote"
    name = "courses"
    url_namespace = "course_records"  # "courses" is the app's own
    permission_policy = EditorsPolicy(Course, KEEP)
    edit_handler = ObjectList(COURSE_PANELS, base_form_class=CourseForm)
    list_display = ["title", "kind", "workstream", VERSION, "is_listed"]
    list_filter = ["kind", "workstream", "is_listed"]
    search_fields = ["title", "summary"]
    ordering = ["search_key", "pk"]
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
