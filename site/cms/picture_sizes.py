"""The sizes in which pages ask for pictures, made by the worker before a visitor needs one."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from wagtail.images.models import Filter, Image

# The same words as in templates/cms/blocks/picture.html.
PICTURE = "format-{avif,webp,jpeg} width-{400,800,1200}"
SIZES: list[str] = Filter.expand_spec(PICTURE)


def images_without_sizes(now: datetime) -> QuerySet[Image]:
    """Pictures that lack a size."""
    made = Count("renditions", filter=Q(renditions__filter_spec__in=SIZES))
    lacking: QuerySet[Image] = Image.objects.annotate(made=made).filter(made__lt=len(SIZES))
    return lacking.order_by("pk")


def make_sizes(image: Image, now: datetime) -> None:
    """Make the sizes that a picture lacks; those that are there are left."""
    for made in image.get_renditions(*SIZES).values():
        made.file.close()
