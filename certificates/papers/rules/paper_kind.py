"""Kinds of paper, each declared once: how what it says is read again, and how it is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from core.registry import Registry


class Facts(Protocol):
    """What a paper says, as it was printed."""

    @property
    def number(self) -> str: ...

    @property
    def name(self) -> str:
        """Whose it is: shown to those who know the surname. Empty: nobody's in particular."""

    @property
    def is_known(self) -> bool:
        """False when it was frozen in a shape that this code does not know."""


@dataclass(frozen=True)
class PaperKind:
    """One kind. Its rows are of the table of papers; nothing else is needed for /verify/."""

    name: str  # as rows keep it
    noun: str  # "certificate", in a sentence
    read: Callable[[Mapping[str, Any]], Facts]
    # The templates that show it to whoever checks it, each with `facts` alone.
    template: str = "certificates/papers/_lines.html"  # draws facts.lines
    about_template: str = ""  # below: what it is proof of, and of what it is not


KINDS: Registry[PaperKind] = Registry("kinds of paper", room="paper_kinds")


def declare(kind: PaperKind) -> PaperKind:
    """Add a kind. Raises ValueError for a name that is taken."""
    return KINDS.add(kind.name, kind)
