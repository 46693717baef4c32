"""What editors build pages from. Each block has a template of its name in templates/cms/blocks/."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from cms.destinations import SCREENS, address_of

# Nothing here can carry a style attribute: the content security policy would refuse it.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]
SMALL_FEATURES = ["bold", "italic", "link"]
TONES = (
    ("", "Marigold: good to know"),
    ("teal", "Teal: well and done"),
    ("plum", "Plum: about us"),
    ("rose", "Rose: danger"),
)


class TextBlock(blocks.RichTextBlock):
    """Headings, paragraphs, lists and links."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("features", FEATURES)
        super().__init__(**options)

    class Meta:
        icon = "pilcrow"
        label = "Text"
        description = "Headings, paragraphs, lists and links"
        template = "cms/blocks/text.html"
        preview_value = "<h2>What happens next</h2><p>We read every message and answer it.</p>"


class NoteBlock(blocks.StructBlock):
    """Something said aside that people should not miss."""

    title = blocks.CharBlock(max_length=80, required=False)
    text = blocks.RichTextBlock(features=SMALL_FEATURES)
    tone = blocks.ChoiceBlock(choices=TONES, required=False)

    class Meta:
        icon = "info-circle"
        label = "Note"
        description = "Something said aside that people should not miss"
        template = "cms/blocks/note.html"
        preview_value = {
            "title": "Is someone in danger now?",
            "text": "<p>Call <b>999</b> and ask for the police.</p>",
            "tone": "rose",
        }


class FactBlock(blocks.StructBlock):
    """One fact: a term and what it means."""

    term = blocks.CharBlock(max_length=60)
    meaning = blocks.RichTextBlock(features=SMALL_FEATURES)

    class Meta:
        icon = "list-ul"
        label = "Fact"


class FactsBlock(blocks.StructBlock):
    """Facts at a glance, as terms and meanings."""

    title = blocks.CharBlock(max_length=80, required=False)
    facts = blocks.ListBlock(FactBlock(), min_num=1)

    class Meta:
        icon = "list-ul"
        label = "Facts"
        description = "Terms and meanings side by side: phone numbers, opening hours"
        template = "cms/blocks/facts.html"
        preview_value = {
            "title": "How to reach us",
            "facts": [{"term": "Phone", "meaning": "<p>0121 496 0100</p>"}],
        }


class StepBlock(blocks.StructBlock):
    """One step of several, in order."""

    title = blocks.CharBlock(max_length=80)
    text = blocks.RichTextBlock(features=[*SMALL_FEATURES, "ul"])

    class Meta:
        icon = "order"
        label = "Step"


class StepsBlock(blocks.StructBlock):
    """What happens, in order."""

    title = blocks.CharBlock(max_length=80, required=False)
    steps = blocks.ListBlock(StepBlock(), min_num=2)

    class Meta:
        icon = "order"
        label = "Steps"
        description = "What happens, in order"
        template = "cms/blocks/steps.html"
        preview_value = {
            "title": "How a visit comes about",
            "steps": [
                {"title": "Ask", "text": "<p>Tell us who, how many and when.</p>"},
                {"title": "Agree", "text": "<p>We offer a date and a facilitator.</p>"},
            ],
        }


class AnswerBlock(blocks.StructBlock):
    """A question, opened to read its answer."""

    question = blocks.CharBlock(max_length=120)
    answer = blocks.RichTextBlock(features=[*SMALL_FEATURES, "ul"])

    class Meta:
        icon = "help"
        label = "Question"


class AnswersBlock(blocks.StructBlock):
    """Questions that open one by one, without a script."""

    title = blocks.CharBlock(max_length=80, required=False)
    answers = blocks.ListBlock(AnswerBlock(), min_num=1)

    class Meta:
        icon = "help"
        label = "Questions and answers"
        description = "Questions that open one by one"
        template = "cms/blocks/answers.html"
        preview_value = {
            "title": "Questions people ask",
            "answers": [
                {"question": "What does it cost?", "answer": "<p>Nothing: it is free.</p>"}
            ],
        }


class BodyBlock(blocks.StreamBlock):
    """The body of a page to read."""

    text = TextBlock()
    note = NoteBlock()
    facts = FactsBlock()
    steps = StepsBlock()
    answers = AnswersBlock()


class LinkValue(blocks.StructValue):
    """A door's values, with the address that its choices come to."""

    @property
    def address(self) -> str:
        """Where it leads: the page chosen, else the screen."""
        page = self.get("page")
        return str(page.url) if page else address_of(self.get("screen") or "")


class DoorBlock(blocks.StructBlock):
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
        value_class = LinkValue
        preview_value = {
            "title": "I work in a school",
            "text": "Book facilitators for assemblies, workshops, staff and parents.",
            "link_text": "See what we bring",
            "screen": "bookings:workshop_list",
        }

    def clean(self, value: Any) -> Any:
        """A door leads somewhere."""
        cleaned = super().clean(value)
        if not cleaned.get("page") and not cleaned.get("screen"):
            error = ValidationError("Choose the page or the screen that this door leads to.")
            raise blocks.StructBlockValidationError(block_errors={"screen": error})
        return cleaned
