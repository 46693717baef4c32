"""The door to drawing: the heavy packages behind it are loaded by who first goes through.

That is the worker, whose work drawing is, and seldom a web worker, when the office replaces a
paper and should see at once what came of it. docs/decisions/009 has what it costs.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from core.documents.tree import Document

if TYPE_CHECKING:
    from core.documents.undrawable import Undrawable


def draw(document: Document) -> bytes:
    """The document as a tagged PDF; the same document gives the same bytes.

    Raises UndrawableError, which names every sign that no font has.
    """
    pdf: bytes = import_module("core.documents.pdf").draw(document)
    return pdf


def undrawable_in(texts: Sequence[str]) -> "tuple[Undrawable, ...]":
    """What of these texts could not be drawn; nothing when all is well."""
    found: tuple[Undrawable, ...] = import_module("core.documents.shaping").undrawable_in(texts)
    return found
