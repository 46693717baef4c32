"""What editors build pages from. Each block has a template of its name in templates/cms/blocks/."""

from cms.blocks.body import BodyBlock
from cms.blocks.links import CallToActionBlock, DoorBlock, LinkBlock, LinkValue
from cms.blocks.pictures import PictureBlock
from cms.blocks.words import FEATURES, SMALL_FEATURES, FactBlock, TextBlock

__all__ = [
    "FEATURES",
    "SMALL_FEATURES",
    "BodyBlock",
    "CallToActionBlock",
    "DoorBlock",
    "FactBlock",
    "LinkBlock",
    "LinkValue",
    "PictureBlock",
    "TextBlock",
]
