"""Pages of a long list: nonsense shows the first page, too far shows the last."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

PER_PAGE = 25


def page_of(
    rows: QuerySet[Any] | list[Any],
    number: str | None,
    size: int = PER_PAGE,
    count: int | None = None,
) -> Page[Any]:
    """The page a visitor asked for, as near as there is one. A `count` that is known saves one."""
    # isdigit() alone takes a superscript two for a figure, and int() refuses thousands of them.
    wanted = number if number and number.isascii() and number[:9].isdigit() else "1"
    paginator = Paginator(rows, size)
    if count is not None:
        # A cached property: what is there already is not asked of the database.
        vars(paginator)["count"] = count
    return paginator.get_page(wanted[:9])
