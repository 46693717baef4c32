"""What happens to pages by itself: they go live and expire at their time, and old drafts go."""

from cms.actions.page import drop, expire, make_sizes, publish
from cms.queries.page import (
    images_without_sizes,
    old_revisions,
    pages_to_expire,
    revisions_to_publish,
)
from core.jobs.worker import Job, register

register(Job("pages-go-live", due=revisions_to_publish, act=publish))
register(Job("pages-expire", due=pages_to_expire, act=expire))
register(Job("drafts-old", due=old_revisions, act=drop))
register(Job("picture-sizes", due=images_without_sizes, act=make_sizes))
