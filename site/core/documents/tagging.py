"""Tells a drawn PDF what its parts are: structure tree, parent tree, language. By pikepdf."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from core.documents.codes import readable_table
from core.documents.structure import Element, Mark
from core.documents.tree import Document
from core.text import writable

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{dates}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def tag(pdf: bytes, document: Document, root: Element, texts: Mapping[int, str]) -> bytes:
    """The same pages with the tree that was filled while they were drawn, and with fonts whose
    private codes read as these texts."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if texts:
            name_codes(opened, texts)
        Tagger(opened).tag(root)
        opened.Root.Lang = String(document.language)
        opened.Root.MarkInfo = Dictionary(Marked=True)
        dates = _dated(opened, document.dated)
        words = {
            "title": escape(writable(document.title)),
            "language": escape(document.language),
            "dates": dates,
        }
        opened.Root.Metadata = opened.make_stream(
            XMP.format(**words).encode(), Type=Name.Metadata, Subtype=Name.XML
        )
        buffer = io.BytesIO()
        # Objects in streams make it smaller by a third; a random id would change the digest.
        opened.save(
            buffer,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return buffer.getvalue()


def _dated(pdf: pikepdf.Pdf, day: date | None) -> str:
    """Write the day of a document into the file, and give its XMP; of one without a day, none.

    What draws it would say 1 January 2000, so that the same document gives the same bytes.
    """
    for name in ("/CreationDate", "/ModDate"):
        if name in pdf.docinfo:
            del pdf.docinfo[name]
        if day:
            pdf.docinfo[name] = String(f"D:{day.isoformat().replace('-', '')}000000Z")
    return f"<xmp:CreateDate>{day.isoformat()}</xmp:CreateDate>\n" if day else ""


def name_codes(pdf: pikepdf.Pdf, texts: Mapping[int, str]) -> None:
    """Write into each font's table what its codes read as."""
    done = set()
    for page in pdf.pages:
        for font in page.obj.Resources.Font.values():
            table = font.get("/ToUnicode")
            if table is not None and table.objgen not in done:
                done.add(table.objgen)
                table.write(readable_table(table.read_bytes(), texts))


@dataclass
class Tagger:
    """Writes elements into an open PDF, and notes which one each marked piece belongs to."""

    pdf: pikepdf.Pdf
    owners: dict[int, dict[int, Object]] = field(default_factory=dict)

    def tag(self, root: Element) -> None:
        tree = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        pages = list(self.pdf.pages)
        tree.K = Array([self.element(root, tree, pages)])
        numbers = Array()
        for index, page in enumerate(pages):
            owned = self.owners.get(index, {})
            numbers.append(index)
            numbers.append(self.pdf.make_indirect(Array([owned[at] for at in sorted(owned)])))
            page.obj.StructParents = index
            page.obj.Tabs = Name.S  # the tab key follows the tree
        tree.ParentTree = self.pdf.make_indirect(Dictionary(Nums=numbers))
        tree.ParentTreeNextKey = len(pages)
        self.pdf.Root.StructTreeRoot = tree

    def element(self, element: Element, parent: Object, pages: list[pikepdf.Page]) -> Object:
        made = self.pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=parent)
        )
        if element.alt:
            made.Alt = String(writable(element.alt))
        if element.scope:
            made.A = Dictionary(O=Name.Table, Scope=Name(f"/{element.scope}"))
        if element.box:
            made.A = Dictionary(O=Name.Layout, BBox=Array([round(at, 2) for at in element.box]))
        kids = Array()
        for child in element.children:
            if isinstance(child, Mark):
                self.owners.setdefault(child.page, {})[child.number] = made
                page = pages[child.page].obj
                kids.append(Dictionary(Type=Name.MCR, Pg=page, MCID=child.number))
            else:
                kids.append(self.element(child, made, pages))
        made.K = kids
        return made
