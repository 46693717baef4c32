"""300 certificates drawn and tagged, against bare ReportLab pages with the same fonts and code."""

import io
import resource
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import segno
from django.conf import settings
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from certificates.papers.rules.certificate_document import certificate_document
from certificates.papers.rules.snapshot import Snapshot
from config.benchmarks.figures import interleaved, line, medians, seconds_of
from core.documents.fonts import STRONG, TEXT, font
from core.documents.printing import draw
from core.documents.qr import dark_runs
from core.documents.tree import texts_of
from core.public_ids import new_code, printed_ref

PAPERS = 300
TO_REACH = {"drawn and tagged": 0.5}
MOST_KILOBYTES = 40
NAMES = ("Amina Rashid", "Siobhán Ní Néill", "Łukasz Żółciński", "Nguyễn Thị Ánh Tuyết")
SHAPED = ("ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "مريم الحسن", "রহিমা খাতুন", "יעל כהן")
OUTCOMES = (
    "Recognise signs of harmful behaviour and respond early.",
    "Hold a difficult conversation with a young person without shaming them.",
    "Use the bystander approach with a group.",
    "Know whom to tell, and how, when somebody is at risk.",
)


def run(rounds: int) -> str:
    """The figures as one line: milliseconds a paper, kilobytes, and the ratio to the floor."""
    plain, shaped = snapshots(NAMES), snapshots(SHAPED)
    bare = [(one, list(texts_of(certificate_document(one).blocks))) for one in plain]
    measures: dict[str, Callable[[], float]] = {
        "floor": lambda: seconds_of(lambda: [floor(*one) for one in bare]),
        "drawn and tagged": lambda: seconds_of(lambda: [ours(one) for one in plain]),
        "in other scripts": lambda: seconds_of(lambda: [ours(one) for one in shaped]),
    }
    for measure in measures.values():
        measure()  # so that no font is read while the clock runs
    found = medians(interleaved(measures, rounds))
    return line(
        "certificates",
        papers=PAPERS,
        rounds=rounds,
        floor="one page of the same texts, two embedded fonts and code, by ReportLab alone",
        milliseconds={name: round(1000 * value / PAPERS, 2) for name, value in found.items()},
        kilobytes={
            "floor": kilobytes(floor(*one) for one in bare[:4]),
            "drawn and tagged": kilobytes(ours(one) for one in plain[:4]),
            "in other scripts": kilobytes(ours(one) for one in shaped[:4]),
        },
        most_kilobytes=MOST_KILOBYTES,
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        ratio={name: round(found["floor"] / found[name], 2) for name in TO_REACH},
        to_reach=TO_REACH,
    )


def kilobytes(papers: Iterable[bytes]) -> float:
    """Of the largest."""
    return round(max(map(len, papers)) / 1000, 1)


def snapshots(names: Sequence[str]) -> list[Snapshot]:
    """So many papers, each with a name, a number and a code of its own."""
    day = date(2026, 12, 3)
    return [
        Snapshot(
            number=f"UP-2026-{printed_ref(8)}",
            name=f"{names[count % len(names)]} {count}",
            course_title="Preventing violence against women and girls",
            course_version=1,
            dates=("Thursday 3 December 2026, 9:30am to 12:30pm",),
            place="Council House, Victoria Square, Birmingham",
            cpd_hours="2.75",
            outcomes=OUTCOMES,
            facilitators=("Priya Nandra", "Jordan Ellis"),
            issuer=settings.PARTNERSHIP_NAME,
            issued_date=day,
            refresh_date=day.replace(year=2029),
            verify_url=f"https://upstander.example/verify/{new_code()}/",
        )
        for count in range(PAPERS)
    ]


def ours(snapshot: Snapshot) -> bytes:
    return draw(certificate_document(snapshot))


def floor(snapshot: Snapshot, texts: Sequence[str]) -> bytes:
    """The same words, each on a line, and the same square code: no layout, no tags."""
    for name in (TEXT, STRONG):
        font(name)  # read once in a process
    buffer = io.BytesIO()
    size = landscape(A4)
    canvas = Canvas(buffer, pagesize=size, pageCompression=1, invariant=1, initialFontName=TEXT)
    canvas.setTitle(f"Certificate of attendance: {snapshot.course_title}")
    for count, text in enumerate(texts):
        canvas.setFont(STRONG if count % 2 else TEXT, 11)
        canvas.drawString(234, size[1] - 40 - 16 * count, text)
    path = canvas.beginPath()
    matrix = segno.make(snapshot.verify_url, error="m", micro=False).matrix
    for row, modules in enumerate(matrix):
        for start, length in dark_runs(modules):
            path.rect(34 + 3 * start, 200 - 3 * row, 3 * length, 3)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()
