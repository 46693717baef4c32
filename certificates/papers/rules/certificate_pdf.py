"""A certificate on paper. A tool: a frozen record in, PDF bytes out.

A fixed drawing with text values only (rule 31): no markup in a value means anything,
and nothing is fetched. The same record gives the same bytes. Everything is drawn in the order in
which it should be read.
"""

import io
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import segno
from reportlab.lib.colors import Color, HexColor, white
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from certificates.papers.rules.snapshot import Snapshot
from core.dates import short_date_words

TITLE = "Certificate of attendance"
NO_CLAIM = "This is a certificate of attendance. It is not a statement of competence."

FONTS = Path(__file__).resolve().parents[3] / "static" / "fonts"
TEXT, STRONG = "SourceSans3-Regular", "SourceSans3-SemiBold"
WIDE, HIGH = landscape(A4)
BAND = 190.0
LEFT, RIGHT = BAND + 44, WIDE - 44
COLUMN = RIGHT - LEFT
FOOT = HIGH - 44

INK, SOFT = HexColor("#221733"), HexColor("#4c4160")
PLUM, LILAC, MARIGOLD = HexColor("#562886"), HexColor("#d9c9ee"), HexColor("#f4a51c")
LINE = HexColor("#d9c9ee")
ABOVE = 230  # Unicode's class of accents over a letter
TALL, ASCENDING = 0.165, frozenset("bdfhklt")  # how much taller capitals are than small letters
MOST_DATES = 3
QUIET_ZONE = 4  # modules of white around a QR code, as its standard asks


class MissingGlyphError(ValueError):
    """The fonts have no sign for a letter; ReportLab would drop it without a word."""

    def __init__(self, text: str, missing: str) -> None:
        codes = ", ".join(f"U+{ord(letter):04X}" for letter in missing)
        super().__init__(f"The certificate's font has no sign for {codes} in {text!r}.")


def render(snapshot: Snapshot) -> bytes:
    """The certificate as a PDF of one page. Raises MissingGlyphError."""
    load_fonts()
    refuse_missing_glyphs(snapshot)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(WIDE, HIGH),
        bottomup=0,  # y counts from the top, as one reads
        pageCompression=1,
        invariant=1,  # no time and no random id in the file: the same record has the same digest
        lang="en-GB",
        initialFontName=TEXT,  # otherwise ReportLab names Helvetica, which is not embedded
    )
    describe(canvas, snapshot)
    CertificatePage(canvas).draw(snapshot)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@cache
def load_fonts() -> None:
    """Read the two fonts once in a process."""
    for name in (TEXT, STRONG):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


def refuse_missing_glyphs(snapshot: Snapshot) -> None:
    """Look every letter up in both fonts before anything is drawn."""
    texts = [snapshot.name, snapshot.course_title, snapshot.place, snapshot.issuer]
    texts += [*snapshot.dates, *snapshot.outcomes, *snapshot.facilitators]
    for font in (TEXT, STRONG):
        known = pdfmetrics.getFont(font).face.charToGlyph
        for text in texts:
            missing = "".join(dict.fromkeys(sign for sign in text if ord(sign) not in known))
            if missing:
                raise MissingGlyphError(text, missing)


def describe(canvas: Canvas, snapshot: Snapshot) -> None:
    """What a reader's window and a library show about the file."""
    canvas.setTitle(f"{TITLE}: {snapshot.course_title}")
    canvas.setAuthor(snapshot.issuer)
    canvas.setSubject(f"Certificate {snapshot.number}")
    canvas.setCreator("Upstander")
    canvas.setProducer("Upstander")
    # WCAG technique PDF18: a reader announces the title, not the name of the file.
    canvas.setViewerPreference("DisplayDocTitle", "true")


def width_of(text: str, font: str, size: float) -> float:
    """How wide a text is, in points."""
    width: float = pdfmetrics.stringWidth(text, font, size)
    return width


def placed(text: str, font: str, size: float) -> Iterator[tuple[str, float, float]]:
    """Parts of a line, how far to the right and how far up each stands.

    The fonts have no ready sign for, say, the second letter of Yoruba's "ọ̀"; its accent is drawn
    over the middle of its letter, higher over a tall one. Plain text is one part.
    """
    run, start = "", 0.0
    above = 0
    for sign in text:
        if not unicodedata.combining(sign):
            run, above = run + sign, 0
            continue
        letter = run[-1:]
        if letter:
            yield run, start, 0.0
            start += width_of(run, font, size)
            half, run = width_of(letter, font, size) / 2, ""
            tall = TALL * size if letter.isupper() or letter in ASCENDING else 0.0
        up = 0.0
        if unicodedata.combining(sign) == ABOVE:
            up, above = tall + above * TALL * size, above + 1
        yield sign, start - half, up
    if run:
        yield run, start, 0.0


