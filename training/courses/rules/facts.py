"""What is said of a course, each fact in one wording: values in, words out."""

from decimal import Decimal

from core.dates import hours_words, working_days_words
from core.text import count_words

YEAR = 12  # months
NOTICE_DAYS = 10  # what a course needs unless it says otherwise, in working days


def plain_hours(hours: Decimal | str) -> str:
    """2.75; 10: without idle noughts. Empty for none."""
    number = Decimal(hours or 0)
    # Without the "f" normalize() writes 10 as 1E+1.
    return f"{number.normalize():f}" if number else ""


def cpd_words(hours: Decimal | str) -> str:
    """2.75 hours; 1 hour. One contact hour is one hour, breaks left out (domain 6.3)."""
    number = plain_hours(hours)
    return f"{number} hour{'' if number == '1' else 's'}" if number else ""


def refresh_words(months: int | None) -> str:
    """Every 3 years; Every 18 months; Every year. Empty when once is enough."""
    if not months:
        return ""
    years, rest = divmod(months, YEAR)
    number, noun = (months, "month") if rest else (years, "year")
    return f"Every {noun}" if number == 1 else f"Every {count_words(number, noun)}"


def length_words(minutes: int, breaks: int = 0) -> str:
    """3 hours; 3 hours, 15 minutes of it for breaks."""
    whole = hours_words(minutes)
    return f"{whole}, {hours_words(breaks)} of it for breaks" if breaks else whole


def group_words(
    least: int | None, most: int, hard_most: int | None = None, reason: str = ""
) -> str:
    """10 to 30 people; Up to 30 people; never more than 32, because of the room."""
    size = (
        f"{least} to {most} people" if least else f"Up to {count_words(most, 'person', 'people')}"
    )
    if not hard_most:
        return size
    return f"{size}; never more than {hard_most}{because_words(reason)}"


def because_words(reason: str) -> str:
    """What follows the most that fit: ", because of the size of the hall"."""
    return f", because of {reason}" if reason else ""


def notice_words(days: int) -> str:
    """Ask at least 10 working days before."""
    return f"Ask at least {working_days_words(days)} before"
