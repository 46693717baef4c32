"""Pictures, with words for those who cannot see them."""

import logging
from typing import Any

from django.db import Error as DatabaseError
from django.utils.safestring import SafeString
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from cms.rules.picture_sizes import SIZES

logger = logging.getLogger(__name__)


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
            drawn: SafeString = super().render(value, context)
        except DatabaseError:
            raise  # no fault of the picture's
        except Exception:  # whatever a decoder or a disk may say
            logger.exception("Picture %s is left out of a page", picture.pk)
            return ""
        return drawn

    class Meta:
        icon = "image"
        label = "Picture"
        description = "A picture with a description for those who cannot see it"
        template = "cms/blocks/picture.html"
        preview_template = "cms/blocks/previews/picture.html"
