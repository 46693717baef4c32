"""Words, dates and shapes that the components need. Load with `{% load ui %}`."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, TypeAlias, cast

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.forms.boundfield import BoundField

from core import dates
from core.clock import LONDON
from core.forms.drawing import ErrorLink, Formlike, Group, error_links, group_of
from core.web.reference import current_reference

register = template.Library()
OneOrMore: TypeAlias = "Formlike | Sequence[Formlike]"

for plain in (dates.hours_words, dates.working_days_words, dates.moment_words, dates.time_words):
    register.filter(plain)
register.filter(dates.clock_words)
register.filter(dates.range_words)  # `starts_at|range_words:ends_at`


def london_day(value: date | datetime) -> date:
    """The day in London of a moment; a bare date is its own day."""
    return value.astimezone(LONDON).date() if isinstance(value, datetime) else value


def of_day(words: Callable[[date], str]) -> Callable[[date | datetime], str]:
    """What is said of a day, said of a moment too."""
    return lambda value: words(london_day(value))


for said in (dates.date_words, dates.short_date_words, dates.month_words, dates.short_month):
    register.filter(said.__name__, of_day(said))


@register.filter
def machine_time(value: date | datetime) -> str:
    """For programs: by London's clock with its offset, and no finer than HTML's `datetime` goes."""
    if isinstance(value, datetime):
        return value.astimezone(LONDON).isoformat(timespec="seconds")
    return value.isoformat()


@register.filter
def day_number(value: date | datetime) -> int:
    """3, as on a leaf of a calendar."""
    return london_day(value).day


@register.filter
def times_words(starts_at: datetime, ends_at: datetime) -> str:
    """9:30am to 12:30pm, for where the day is said already."""
    return f"{dates.time_words(starts_at)} to {dates.time_words(ends_at)}"


@register.simple_tag
def partnership_name() -> str:
    """Whose site it is: for what search engines and readers of mail see, in any include."""
    name: str = settings.PARTNERSHIP_NAME
    return name


@register.simple_tag
def partnership_region() -> str:
    """The West Midlands, as it stands within a sentence."""
    region: str = settings.PARTNERSHIP_REGION
    return region


register.simple_tag(current_reference, name="reference")


@register.simple_tag
def field_group(bound: BoundField) -> Group:
    """How components/field.html draws a field."""
    return group_of(bound)


@register.filter(name="error_links")
def error_links_filter(form: OneOrMore) -> list[ErrorLink]:
    """Everything wrong with a form, a formset or a list of them, as links to the inputs."""
    if isinstance(form, list | tuple):
        return [link for one in form for link in error_links(one)]
    return error_links(cast("Formlike", form))


@register.filter
def has_errors(form: OneOrMore) -> bool:
    """Whether the title of the page begins with "Error"."""
    return bool(error_links_filter(form))


@register.simple_tag
def pager_numbers(page: "Page[Any]") -> list[int | None]:
    """Numbers around the page one is on, None where some are left out, or nobody knows how many."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    numbers = [number if isinstance(number, int) else None for number in elided]
    if getattr(page.paginator, "has_more", False):
        # The last one that was counted is not the last there is.
        return [*(numbers[:-2] if numbers[-2] is None else numbers), None]
    return numbers


@register.filter
def lookup(mapping: Any, key: Any) -> Any:
    """`mapping|lookup:key`: a value whose key the template has in a variable."""
    return mapping.get(key, "") if mapping else ""


@register.filter
def thousands(number: int) -> str:
    """1,994."""
    return f"{number:,}"
