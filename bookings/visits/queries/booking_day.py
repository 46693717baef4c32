"""May an organisation be visited on a day? Its closures, its area's terms, the team's week."""

from datetime import date

from django.db.models import Q

from accounts.models import Closure, Organisation, Term
from core.dates import academic_year, date_words, short_date_words
from training.events.rules.working_days import is_working_day

SATURDAY = 5
MONTHS_AHEAD = 12


def closed_words(organisation: Organisation, day: date) -> str:
    """Why there can be no visit on the day, in a sentence; nothing when there can."""
    if day.weekday() >= SATURDAY:
        return f"{date_words(day)} is at the weekend. Choose a day from Monday to Friday."
    if not is_working_day(day):
        return f"{date_words(day)} is a bank holiday. Choose another day."
    return closure_words(organisation, day) or out_of_term_words(organisation, day)


def closure_words(organisation: Organisation, day: date) -> str:
    """The closure that covers the day: the organisation's own, or for a school its area's."""
    whose = Q(organisation=organisation)
    if keeps_terms(organisation):
        whose |= Q(area=organisation.area_id)
    closure = (
        Closure.objects.filter(whose, starts_date__lte=day, ends_date__gte=day)
        .order_by("starts_date", "pk")
        .first()
    )
    if closure is None:
        return ""
    kind = closure.get_kind_display().lower()
    what = f"a {kind}" if closure.kind == Closure.Kind.INSET else kind
    return f"{date_words(day)} is {what} at {organisation.name}. Choose another day."


def out_of_term_words(organisation: Organisation, day: date) -> str:
    """Where the nearest term is when the day is in none. Nothing is said of an unknown year."""
    if not keeps_terms(organisation):
        return ""
    terms = list(
        Term.objects.filter(area=organisation.area_id, academic_year=academic_year(day))
        .select_related("area")
        .order_by("starts_date", "pk")
    )
    if not terms or any(term.starts_date <= day <= term.ends_date for term in terms):
        return ""
    near = min(terms, key=lambda term: days_away(term, day))
    return (
        f"{date_words(day)} is outside term time in {near.area.name}. The nearest term is "
        f"{near.name}, {short_date_words(near.starts_date)} to {short_date_words(near.ends_date)}."
    )


def days_away(term: Term, day: date) -> int:
    """How many days lie between a day and a term."""
    return max((term.starts_date - day).days, (day - term.ends_date).days)


def keeps_terms(organisation: Organisation) -> bool:
    """Whether the organisation's year is the school year."""
    return organisation.kind == Organisation.Kind.SCHOOL
