"""What happens to pages by itself: they go live and expire at their time, and old drafts go.

Publishing is Wagtail's own and keeps its own log; the worker only says when.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page, Revision, WorkflowState

from cms.picture_sizes import images_without_sizes, make_sizes
from core import worker

REVISIONS_KEPT = timedelta(days=365)
IN_MODERATION = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def revisions_to_publish(now: datetime) -> QuerySet[Revision]:
    """Revisions whose time to go live has come, the earliest first."""
    due: QuerySet[Revision] = Revision.objects.filter(approved_go_live_at__lte=now)
    return due.order_by("approved_go_live_at", "pk")


def publish(revision: Revision, now: datetime) -> None:
    """Put a revision live, unless somebody has since changed its time."""
    current = revisions_to_publish(now).filter(pk=revision.pk).first()
    if current:
        current.publish(log_action="wagtail.publish.scheduled")


def pages_to_expire(now: datetime) -> QuerySet[Page]:
    """Published pages whose time is over."""
    due: QuerySet[Page] = Page.objects.live().filter(expire_at__lte=now)
    return due.order_by("expire_at", "pk")


def expire(page: Page, now: datetime) -> None:
    """Take a page down, unless somebody has since changed its time."""
    current = pages_to_expire(now).filter(pk=page.pk).first()
    if current:
        current.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def old_revisions(now: datetime) -> QuerySet[Revision]:
    """Drafts of long ago that nothing needs: not the latest, not live, not waiting for anyone."""
    in_use = Page.objects.filter(
        Q(latest_revision=OuterRef("pk")) | Q(live_revision=OuterRef("pk"))
    )
    waiting = Q(task_states__workflow_state__status__in=IN_MODERATION)
    due: QuerySet[Revision] = Revision.objects.page_revisions().filter(
        ~Exists(in_use), created_at__lt=now - REVISIONS_KEPT, approved_go_live_at__isnull=True
    )
    return due.exclude(waiting).order_by("created_at", "pk")


def drop(revision: Revision, now: datetime) -> None:
    """Delete an old draft, unless it has come into use again."""
    old_revisions(now).filter(pk=revision.pk).delete()


worker.register(worker.Job("pages-go-live", due=revisions_to_publish, act=publish))
worker.register(worker.Job("pages-expire", due=pages_to_expire, act=expire))
worker.register(worker.Job("drafts-old", due=old_revisions, act=drop))
worker.register(worker.Job("picture-sizes", due=images_without_sizes, act=make_sizes))
