"""Blocks of words: text, notes, facts, steps, questions, quotations and numbers."""

from typing import Any

from wagtail import blocks

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
    term = blocks.CharBlock(max_length=60)
    meaning = blocks.RichTextBlock(features=SMALL_FEATURES)

    class Meta:
        icon = "list-ul"
        label = "Fact"


class FactsBlock(blocks.StructBlock):
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
    title = blocks.CharBlock(max_length=80)
    text = blocks.RichTextBlock(features=[*SMALL_FEATURES, "ul"])

    class Meta:
        icon = "order"
        label = "Step"


class StepsBlock(blocks.StructBlock):
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


class QuoteBlock(blocks.StructBlock):
    words = blocks.TextBlock(max_length=400, help_text="Without quotation marks.")
    who = blocks.CharBlock(
        max_length=120,
        help_text="A role and a kind of place, such as: Head of year, secondary school. "
        "Name a person only with their written consent, and never a child.",
    )

    class Meta:
        icon = "openquote"
        label = "Quotation"
        description = "What someone said, and who they are"
        template = "cms/blocks/quote.html"
        preview_value = {
            "words": "I used to look away. Now I know four things I can do.",
            "who": "Youth worker, Walsall",
        }


class FigureBlock(blocks.StructBlock):
    number = blocks.CharBlock(max_length=20)
    meaning = blocks.CharBlock(max_length=120)

    class Meta:
        icon = "plus"
        label = "Number"


class FiguresBlock(blocks.StructBlock):
    """Big numbers, and where they come from."""

    title = blocks.CharBlock(max_length=80, required=False)
    figures = blocks.ListBlock(FigureBlock(), min_num=1, max_num=4)
    source = blocks.CharBlock(
        max_length=200, help_text="Where the numbers come from, and when they were counted."
    )

    class Meta:
        icon = "table"
        label = "Numbers"
        description = "Up to four big numbers, and where they come from"
        template = "cms/blocks/figures.html"
        preview_value = {
            "title": "In numbers",
            "figures": [{"number": "7", "meaning": "boroughs"}],
            "source": "Annual report 2022-23",
        }
