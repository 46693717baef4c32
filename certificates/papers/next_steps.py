"""A certificate is found on the page of the place it was earned with."""

from django.urls import reverse

from certificates.papers.models import Certificate
from training.enrolments.models import Enrolment
from training.enrolments.next_steps import Step, add


@add
def certificate(enrolment: Enrolment) -> Step | None:
    """The certificate that holds."""
    rows = Certificate.objects.filter(enrolment=enrolment, status=Certificate.Status.ISSUED)
    number = rows.values_list("number", flat=True).first() if enrolment.outcome else None
    if not number:
        return None
    url = reverse("papers:certificate_detail", args=[number])
    return Step(f"Your certificate is {number}.", "See your certificate", url)
