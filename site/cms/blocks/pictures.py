"""Pictures, with words for those who cannot see them."""

import logging
from collections.abc import Mapping
from typing import Any

from django.db import Error as DatabaseError
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.images.blocks import ImageBlock
from wagtail.images.models import Picture
from wagtail.images.shortcuts import get_renditions_or_not_found

from cms.rules.picture_sizes import ATTRIBUTES, SIZES

logger = logging.getLogger(__name__)


def drawn(picture: Any) -> Picture:
    """A picture in its formats and sizes, each width once: a small one is not made wider."""
    renditions: Mapping[str, Any] = get_renditions_or_not_found(picture, SIZES)
    once: dict[tuple[str, int], tuple[str, Any]] = {}
    for spec, row in renditions.items():
        kind = next(part for part in spec.split("|") if part.startswith("format-"))
        once.setdefault((kind, row.width), (spec, row))
    return Picture(dict(once.values()), ATTRIBUTES)


class PictureBlock(blocks.StructBlock):
    """A picture with its description; Wagtail asks for one unless it only decorates."""

    picture = ImageBlock()
    caption = blocks.CharBlock(max_length=200, required=False)
    credit = blocks.CharBlock(
        max_length=120, required=False, help_text="Who made it, when that must be said."
    )

    def render(self, value: Any, context: Any = None) -> SafeString | str:
        """Nothing for a picture that is gone or cannot be drawn: the page stands without it."""
        picture = value.get("picture")
        if picture is None:
            return ""
        try:
            picture.get_renditions(*SIZES)  # here, where a fault is caught; the template asks again
            words: SafeString = super().render(value, context)
        except DatabaseError:
            raise  # no fault of the picture's
        except Exception:  # whatever a decoder or a disk may say
            logger.exception("Picture %s is left out of a page", picture.pk)
            return ""
        return words

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        if picture := value.get("picture"):
            context["drawn"] = drawn(picture)
        return context

    class Meta:
        icon = "image"
        label = "Picture"
        description = "A picture with a description for those who cannot see it"
        template = "cms/blocks/picture.html"
        preview_template = "cms/blocks/previews/picture.html"
