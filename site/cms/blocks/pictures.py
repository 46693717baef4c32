"""Pictures, with words for those who cannot see them."""

from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """A picture with its description; Wagtail asks for one unless it only decorates."""

    picture = ImageBlock()
    caption = blocks.CharBlock(max_length=200, required=False)
    credit = blocks.CharBlock(
        max_length=120, required=False, help_text="Who made it, when that must be said."
    )

    class Meta:
        icon = "image"
        label = "Picture"
        description = "A picture with a description for those who cannot see it"
        template = "cms/blocks/picture.html"
        preview_template = "cms/blocks/previews/picture.html"
