"""May an organisation be visited on a day? Its closures, its year's terms, the team's week."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import Closure, Organisation, Term
from accounts.models.organisation_kind import Year
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
    """The closure that covers the day: the organisation's own, or its area's for its schools."""
    whose = Q(organisation=organisation)
    if organisation.facts.year == Year.AREA:
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
    terms = list(
        terms_of(organisation)
        .filter(academic_year=academic_year(day))
        .order_by("starts_date", "pk")
    )
    if not terms or any(term.starts_date <= day <= term.ends_date for term in terms):
        return ""
    near = min(terms, key=lambda term: days_away(term, day))
    where = f"at {organisation.name}" if near.area is None else f"in {near.area.name}"
    return (
        f"{date_words(day)} is outside term time {where}. The nearest term is "
        f"{near.name}, {short_date_words(near.starts_date)} to {short_date_words(near.ends_date)}."
    )


def terms_of(organisation: Organisation) -> QuerySet[Term]:
    """The terms by which an organisation's year goes; none for a kind without any."""
    rows = Term.objects.select_related("area")
    year = organisation.facts.year
    if year == Year.NONE:
        return rows.none()
    if year == Year.OWN:
        return rows.filter(organisation=organisation)
    return rows.filter(area=organisation.area_id)


def days_away(term: Term, day: date) -> int:
    """How many days lie between a day and a term."""
    return max((term.starts_date - day).days, (day - term.ends_date).days)
