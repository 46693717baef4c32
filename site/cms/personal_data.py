"""What the website says is published: editors write it for everyone, and take out what they must.

People are named in it with their agreement; a page is changed or taken down in the CMS. Wagtail
notes who wrote, changed and approved what: that is part of the log.
"""

from wagtail.admin.models import EditingSession, FormState
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    Revision,
    TaskState,
    UploadedFile,
    WorkflowState,
)
from wagtail.users.models import UserProfile

from cms.models.contact import ContactPage, PeoplePage
from cms.models.course import CourseIndexPage, CoursePage
from cms.models.home import HomePage
from cms.models.menus import Menus
from cms.models.news import NewsIndexPage, NewsPage
from cms.models.partner_work import PartnerWorkPage
from cms.models.programme import ProgrammeIndexPage, ProgrammePage
from cms.models.resource import ResourceIndexPage, ResourcePage
from cms.models.standard import StandardPage
from cms.models.workshop import WorkshopIndexPage
from cms.models.worried import FrontDoor, WorriedPage
from core.privacy.personal_data import Erased, Retention, impersonal, noted, personal

PUBLISHED = "Words published on the website, in the hands of its editors."
WAYS_TO_US = "The published numbers and addresses of services, not of people."

impersonal(ContactPage, WAYS_TO_US, "introduction", "email", "phone", "hours", "post", "body")
impersonal(PeoplePage, PUBLISHED, "introduction", "roles", "body")
impersonal(CourseIndexPage, PUBLISHED, "introduction")
impersonal(CoursePage, PUBLISHED, "introduction", "extra", "picture")
impersonal(
    HomePage, PUBLISHED, "picture", "hero_title", "hero_lead", "doors", "plan_title", "plan_lead"
)
impersonal(Menus, PUBLISHED, "header", "footer")
impersonal(NewsIndexPage, PUBLISHED, "introduction")
impersonal(NewsPage, PUBLISHED, "introduction", "body")
impersonal(PartnerWorkPage, PUBLISHED, "introduction", "projects", "body")
impersonal(ProgrammeIndexPage, PUBLISHED, "introduction")
impersonal(
    ProgrammePage,
    PUBLISHED,
    "introduction",
    "label",
    "facts",
    "body",
    "stages_title",
    "stages",
    "lessons_title",
    "lessons_lead",
    "lessons",
    "evidence",
)
impersonal(ResourceIndexPage, PUBLISHED, "introduction")
impersonal(
    ResourcePage, PUBLISHED, "introduction", "made_by", "size", "access_note", "link", "body"
)
impersonal(StandardPage, PUBLISHED, "introduction", "body")
impersonal(WorkshopIndexPage, PUBLISHED, "introduction", "body")
impersonal(WorriedPage, PUBLISHED, "introduction", "body", "doors_title", "more")
impersonal(FrontDoor, WAYS_TO_US, "number", "hours", "link", "owner")

# Who did what in the CMS, and in the whole house: the log is Wagtail's.
for model, field in (
    (ModelLogEntry, "user"),
    (PageLogEntry, "user"),
    (Revision, "user"),
    (Page, "owner"),
    (Page, "locked_by"),
    (WorkflowState, "requested_by"),
    (TaskState, "finished_by"),
    (Comment, "user"),
    (Comment, "resolved_by"),
    (CommentReply, "user"),
    (Document, "uploaded_by_user"),
    (Image, "uploaded_by_user"),
    (UploadedFile, "uploaded_by_user"),
):
    noted(model, field, exported=model in {ModelLogEntry, PageLogEntry})
for model in (EditingSession, FormState, PageSubscription, UserProfile):
    personal(
        model,
        "user",
        whose="user",
        retention=Retention.ACCOUNT,
        erased=Erased.DELETED,
        exported=False,
    )
