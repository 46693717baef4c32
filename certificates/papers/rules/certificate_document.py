"""A certificate as a document: what it says, in the order in which it is read, and how it looks.

Text values only (rule 31): no markup in a value means anything, and nothing is fetched.
"""

from types import MappingProxyType

from certificates.papers.rules.snapshot import Snapshot
from core.dates import short_date_words
from core.documents.design import A4, Design, Frame, TextStyle
from core.documents.qr import qr_picture
from core.documents.shapes import SOFT, WHITE, Box, Disc, Shape
from core.documents.tree import (
    Block,
    BulletList,
    Divider,
    Document,
    Fact,
    Facts,
    Group,
    Heading,
    Paragraph,
)

TITLE = "Certificate of attendance"
NO_CLAIM = "This is a certificate of attendance. It is not a statement of competence."
MOST_DATES = 3

WIDE, HIGH = A4[1], A4[0]  # landscape
BAND = 190.0
LEFT, FOOT = BAND + 44, HIGH - 44
COLUMN = WIDE - 44 - LEFT
PLUM, LILAC, MARIGOLD = "#562886", "#d9c9ee", "#f4a51c"


def mark(x: float, y: float, scale: float) -> tuple[Shape, ...]:
    """Three people, one of whom stands up: circles and rounded bars on a grid of 44."""
    figures = (
        (LILAC, 11, 24, 3.6, 7.4, 29.0, 7.2, 15),
        (LILAC, 33, 24, 3.6, 29.4, 29.0, 7.2, 15),
        (MARIGOLD, 22, 12, 4.6, 17.4, 18.4, 9.2, 25.6),
    )
    left, top = x - 7.4 * scale, y - 7.4 * scale
    shapes: list[Shape] = []
    for colour, head_x, head_y, head, body_x, body_y, wide, high in figures:
        shapes.append(Disc(colour, left + head_x * scale, top + head_y * scale, head * scale))
        box = (left + body_x * scale, top + body_y * scale, wide * scale, high * scale)
        shapes.append(Box(colour, *box, radius=wide * scale / 2))
    return tuple(shapes)


DESIGN = Design(
    page=(WIDE, HIGH),
    main=Frame(LEFT, 48, COLUMN, FOOT - 70),
    frames=MappingProxyType(
        {
            "foot": Frame(LEFT, FOOT - 12, COLUMN, 20),
            "issuer": Frame(34, 152, BAND - 58, 120),
            "check": Frame(34, 380, BAND - 68, 180),
        }
    ),
    styles=MappingProxyType(
        {
            "h1": TextStyle(31, strong=True, colour=PLUM, leading=1.18),
            "words": TextStyle(13, colour=SOFT, leading=1.2, before=10),
            "name": TextStyle(
                strong=True,
                leading=1.18,
                before=2,
                fits=(
                    *((36, 1), (32, 1), (28, 1), (24, 1), (20, 1)),
                    *((24, 2), (22, 2), (20, 2), (18, 2), (16, 2), (13, 3)),
                ),
            ),
            "course": TextStyle(
                strong=True,
                leading=1.18,
                before=2,
                fits=((23, 2), (21, 2), (19, 2), (17, 2), (15, 2), (13, 3)),
            ),
            "version": TextStyle(11, colour=SOFT, leading=1.2, before=5),
            "divider": TextStyle(before=10),
            "label": TextStyle(10, colour=SOFT, leading=1.3, before=9, shrinks=True),
            "value": TextStyle(12, strong=True, leading=1.25, shrinks=True),
            "section": TextStyle(10, colour=SOFT, leading=1.3, before=7),
            "item": TextStyle(12.5, leading=1.28, shrinks=True),
            "claim": TextStyle(10.5, strong=True, colour=SOFT, leading=1.15),
            "house": TextStyle(23, strong=True, colour=WHITE, leading=1.1),
            "issuer": TextStyle(10.5, colour=WHITE, leading=1.24, before=3),
            "p": TextStyle(10.5, colour=WHITE),
            "check": TextStyle(10.5, strong=True, colour=WHITE, leading=1.2, before=8),
            "address": TextStyle(
                colour=WHITE, leading=1.3, fits=((9.5, 1), (8.5, 1), (7.5, 1), (7.5, 3))
            ),
            "foot": TextStyle(8.5, colour=SOFT),
        }
    ),
    # The one band of colour, with our mark.
    backdrop=(Box(PLUM, 0, 0, BAND, HIGH), *mark(34, 44, 2.2)),
    facts_columns=3,
    bullet=MARIGOLD,
    scales=(1.0, 0.92, 0.84, 0.76, 0.68, 0.6),
)
# The classes of the site for the styles above, where the certificate is a page of it.
CLASSES = MappingProxyType(
    {
        "words": "lead",
        "name": "govuk-heading-l",
        "course": "govuk-heading-m",
        "section": "page__section",
        "item": "ticks",
    }
)


def certificate_document(snapshot: Snapshot) -> Document:
    """What a certificate says."""
    outcomes: tuple[Block, ...] = ()
    if snapshot.outcomes:
        heading = Heading("What the course covers", level=2, style="section")
        outcomes = (Divider(), heading, BulletList(snapshot.outcomes))
    return Document(
        title=f"{TITLE}: {snapshot.course_title}",
        author=snapshot.issuer,
        subject=f"Certificate {snapshot.number}",
        dated=snapshot.issued_date,
        design=DESIGN,
        blocks=(
            Heading(TITLE),
            Paragraph("This is to say that", "words"),
            Paragraph(snapshot.name, "name"),
            Paragraph("attended", "words"),
            Paragraph(snapshot.course_title, "course"),
            Paragraph(f"Version {snapshot.course_version} of the course", "version"),
            Divider(),
            Facts(facts_of(snapshot)),
            *outcomes,
            Group((Paragraph(NO_CLAIM, "claim"),), "foot"),
            Group(
                (Paragraph("Upstander", "house"), Paragraph(snapshot.issuer, "issuer")), "issuer"
            ),
            Group(check_of(snapshot), "check"),
        ),
    )


def check_of(snapshot: Snapshot) -> tuple[Block, ...]:
    """How anyone finds out whether it is genuine."""
    address = snapshot.verify_url
    shown = address.split("//")[-1].rsplit("/verify/")[0] + "/verify/"
    alt = f"Square code that leads to {address}"
    return (
        qr_picture(address, alt=alt, size=BAND - 68),
        Paragraph("Check this certificate", "check"),
        Paragraph(shown, "address", href=address),
        Paragraph(snapshot.number, "check"),
    )


def facts_of(snapshot: Snapshot) -> tuple[Fact, ...]:
    """The facts under the words; what there is none of is left out."""
    dates = snapshot.dates
    if len(dates) > MOST_DATES:
        dates = (f"{len(dates)} sessions", f"from {dates[0]}", f"to {dates[-1]}")
    refresh = (short_date_words(snapshot.refresh_date),) if snapshot.refresh_date else ()
    facts = (
        Fact("Date" if len(snapshot.dates) == 1 else "Dates", dates),
        Fact("Where", (snapshot.place,)),
        Fact("CPD hours, without breaks", (snapshot.hours_words,)),
        Fact(
            "Facilitator" if len(snapshot.facilitators) == 1 else "Facilitators",
            (snapshot.facilitators_words,),
        ),
        Fact("Issued", (short_date_words(snapshot.issued_date),)),
        Fact("Refresh by", refresh),
    )
    return tuple(fact for fact in facts if any(fact.lines))
