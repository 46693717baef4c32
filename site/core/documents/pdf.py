"""A document as a tagged PDF: ReportLab draws and marks, pikepdf says what the marks are."""

import io
from threading import Lock

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from core.documents.fonts import STRONG, TEXT, font
from core.documents.pages import laid_out, paint
from core.documents.pen import Pen
from core.documents.shaping import undrawable_in
from core.documents.tagging import tag
from core.documents.tree import Document, texts_of
from core.documents.undrawable import UndrawableError
from core.text import writable

rl_config.useA85 = 0  # letters for streams, which pikepdf would only turn back
one_at_a_time = Lock()  # fonts are the process's, and take up the codes of the document in hand


def draw(document: Document) -> bytes:
    """The same document gives the same bytes. Raises UndrawableError."""
    found = undrawable_in(list(texts_of(document.blocks)))
    if found:
        raise UndrawableError(found)
    with one_at_a_time:
        return drawn(document)


def drawn(document: Document) -> bytes:
    """A document all of whose signs are known to be there."""
    for name in (TEXT, STRONG):
        font(name)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=document.design.page,
        pageCompression=1,
        invariant=1,  # no time and no random id in the file
        lang=document.language,
        initialFontName=TEXT,  # otherwise ReportLab names Helvetica, which is not embedded
    )
    describe(canvas, document)
    layout = laid_out(document)
    pen = Pen(canvas, document.design.page[1])
    paint(layout, document, pen)
    canvas.save()
    return tag(buffer.getvalue(), document, layout.root, pen.codes.texts)


def describe(canvas: Canvas, document: Document) -> None:
    """What a reader's window and a library show about the file."""
    canvas.setTitle(writable(document.title))
    canvas.setAuthor(writable(document.author))
    canvas.setSubject(writable(document.subject))
    canvas.setCreator("Upstander")
    canvas.setProducer("Upstander")
    # WCAG technique PDF18: a reader announces the title, not the name of the file.
    canvas.setViewerPreference("DisplayDocTitle", "true")