def wrapped(text: str, font: str, size: float, width: float) -> list[str]:
    """The text in lines no wider than `width`; a word too wide for a line is broken."""
    lines: list[str] = []
    line = ""
    for word in pieces(text, font, size, width):
        longer = f"{line} {word}".strip()
        if width_of(longer, font, size) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def pieces(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """The words of a text, those wider than a line in parts."""
    for word in text.split():
        rest = word
        while width_of(rest, font, size) > width:
            count = len(rest)
            while count > 1 and width_of(rest[:count], font, size) > width:
                count -= 1
            yield rest[:count]
            rest = rest[count:]
        yield rest


def fitted(
    text: str, font: str, sizes: Sequence[float], fit: tuple[float, int]
) -> tuple[float, list[str]]:
    """The largest of the sizes at which a text takes at most so many lines of a width."""
    width, most = fit
    for size in sizes:
        lines = wrapped(text, font, size, width)
        if len(lines) <= most:
            return size, lines
    return sizes[-1], lines


class CertificatePage:
    """The page, drawn from the top down."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = 0.0

    def draw(self, snapshot: Snapshot) -> None:
        """Band, words, facts, outcomes, foot."""
        self.band(snapshot)
        self.words(snapshot)
        self.rule(self.y + 22)
        self.facts(snapshot)
        if snapshot.outcomes:
            self.rule(self.y + 6)
            self.outcomes(snapshot.outcomes)
        self.line(NO_CLAIM, LEFT, FOOT, size=10.5, font=STRONG, colour=SOFT)

    # Pieces

    def line(
        self, text: str, x: float, y: float, *, size: float, font: str = TEXT, colour: Color = INK
    ) -> None:
        """One line of text with its foot at y."""
        self.canvas.setFillColor(colour)
        self.canvas.setFont(font, size)
        for part, right, up in placed(text, font, size):
            self.canvas.drawString(x + right, y - up, part)

    def lines(
        self, lines: Sequence[str], *, size: float, font: str = TEXT, colour: Color = INK
    ) -> None:
        """Lines one under the other, from where the last piece ended."""
        for text in lines:
            self.y += size * 1.18
            self.line(text, LEFT, self.y, size=size, font=font, colour=colour)

    def rule(self, y: float) -> None:
        self.canvas.setStrokeColor(LINE)
        self.canvas.setLineWidth(0.8)
        self.canvas.line(LEFT, y, RIGHT, y)
        self.y = y

    # The band

    def band(self, snapshot: Snapshot) -> None:
        """The one band of colour: our mark above, the code to check it below."""
        self.canvas.setFillColor(PLUM)
        self.canvas.rect(0, 0, BAND, HIGH, stroke=0, fill=1)
        self.mark(34, 44, 2.2)
        self.line("Upstander", 34, 172, size=23, font=STRONG, colour=white)
        for number, text in enumerate(wrapped(snapshot.issuer, TEXT, 10.5, BAND - 58)):
            self.line(text, 34, 190 + number * 13, size=10.5, colour=white)
        self.code(snapshot.verify_url, 34, 384, BAND - 68)
        self.line("Check this certificate", 34, 525, size=10.5, font=STRONG, colour=white)
        shown = snapshot.verify_url.split("//")[-1].rsplit("/verify/")[0] + "/verify/"
        size, lines = fitted(shown, TEXT, (9.5, 8.5, 7.5), (BAND - 44, 1))
        self.line(lines[0], 34, 538, size=size, colour=white)
        self.line(snapshot.number, 34, FOOT, size=10.5, font=STRONG, colour=white)

    def mark(self, x: float, y: float, scale: float) -> None:
        """Three people, one of whom stands up: circles and rounded bars on a grid of 44."""
        figures = (
            (LILAC, 11, 24, 3.6, 7.4, 29.0, 7.2, 15),
            (LILAC, 33, 24, 3.6, 29.4, 29.0, 7.2, 15),
            (MARIGOLD, 22, 12, 4.6, 17.4, 18.4, 9.2, 25.6),
        )
        self.canvas.saveState()
        self.canvas.translate(x - 7.4 * scale, y - 7.4 * scale)
        self.canvas.scale(scale, scale)
        for colour, head_x, head_y, head, body_x, body_y, wide, high in figures:
            self.canvas.setFillColor(colour)
            self.canvas.circle(head_x, head_y, head, stroke=0, fill=1)
            self.canvas.roundRect(body_x, body_y, wide, high, wide / 2, stroke=0, fill=1)
        self.canvas.restoreState()

    def code(self, address: str, x: float, y: float, wide: float) -> None:
        """The address as a QR code on white, every dark module in one path."""
        self.canvas.setFillColor(white)
        self.canvas.roundRect(x, y, wide, wide, 6, stroke=0, fill=1)
        # Telephones do not read Micro QR codes, which segno would take for a short address.
        matrix = segno.make(address, error="m", micro=False).matrix
        module = wide / (len(matrix) + 2 * QUIET_ZONE)
        path = self.canvas.beginPath()
        for row, modules in enumerate(matrix):
            for start, length in dark_runs(modules):
                left, top = x + (start + QUIET_ZONE) * module, y + (row + QUIET_ZONE) * module
                # A hair higher than a module, so that no light shows between two rows.
                path.rect(left, top, length * module, module * 1.01)
        self.canvas.setFillColor(INK)
        self.canvas.drawPath(path, stroke=0, fill=1)

    # The column

    def words(self, snapshot: Snapshot) -> None:
        """Who attended what."""
        self.y = 46
        self.lines([TITLE], size=31, font=STRONG, colour=PLUM)
        self.y += 20
        self.lines(["This is to say that"], size=13, colour=SOFT)
        self.y += 1
        size, lines = fitted(snapshot.name, STRONG, (36, 32, 28, 24, 20), (COLUMN, 1))
        if len(lines) > 1:
            size, lines = fitted(snapshot.name, STRONG, (24, 22, 20, 18, 16), (COLUMN, 2))
        self.lines(lines, size=size, font=STRONG)
        self.y += 10
        self.lines(["attended"], size=13, colour=SOFT)
        self.y += 1
        size, lines = fitted(snapshot.course_title, STRONG, (23, 21, 19, 17, 15), (COLUMN, 2))
        self.lines(lines, size=size, font=STRONG)
        self.y += 5
        self.lines([f"Version {snapshot.course_version} of the course"], size=11, colour=SOFT)

    def facts(self, snapshot: Snapshot) -> None:
        """Labels over values, three to a row."""
        gap = 18
        third = (COLUMN - 2 * gap) / 3
        rows = facts_of(snapshot)
        for start in range(0, len(rows), 3):
            top = self.y + 12
            lowest = top
            for column, (label, texts) in enumerate(rows[start : start + 3]):
                x, y = LEFT + column * (third + gap), top + 9
                self.line(label, x, y, size=10, colour=SOFT)
                for text in texts:
                    for part in wrapped(text, STRONG, 12, third):
                        y += 15
                        self.line(part, x, y, size=12, font=STRONG)
                lowest = max(lowest, y)
            self.y = lowest
        self.y += 6

    def outcomes(self, outcomes: Sequence[str]) -> None:
        """What the course covers, as large as there is room for."""
        self.y += 8
        self.lines(["What the course covers"], size=10, colour=SOFT)
        top, room = self.y + 2, FOOT - 22 - self.y
        for size in (12.5, 11.5, 10.5, 9.5, 8.5, 7.5):
            items = [wrapped(text, TEXT, size, COLUMN - 14) for text in outcomes]
            step = size * 1.28
            if sum(map(len, items)) * step <= room:
                break
        self.y = top
        for lines in items:
            if self.y + len(lines) * step > FOOT - 16:
                break  # more than a page holds; the page that checks it lists them all
            self.canvas.setFillColor(MARIGOLD)
            self.canvas.circle(LEFT + 3, self.y + step - size * 0.32, 2.4, stroke=0, fill=1)
            for text in lines:
                self.y += step
                self.line(text, LEFT + 14, self.y, size=size)


def dark_runs(modules: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many stand together."""
    start = None
    for place, module in enumerate([*modules, 0]):
        if module and start is None:
            start = place
        elif not module and start is not None:
            yield start, place - start
            start = None


def facts_of(snapshot: Snapshot) -> list[tuple[str, list[str]]]:
    """The facts under the words: a label and its lines each; what there is none of is left out."""
    dates = list(snapshot.dates)
    if len(dates) > MOST_DATES:
        dates = [f"{len(dates)} sessions", f"from {dates[0]}", f"to {dates[-1]}"]
    refresh = [short_date_words(snapshot.refresh_date)] if snapshot.refresh_date else []
    facts = [
        ("Date" if len(snapshot.dates) == 1 else "Dates", dates),
        ("Where", [snapshot.place]),
        ("CPD hours, without breaks", [snapshot.hours_words]),
        (
            "Facilitator" if len(snapshot.facilitators) == 1 else "Facilitators",
            [snapshot.facilitators_words],
        ),
        ("Issued", [short_date_words(snapshot.issued_date)]),
        ("Refresh by", refresh),
    ]
    return [(label, texts) for label, texts in facts if any(texts)]
