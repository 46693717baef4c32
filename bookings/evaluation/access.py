"""Which questions a personal link opens."""

from datetime import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404

from bookings.evaluation.queries.evaluation import EVALUATION
from core.mail import personal_links
from training.enrolments.models import Enrolment


def evaluation_link(token: str, now: datetime) -> tuple[Enrolment, bool]:
    """Whose questions a link in a mail opens, and whether it still does. Raises Http404."""
    row = personal_links.find(EVALUATION, token)
    if row is None:
        raise Http404
    rows = Enrolment.objects.select_related("event__course", "event__area", "event__venue")
    return get_object_or_404(rows, ref=row.about), personal_links.opens(row, now)
