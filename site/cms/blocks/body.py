"""What the body of a page is stacked from."""

from wagtail import blocks

from cms.blocks.links import CallToActionBlock
from cms.blocks.lists import CourseCardsBlock, ResourceListBlock, UpcomingDatesBlock
from cms.blocks.pictures import PictureBlock
from cms.blocks.words import (
    AnswersBlock,
    FactsBlock,
    FiguresBlock,
    NoteBlock,
    QuoteBlock,
    StepsBlock,
    TextBlock,
)

WORDS = "Words"
LISTS = "Kept up to date by themselves"


class BodyBlock(blocks.StreamBlock):
    text = TextBlock(group=WORDS)
    note = NoteBlock(group=WORDS)
    facts = FactsBlock(group=WORDS)
    steps = StepsBlock(group=WORDS)
    answers = AnswersBlock(group=WORDS)
    quote = QuoteBlock(group=WORDS)
    figures = FiguresBlock(group=WORDS)
    picture = PictureBlock(group="Pictures and buttons")
    call_to_action = CallToActionBlock(group="Pictures and buttons")
    course_cards = CourseCardsBlock(group=LISTS)
    upcoming_dates = UpcomingDatesBlock(group=LISTS)
    resource_list = ResourceListBlock(group=LISTS)
