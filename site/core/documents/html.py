"""The same tree as HTML for the site's templates: same words, same order, escaped."""

from collections.abc import Iterable, Mapping
from functools import singledispatchmethod
from types import MappingProxyType

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from core.documents.shapes import Box, Disc, Shape, Tiles
from core.documents.tree import (
    Block,
    BulletList,
    Divider,
    Document,
    Fact,
    Facts,
    Group,
    Heading,
    Paragraph,
    Picture,
    Table,
)
from core.text import writable

NO_CLASSES: Mapping[str, str] = MappingProxyType({})
DEEPEST = 6


def html_of(
    document: Document, *, below: int = 0, classes: Mapping[str, str] = NO_CLASSES
) -> SafeString:
    """The document's blocks. Headings stand `below` so many levels of the page round them.

    `classes` gives the CSS classes of the design's styles, by name.
    """
    return mark_safe(writable(Writer(below, classes).blocks(document.blocks)))  # noqa: S308 - escaped


class Writer:
    """Writes blocks one after the other."""

    def __init__(self, below: int, classes: Mapping[str, str]) -> None:
        self.below = below
        self.classes = classes

    def blocks(self, blocks: Iterable[Block]) -> SafeString:
        return format_html_join("\n", "{}", ((self.block(block),) for block in blocks))

    @singledispatchmethod
    def block(self, block: Block) -> SafeString:
        raise TypeError(f"No HTML is known for {type(block).__name__}.")

    @block.register
    def _(self, block: Heading) -> SafeString:
        level = min(block.level + self.below, DEEPEST)
        return format_html("<h{0}{1}>{2}</h{0}>", level, self.class_of(block.style), block.text)

    @block.register
    def _(self, block: Paragraph) -> SafeString:
        text: str = block.text
        if block.href:
            text = format_html('<a href="{}">{}</a>', block.href, block.text)
        return format_html("<p{}>{}</p>", self.class_of(block.style), text)

    @block.register
    def _(self, block: BulletList) -> SafeString:
        items = format_html_join("", "<li>{}</li>", ((item,) for item in block.items))
        return format_html("<ul{}>{}</ul>", self.class_of(block.style or "item"), items)

    @block.register
    def _(self, block: Facts) -> SafeString:
        facts = format_html_join("", "{}", ((fact_html(fact),) for fact in block.facts))
        return format_html('<dl class="facts">{}</dl>', facts)

    @block.register
    def _(self, block: Group) -> SafeString:
        return format_html("<div>{}</div>", self.blocks(block.blocks))

    @block.register
    def _(self, block: Table) -> SafeString:
        return table_html(block)

    @block.register
    def _(self, block: Picture) -> SafeString:
        return picture_html(block)

    @block.register
    def _(self, block: Divider) -> SafeString:
        return SafeString()

    def class_of(self, style: str) -> SafeString:
        name = self.classes.get(style, "")
        return format_html(' class="{}"', name) if name else SafeString()


def table_html(block: Table) -> SafeString:
    """With the classes of the site's tables."""
    numeric = " govuk-table__{}--numeric"
    header = format_html_join(
        "",
        '<th scope="col" class="govuk-table__header{}">{}</th>',
        (
            (numeric.format("header") if column in block.numbers else "", text)
            for column, text in enumerate(block.header)
        ),
    )
    rows = format_html_join(
        "",
        '<tr class="govuk-table__row">{}</tr>',
        ((row_html(block, row),) for row in block.rows),
    )
    return format_html(
        '<table class="govuk-table"><caption class="govuk-table__caption">{}</caption>'
        '<thead class="govuk-table__head"><tr class="govuk-table__row">{}</tr></thead>'
        '<tbody class="govuk-table__body">{}</tbody></table>',
        block.caption,
        header,
        rows,
    )


def row_html(block: Table, row: tuple[str, ...]) -> SafeString:
    cells = []
    for column, text in enumerate(row):
        if block.row_headers and column == 0:
            cells.append(format_html('<th scope="row" class="govuk-table__header">{}</th>', text))
            continue
        numeric = " govuk-table__cell--numeric" if column in block.numbers else ""
        cells.append(format_html('<td class="govuk-table__cell{}">{}</td>', numeric, text))
    return format_html_join("", "{}", ((cell,) for cell in cells))


def fact_html(fact: Fact) -> SafeString:
    lines = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in fact.lines))
    return format_html("<dt>{}</dt><dd>{}</dd>", fact.label, lines)


def picture_html(picture: Picture) -> SafeString:
    shapes = format_html_join("", "{}", ((shape_html(shape),) for shape in picture.shapes))
    return format_html(
        '<svg role="img" aria-label="{}" width="{}" height="{}" viewBox="0 0 {} {}">{}</svg>',
        picture.alt,
        *(f"{size:g}" for size in (picture.width, picture.height) * 2),
        shapes,
    )


def shape_html(shape: Shape) -> SafeString:
    match shape:
        case Disc():
            return format_html(
                '<circle fill="{}" cx="{}" cy="{}" r="{}"/>',
                shape.colour,
                shape.x,
                shape.y,
                shape.radius,
            )
        case Box():
            return format_html(
                '<rect fill="{}" x="{}" y="{}" width="{}" height="{}" rx="{}"/>',
                *(shape.colour, shape.x, shape.y, shape.width, shape.height, shape.radius),
            )
        case Tiles():
            path = "".join(
                f"M{x:g} {y:g}h{wide:g}v{high:g}h{-wide:g}z" for x, y, wide, high in shape.boxes
            )
            return format_html('<path fill="{}" d="{}"/>', shape.colour, path)
