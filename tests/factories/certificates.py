"""Papers as issuing leaves them, without drawing one each time."""

import hashlib
from datetime import date

import factory
from django.core.files.base import ContentFile

from certificates.papers.models import Certificate, Paper
from certificates.papers.models.paper import new_number, private_storage
from certificates.papers.queries.certificate import snapshot_of
from certificates.papers.rules.snapshot import Snapshot
from core.public_ids import new_code
from tests.cast import NOW

PDF = b"%PDF-1.4 a certificate"
ISSUED = date(2026, 11, 11)


def make_snapshot(**facts: object) -> Snapshot:
    """What a certificate says; any fact may be given."""
    values: dict[str, object] = {
        "number": "UP-2026-7F3KQ9RT",
        "name": "Amina Rashid",
        "course_title": "Preventing violence against women and girls",
        "course_version": 1,
        "dates": ("Thursday 3 December 2026, 9:30am to 12:30pm",),
        "place": "Online",
        "cpd_hours": "2.75",
        "outcomes": ("Recognise signs of harmful behaviour and respond early.",),
        "facilitators": ("Priya Nandra",),
        "issuer": "West Midlands Violence Reduction Partnership",
        "issued_date": date(2026, 12, 3),
        "refresh_date": date(2029, 12, 3),
        "verify_url": f"https://upstander.example/verify/{'a' * 26}/",
    }
    return Snapshot(**{**values, **facts})  # type: ignore[arg-type]


class CertificateFactory(factory.django.DjangoModelFactory[Certificate]):
    """A valid certificate of an enrolment, with a stored file that stands for its PDF."""

    class Meta:
        model = Certificate

    number = factory.LazyFunction(lambda: new_number(ISSUED))
    code = factory.LazyFunction(new_code)
    kind = Certificate.KIND
    person = factory.LazyAttribute(lambda row: row.enrolment.person)
    digest = hashlib.sha256(PDF).hexdigest()
    issued_at = NOW
    snapshot = factory.LazyAttribute(
        lambda row: snapshot_of(
            row.enrolment, number=row.number, code=row.code, issued_date=ISSUED
        ).as_json()
    )
    pdf = factory.LazyAttribute(
        lambda row: private_storage().save(f"certificates/{row.number}.pdf", ContentFile(PDF))
    )
    expires_date = factory.LazyAttribute(lambda row: Snapshot.from_json(row.snapshot).refresh_date)


def revoke_all(why: str = Paper.RevokedWhy.BY_HAND) -> None:
    """As withdrawing leaves every certificate."""
    Certificate.objects.update(
        status=Paper.Status.REVOKED, revoked_why=why, revoked_words="issued in error"
    )


def end_all(status: str) -> None:
    """As withdrawing by hand, or replacing, leaves every certificate."""
    if status == Paper.Status.REVOKED:
        revoke_all()
    else:
        Certificate.objects.update(status=status)
