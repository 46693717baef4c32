"""What training of years leaves beside its places: mail that went out, the log, certificates.

Written by the database from the places themselves, many rows at once: a million rows made one by
one in Python would take as long as everything else together.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import (
    CharField,
    DateTimeField,
    ExpressionWrapper,
    F,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import (
    MD5,
    Cast,
    Concat,
    JSONArray,
    JSONObject,
    Substr,
    TruncDate,
    Upper,
)
from wagtail.models import ModelLogEntry

from certificates.papers.emails.certificate import CERTIFICATE_READY
from certificates.papers.models import Certificate, Paper
from certificates.papers.models.paper import private_storage
from certificates.papers.rules.certificate_document import certificate_document
from certificates.papers.rules.snapshot import Snapshot
from core.clock import london_date
from core.dates import range_words
from core.documents import printing
from core.mail.message_keys import row_keys
from core.mail.message_types import MessageType
from core.models import Message
from training.courses.models import Course
from training.enrolments.emails.enrolment import ENROLMENT_CONFIRMED
from training.enrolments.emails.reminder import REMINDER
from training.enrolments.models import Enrolment
from training.events.models import Event

SPECIMEN = "certificates/earlier-training.pdf"
NOT_ANSWERED = 8  # one in so many never answered the questions: their certificates wait for ever
AT_ONCE = 400  # dates of one statement, so that it stays within the time that one may take
REMINDED = timedelta(days=7)
ISSUED = timedelta(days=1)
WORDS = (
    "You have a place on a date of ours. It begins at half past nine, and it helps to be there ten "
    "minutes early. Bring nothing but something to write with. If you cannot come, say so on your "
    "page: somebody else will be glad of the place."
)


@dataclass(frozen=True)
class Specimen:
    """The one file that all of these certificates share, as they say the same but for the name."""

    facts: Snapshot
    digest: str


def load_history(course: Course, events: Sequence[Event], now: datetime) -> None:
    """What dates left: of each place mail and log, and a certificate of those who answered."""
    specimen = load_specimen(course, now)
    for first in range(0, len(events), AT_ONCE):
        if first in {0, AT_ONCE}:
            refresh_statistics()  # PostgreSQL must know by now that the tables have grown
        add_history(events[first : first + AT_ONCE], specimen)


def add_history(events: Sequence[Event], specimen: Specimen) -> None:
    places = Enrolment.objects.filter(event__in=[event.pk for event in events])
    day = Cast(TruncDate("event__starts_at"), CharField())
    reminded = Concat(Value("7:"), day, Value(":0"), output_field=CharField())  # as told_of()
    starts_at = ExpressionWrapper(F("event__starts_at") - REMINDED, DateTimeField())
    add_mail(places, ENROLMENT_CONFIRMED, Value("0"), F("created_at"))
    add_mail(places, REMINDER, reminded, starts_at)
    add_log(places, Enrolment, "enrol", F("ref"), F("created_at"))
    for _, some in groupby(events, key=attrgetter("starts_at")):
        add_certificates(list(some), specimen)
    papers = Certificate.objects.filter(enrolment__in=places)
    add_log(papers, Certificate, "issue_certificate", F("number"), F("issued_at"))
    add_mail(papers, CERTIFICATE_READY, None, F("issued_at"), about=F("number"))


def add_mail(
    rows: QuerySet[Model],
    message_type: MessageType,
    state: Combinable | None,
    sent_at: Combinable,
    *,
    about: Combinable = F("ref"),  # noqa: B008 - a name of a column, which nobody changes
) -> None:
    """A message of a type for each row, sent at a moment."""
    keys = row_keys(message_type.name, [about, *([state] if state else [])])
    (key,) = keys.values()
    host = Value(f"@{settings.MAIL_DOMAIN}>")
    insert(
        Message,
        rows,
        **keys,
        message_id=Concat(Value("<"), MD5(key), host, output_field=CharField()),
        kind=Value(message_type.name),
        to=F("person__email"),
        subject=Value(message_type.label),
        body_text=Value(WORDS),
        body_html=Value(f"<p>{WORDS}</p>"),
        about=about,
        created_at=sent_at,
        due_at=sent_at,
        sent_at=sent_at,
        attempts=Value(1),
    )


def add_log(
    rows: QuerySet[Model],
    model: type[Model],
    action: str,
    title: Combinable,
    moment: Combinable,
) -> None:
    """A log entry for each row, as core.audit writes it."""
    insert(
        ModelLogEntry,
        rows,
        content_type=Value(ContentType.objects.get_for_model(model, for_concrete_model=False).pk),
        object_id=Cast("pk", CharField()),
        label=title,
        action=Value(f"upstander.{action}"),
        timestamp=moment,
    )


def add_certificates(events: Sequence[Event], specimen: Specimen) -> None:
    """Those of dates that began together: they say the same of when it was."""
    event = events[0]
    came = Enrolment.objects.filter(
        event__in=[one.pk for one in events], outcome=Enrolment.Outcome.ATTENDED
    )
    answered = came.alias(rest=F("pk") % NOT_ANSWERED).exclude(rest=0)
    issued_at = event.ends_at + ISSUED
    day = london_date(issued_at)
    number = Concat(Value(f"UP-{day.year}-"), Upper(Substr("ref", 1, 8)), output_field=CharField())
    code = Substr(MD5("ref"), 1, 26)
    facts = replace(
        specimen.facts,
        dates=(range_words(event.starts_at, event.ends_at),),
        issued_date=day,
    ).as_json()
    address = Concat(
        Value(f"{settings.BASE_URL}/verify/"), code, Value("/"), output_field=CharField()
    )
    facts |= {"number": number, "name": F("person__name"), "verify_url": address}
    insert(
        Paper,
        answered,
        kind=Value(Certificate.KIND),
        number=number,
        code=code,
        person_id=F("person_id"),
        enrolment_id=F("pk"),
        snapshot=JSONObject(**{name: as_json(value) for name, value in facts.items()}),
        pdf=Value(SPECIMEN),
        digest=Value(specimen.digest),
        issued_at=Value(issued_at),
    )


def as_json(value: object) -> Combinable:
    """A value for the database's own JSON functions, which want to be told what a text is."""
    if isinstance(value, Combinable):
        return value
    if isinstance(value, list):
        return JSONArray(*map(as_json, value))
    if isinstance(value, str):
        return Cast(Value(value), TextField())
    return Value(value)


