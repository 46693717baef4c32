"""What the worker does to pages and pictures.

Publishing is Wagtail's own and keeps its own log; the worker only says when.
"""

from datetime import datetime

from django.db.models import prefetch_related_objects
from wagtail.images.models import Image
from wagtail.models import Page, Revision

from cms.queries.page import old_revisions, pages_to_expire, revisions_to_publish
from cms.rules.picture_sizes import SIZES


def publish(revision: Revision, now: datetime) -> None:
    """Put a revision live, unless somebody has since changed its time."""
    current = revisions_to_publish(now).filter(pk=revision.pk).first()
    if current:
        current.publish(log_action="wagtail.publish.scheduled")


def expire(page: Page, now: datetime) -> None:
    """Take a page down, unless somebody has since changed its time."""
    current = pages_to_expire(now).filter(pk=page.pk).first()
    if current:
        current.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def drop(revision: Revision, now: datetime) -> None:
    """Delete an old draft, unless it has come into use again."""
    old_revisions(now).filter(pk=revision.pk).delete()


def make_sizes(image: Image, now: datetime) -> None:
    """Make the sizes that a picture lacks; those that are there are left."""
    # By its rows, as the due query goes: Wagtail would believe its cache, which may know of sizes
    # that are gone, make nothing, and leave the picture due.
    prefetch_related_objects([image], "renditions")
    for made in image.get_renditions(*SIZES).values():
        made.file.close()
