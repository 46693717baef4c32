"""The menus, which editors keep under Settings."""

from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from cms.blocks import LinkBlock
from cms.blocks.fields import StreamField
from cms.rules.destinations import SCREENS


class MenuLinkBlock(LinkBlock):
    label = blocks.CharBlock(
        max_length=40, required=False, help_text="Left empty: the title of the page."
    )
    page = blocks.PageChooserBlock(required=False, help_text="A page, or else a screen below.")
    screen = blocks.ChoiceBlock(choices=SCREENS, required=False)

    class Meta:
        icon = "link"
        label = "Link"
        label_format = "{label} {page} {screen}"


class ColumnBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=40)
    links = blocks.ListBlock(MenuLinkBlock(), min_num=1, max_num=8)

    class Meta:
        icon = "list-ul"
        label = "Column"


@register_setting(icon="list-ul", order=100)
class Menus(BaseSiteSetting):
    header = StreamField(
        [("link", MenuLinkBlock())],
        max_num=7,
        blank=True,
        help_text="At most seven, or they do not fit. Pages that are not published are left out.",
    )
    footer = StreamField([("column", ColumnBlock())], max_num=3, blank=True)

    panels = [FieldPanel("header"), FieldPanel("footer")]

    class Meta:
        verbose_name = "menus"
        verbose_name_plural = "menus"
