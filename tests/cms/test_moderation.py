"""Editors submit, the lead or an administrator publishes, and each is told by our own mail."""

from datetime import datetime

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    TaskState,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from accounts.actions.staff_role import grant_role
from accounts.models import StaffRole, User
from cms.models import HomePage, StandardPage
from core.models import Message
from tests.cast import make_person
from tests.factories.cms import make_standard_page

pytestmark = pytest.mark.django_db
MAY = {"Editors": ("add", "change"), "Moderators": ("add", "change", "publish")}


@pytest.fixture(autouse=True)
def _our_mail(settings: object) -> None:
    """Tests have Django keep its mail; here it takes its usual way."""
    settings.EMAIL_BACKEND = "core.mail.django_backend.OutboxBackend"  # type: ignore[attr-defined]


@pytest.fixture
def workflow(home: HomePage) -> Workflow:
    """What Wagtail's migrations set up: two groups, and the approval of one of them."""
    root = Page.objects.get(depth=1)
    WorkflowPage.objects.all().delete()
    for name, rights in MAY.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(Permission.objects.get(codename="access_admin"))
        for codename in rights:
            permission = Permission.objects.get(codename=f"{codename}_page")
            GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    task = GroupApprovalTask.objects.create(name="Approval by the lead")
    task.groups.add(Group.objects.get(name="Moderators"))
    made: Workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=made, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=made, page=root)
    return made


def someone(email: str, role: str, now: datetime) -> User:
    person = make_person(email, email.partition("@")[0].title())
    grant_role(person, role, actor=None, now=now)
    return User.objects.get(pk=person.pk)


@pytest.fixture
def editor(workflow: Workflow, now: datetime) -> User:
    return someone("edith@vrp.example", StaffRole.Role.EDITOR, now)


@pytest.fixture
def moderator(workflow: Workflow, now: datetime) -> User:
    return someone("leah@vrp.example", StaffRole.Role.LEAD, now)


@pytest.fixture
def page(home: HomePage) -> StandardPage:
    return make_standard_page(home)


def submit(page: StandardPage, editor: User, workflow: Workflow) -> TaskState:
    page.title = "Contact us, anew"
    page.save_revision(user=editor)
    started = workflow.start(page, editor)
    state: TaskState = started.current_task_state
    return state


def test_an_editor_submits_and_may_not_publish(
    client: Client, page: StandardPage, editor: User
) -> None:
    may = page.permissions_for_user(editor)
    assert (may.can_edit(), may.can_submit_for_moderation()) == (True, True)
    assert (may.can_publish(), may.can_unpublish(), may.can_delete()) == (False, False, False)

    client.force_login(editor)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert 'name="action-submit"' in form
    assert 'name="action-publish"' not in form


def test_the_lead_publishes_what_was_submitted(
    client: Client, page: StandardPage, editor: User, moderator: User, workflow: Workflow
) -> None:
    state = submit(page, editor, workflow)
    assert [(one.to, one.kind) for one in Message.objects.all()] == [
        (moderator.email, "cms/notice")
    ]
    assert "Contact us, anew" in Message.objects.get().subject
    assert StandardPage.objects.get(pk=page.pk).title == "Contact the team"

    client.force_login(moderator)
    assert "Contact us, anew" in client.get("/cms/").text
    action = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])
    client.post(action)

    assert StandardPage.objects.get(pk=page.pk).title == "Contact us, anew"
    assert Message.objects.filter(to=editor.email).exists()
