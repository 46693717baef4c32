"""What of pages falls due by itself."""

from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from wagtail.images.models import Image
from wagtail.models import Page, Revision, WorkflowState

from cms.rules.picture_sizes import SIZES

REVISIONS_KEPT = timedelta(days=365)
IN_MODERATION = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)


def revisions_to_publish(now: datetime) -> QuerySet[Revision]:
    """Revisions whose time to go live has come, the earliest first."""
    due: QuerySet[Revision] = Revision.objects.filter(approved_go_live_at__lte=now)
    return due.order_by("approved_go_live_at", "pk")


def pages_to_expire(now: datetime) -> QuerySet[Page]:
    due: QuerySet[Page] = Page.objects.live().filter(expire_at__lte=now)
    return due.order_by("expire_at", "pk")


def old_revisions(now: datetime) -> QuerySet[Revision]:
    """Drafts of long ago that nothing needs: not the latest, not live, not waiting for anyone."""
    in_use = Page.objects.filter(
        Q(latest_revision=OuterRef("pk")) | Q(live_revision=OuterRef("pk"))
    )
    waiting = Q(task_states__workflow_state__status__in=IN_MODERATION)
    due: QuerySet[Revision] = Revision.objects.page_revisions().filter(
        ~Exists(in_use), created_at__lt=now - REVISIONS_KEPT, approved_go_live_at__isnull=True
    )
    # Moderators look at a revision: it must be there for as long as they take.
    return due.exclude(waiting).order_by("created_at", "pk")


def images_without_sizes(now: datetime) -> QuerySet[Image]:
    made = Count("renditions", filter=Q(renditions__filter_spec__in=SIZES))
    lacking: QuerySet[Image] = Image.objects.annotate(made=made).filter(made__lt=len(SIZES))
    return lacking.order_by("pk")
