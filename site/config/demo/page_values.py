"""Turns what the data files say of a page into what its fields take."""

from datetime import timedelta
from typing import Any

from wagtail.blocks import ListBlock, PageChooserBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from config.demo.pictures import picture_at
from config.demo.world import World

IN_DAYS = "_in_days"


def values_of(model: type[Page], entry: dict[str, Any], world: World) -> dict[str, Any]:
    """A page's fields: days are counted from today, and blocks find the pages that they name."""
    found: dict[str, Any] = {}
    for name, value in entry.items():
        field = name.removesuffix(IN_DAYS)
        if field != name:
            found[field] = world.today + timedelta(days=value)
        elif name != "days_ago":
            kind = model._meta.get_field(name)
            is_stream = isinstance(kind, StreamField)
            found[name] = blocks_of(kind.stream_block, value) if is_stream else value
    return found


def blocks_of(stream: StreamBlock, parts: list[dict[str, Any]]) -> list[tuple[str, Any]]:
    """The parts of a stream; where a stream takes one kind of block, parts need not name it."""
    found = []
    for part in parts:
        kind = part.get("type") or next(iter(stream.child_blocks))
        values = {name: value for name, value in part.items() if name != "type"}
        block = stream.child_blocks[kind]
        is_struct = isinstance(block, StructBlock)
        found.append((kind, struct_of(block, values) if is_struct else values["text"]))
    return found


def struct_of(block: StructBlock, values: dict[str, Any]) -> dict[str, Any]:
    """The values of one block, with pages in the place of their addresses."""
    return {name: value_of(block.child_blocks[name], value) for name, value in values.items()}


def value_of(block: Any, value: Any) -> Any:
    if isinstance(block, PageChooserBlock):
        return page_at(value)
    if isinstance(block, ImageBlock):
        return picture_at(value)
    if isinstance(block, ListBlock):
        return [value_of(block.child_block, one) for one in value]
    if isinstance(block, StructBlock):
        return struct_of(block, value)
    return value


def page_at(address: str) -> Page:
    """The page at an address of the site; a course by its slug alone."""
    below = address if "/" in address else f"/courses/{address}/"
    return Page.objects.get(url_path__endswith=below, depth__lte=4)
