"""What happens to pages by itself: they go live and expire at their time, and old drafts go."""

from datetime import timedelta

from wagtail.images.models import Image
from wagtail.models import Page, Revision

from cms.actions.page import drop, expire, make_sizes, publish
from cms.queries.page import (
    images_without_sizes,
    old_revisions,
    pages_to_expire,
    revisions_to_publish,
)
from core.jobs.job import Job, Subject, declare

DRAFT = Subject(rows=Revision.objects.all, words=lambda row: row.object_str)
PAGE = Subject(rows=Page.objects.all, words=lambda row: row.title)
PICTURE = Subject(rows=Image.objects.all, words=lambda row: row.title)

# Editors give the minute at which a page is to change.
TO_THE_MINUTE = timedelta(seconds=30)

declare(
    Job(
        "pages-go-live",
        due=revisions_to_publish,
        act=publish,
        every=TO_THE_MINUTE,
        label="Publish a page",
        of=DRAFT,
    )
)
declare(
    Job(
        "pages-expire",
        due=pages_to_expire,
        act=expire,
        every=TO_THE_MINUTE,
        label="Take a page down at its time",
        of=PAGE,
    )
)
# A year old: an hour more is nothing.
declare(
    Job(
        "drafts-old",
        due=old_revisions,
        act=drop,
        every=timedelta(hours=1),
        label="Drop an old draft",
        of=DRAFT,
    )
)
# A page that needs a size before then makes it itself, and its first reader waits.
declare(
    Job(
        "picture-sizes",
        due=images_without_sizes,
        act=make_sizes,
        every=timedelta(seconds=15),
        label="Make the sizes of a picture",
        of=PICTURE,
    )
)