def insert(model: type[Model], rows: QuerySet[Model], **values: Combinable) -> None:
    """Insert a row of a model for each of some rows; what is not said has its default."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    # A name of its own for each: the rows that are read have fields of the same names.
    chosen = {
        f"new_{field.attname}": values.get(
            field.attname, values.get(field.name, Value(field.get_default(), output_field=field))
        )
        for field in fields
    }
    query = rows.order_by("pk").annotate(**chosen).values_list(*chosen).query
    sql, parameters = query.get_compiler(connection=connection).as_sql()
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields if field.column)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) {sql}",
            parameters,
        )


def refresh_statistics() -> None:
    """Let the database know its tables have grown.

    PostgreSQL looks for itself only minutes later, and until then plans every join for tables
    that are nearly empty.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def load_specimen(course: Course, now: datetime) -> Specimen:
    """Draw the file once; what it says of the day is each certificate's own."""
    facts = Snapshot(
        number="UP-SPECIMEN",
        name="Somebody of years ago",
        course_title=course.title,
        course_version=course.current_version.number,
        dates=(),
        place="Birmingham",
        cpd_hours="",
        outcomes=tuple(course.current_version.outcomes),
        facilitators=("Training team",),
        issuer=settings.PARTNERSHIP_NAME,
        issued_date=london_date(now),
        refresh_date=None,
        verify_url=f"{settings.BASE_URL}/verify/",
    )
    storage = private_storage()
    if storage.exists(SPECIMEN):
        with storage.open(SPECIMEN) as file:
            pdf = file.read()
    else:
        pdf = printing.draw(certificate_document(facts))
        storage.save(SPECIMEN, ContentFile(pdf))
    return Specimen(facts, hashlib.sha256(pdf).hexdigest())
