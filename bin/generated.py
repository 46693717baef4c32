"""The parts of docs/ that are made from the code: `make docs` writes them.

What is read is files, not modules, so that this needs no more than Python.
"""

from collections.abc import Callable
from pathlib import Path

import file_map
import guards
from place import ROOT

Part = tuple[str, Callable[[Path], str]]
PARTS: dict[Path, list[Part]] = {
    Path("docs") / "testing.md": [("guards", guards.table)],
    Path("docs") / "files.md": [("files", file_map.listing)],
    Path("docs") / "layout.md": [("nouns", file_map.nouns), ("messages", file_map.messages)],
}
NOTE = "`make docs` writes what follows"


def written(root: Path, page: Path) -> str:
    """A page as it should be. Raises ValueError when it has no place for one of its parts."""
    text = (root / page).read_text(encoding="utf-8")
    for name, make in PARTS[page]:
        begin, end = f"<!-- {name}: {NOTE} -->", f"<!-- end of {name} -->"
        before, found, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"{page} needs the lines {begin} and {end}")
        text = f"{before}{begin}\n{make(root)}\n{end}{after}"
    return text


def write() -> None:
    """Bring every page up to date."""
    for page in PARTS:
        (ROOT / page).write_text(written(ROOT, page), encoding="utf-8")
