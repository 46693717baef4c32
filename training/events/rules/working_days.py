"""England's working days: Monday to Friday without bank holidays. A tool: days in, days out."""

from datetime import date, timedelta
from importlib.resources import files
from runpy import run_path

import holidays

DAY = timedelta(days=1)
FRIDAY = 4
# One file of the library: its package would read 250 countries, 19 MB, into every process.
UnitedKingdom = run_path(str(files(holidays) / "countries" / "united_kingdom.py"))["UnitedKingdom"]
# England's: Scotland and Northern Ireland have others. It fills a year when first asked.
_bank_holidays: holidays.HolidayBase = UnitedKingdom(subdiv="ENG")


def is_working_day(day: date) -> bool:
    """Whether offices in England are open that day."""
    return day.weekday() <= FRIDAY and day not in _bank_holidays


def bank_holiday(day: date) -> str:
    """What a bank holiday is called; nothing for any other day."""
    return str(_bank_holidays.get(day) or "")


def add_working_days(day: date, number: int) -> date:
    """The working day so many after a day; the day itself for none."""
    return _step(day, number, DAY)


def days_before(day: date, number: int) -> date:
    """The working day so many before a day; the day itself for none."""
    return _step(day, number, -DAY)


def _step(day: date, number: int, step: timedelta) -> date:
    while number > 0:
        day += step
        if is_working_day(day):
            number -= 1
    return day
