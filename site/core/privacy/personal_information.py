"""Whether text looks as if it held somebody's details. A tool: words in, words out.

It helps people to take out what they did not mean to write (domain 6.2). It is no guard: what
it finds is asked about once and then left to the writer.
"""

import re
from datetime import date, timedelta

PHONE = re.compile(r"(?<![\w+])(?:(?:\+|00)44[ ().-]*|0)(?:\d[ ().-]*){9,10}(?!\w)")
NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
FIGURES = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
ISO = re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)")
WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({'|'.join(MONTHS)})[a-z]*\.?,? (\d{{4}})(?!\d)",
    re.IGNORECASE,
)
CENTURY = 100
A_YEAR = timedelta(days=365)
# The NHS Data Dictionary's check: modulus 11, and a number that would need 10 is never given out.
NHS_WEIGHTS, NHS_MODULUS, NEVER_GIVEN = range(10, 1, -1), 11, 10


def personal_details_in(text: str, today: date) -> list[str]:
    """What the text seems to hold: a telephone number, a date of birth, an NHS number."""
    found = {
        "an NHS number": any(is_nhs_number("".join(one)) for one in NHS_NUMBER.findall(text)),
        "a telephone number": PHONE.search(text) is not None,
        "a date of birth": any(day < today - A_YEAR for day in dates_in(text, today)),
    }
    return [words for words, is_there in found.items() if is_there]


def is_nhs_number(figures: str) -> bool:
    """Ten figures whose last one checks the others, as in every NHS number."""
    total = sum(int(one) * weight for one, weight in zip(figures, NHS_WEIGHTS, strict=False))
    check = NHS_MODULUS - total % NHS_MODULUS
    return check != NEVER_GIVEN and check % NHS_MODULUS == int(figures[-1])


def dates_in(text: str, today: date) -> list[date]:
    """Every date written out with its year; of two figures, the year nearest before today."""
    parts = [(year, month, day) for day, month, year in FIGURES.findall(text)]
    parts += ISO.findall(text)
    parts += [
        (year, str(MONTHS.index(month[:3].lower()) + 1), day)
        for day, month, year in WORDS.findall(text)
    ]
    return [day for one in parts if (day := read_date(*map(int, one), today=today))]


def read_date(year: int, month: int, day: int, *, today: date) -> date | None:
    if year < CENTURY:
        year += today.year - today.year % CENTURY
        year -= CENTURY if year > today.year else 0
    try:
        return date(year, month, day)
    except ValueError:
        return None
