"""Blocks that lead somewhere: doors of the front page, and calls to action."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.rules.destinations import SCREENS, address_of


class LinkValue(blocks.StructValue):
    """A link's values, with the address that its choices come to."""

    @property
    def address(self) -> str:
        """Where it leads: the page chosen, else the screen."""
        page = self.get("page")
        return str(page.url) if page else address_of(self.get("screen") or "")


class LinkBlock(blocks.StructBlock):
    """Something that leads to a page or a screen; what leads to both leads to the page."""

    # Each kind declares its own `page` and `screen`: fields of a base come before all others.

    class Meta:
        value_class = LinkValue

    def clean(self, value: Any) -> Any:
        """A link leads somewhere."""
        cleaned = super().clean(value)
        if not cleaned.get("page") and not cleaned.get("screen"):
            error = ValidationError("Choose the page or the screen that this leads to.")
            raise blocks.StructBlockValidationError(block_errors={"screen": error})
        return cleaned


class DoorBlock(LinkBlock):
    """A way in: who it is for, what they find, and where it leads."""

    title = blocks.CharBlock(max_length=60)
    text = blocks.TextBlock(max_length=250)
    link_text = blocks.CharBlock(max_length=40)
    page = blocks.PageChooserBlock(required=False, help_text="A page, or else a screen below.")
    screen = blocks.ChoiceBlock(choices=SCREENS, required=False)
    tone = blocks.ChoiceBlock(
        choices=[("", "Plum"), ("teal", "Teal"), ("marigold", "Marigold")], required=False
    )

    class Meta:
        icon = "user"
        label = "Door"
        description = "A way in: who it is for and where it leads"
        template = "cms/blocks/door.html"
        preview_value = {
            "title": "I work in a school",
            "text": "Book facilitators for assemblies, workshops, staff and parents.",
            "link_text": "See what we bring",
            "screen": "visits:workshop_list",
        }


class CallToActionBlock(LinkBlock):
    """The one thing to do next, as a button."""

    title = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(max_length=250, required=False)
    link_text = blocks.CharBlock(
        label="Words of the button", max_length=40, help_text="What happens next: See the dates."
    )
    page = blocks.PageChooserBlock(required=False, help_text="A page, or else a screen below.")
    screen = blocks.ChoiceBlock(choices=SCREENS, required=False)

    class Meta:
        icon = "arrow-right"
        label = "Call to action"
        description = "The one thing to do next, as a button"
        template = "cms/blocks/call_to_action.html"
        preview_value = {
            "title": "Ready to begin?",
            "text": "Places are free.",
            "link_text": "See the dates",
            "screen": "events:event_list",
        }
