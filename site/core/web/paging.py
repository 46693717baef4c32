"""Pages of a long list: nonsense shows the first page, too far shows the last."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

PER_PAGE = 25


class OpenPaginator(Paginator):  # type: ignore[type-arg] # not generic while it runs
    """Counts no further than it must: past `most` it only knows that there is more.

    To count all of a table that grows for years takes longer than everything else on its page.
    """

    def __init__(self, rows: QuerySet[Any], size: int, most: int, wanted: int) -> None:
        super().__init__(rows, size)
        self.rows = rows
        self.most = max(most, wanted * size)

    @cached_property
    def count(self) -> int:
        """How many there are, or one more than `most`: so the page asked for has a next one."""
        return self.rows[: self.most + 1].count()

    @property
    def has_more(self) -> bool:
        return self.count > self.most


def open_page_of(
    rows: QuerySet[Any], number: str | None, most: int, size: int = PER_PAGE
) -> Page[Any]:
    """The page a visitor asked for of a list without an end; nobody counts past `most`."""
    wanted = wanted_page(number)
    return OpenPaginator(rows, size, most, wanted).get_page(wanted)


def wanted_page(number: str | None) -> int:
    """The number in an address; nonsense is the first."""
    # isdigit() alone takes a superscript two for a figure, and int() refuses thousands of them.
    return max(1, int(number[:9])) if number and number.isascii() and number[:9].isdigit() else 1


def page_of(
    rows: QuerySet[Any] | list[Any],
    number: str | None,
    size: int = PER_PAGE,
    count: int | None = None,
) -> Page[Any]:
    """The page a visitor asked for, as near as there is one. A `count` that is known saves one."""
    paginator = Paginator(rows, size)
    if count is not None:
        # A cached property: what is there already is not asked of the database.
        vars(paginator)["count"] = count
    return paginator.get_page(wanted_page(number))
