"""The XML inside a workbook that says what is shown: the reader of cells does not tell."""

import zipfile
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias
from xml.parsers import expat

from core.files.sheet.rows import MOST_COLUMNS, MOST_LINES, Hidden, UnreadableError

Elements: TypeAlias = Iterable[tuple[str, dict[str, str]]]

WANTED = frozenset(
    {"sheet", "workbookView", "Relationship", "col", "row"}  # of Excel
    | {"table", "table-row", "table-column", "config-item"}  # of OpenDocument
)


class Parts:
    """The XML inside a workbook that says what is shown."""

    def __init__(self, archive: zipfile.ZipFile):
        self.archive = archive

    def elements(self, name: str) -> Iterator[tuple[str, dict[str, str]]]:
        """The elements of a part that say what is shown, in their order and without prefixes."""
        found: list[tuple[str, dict[str, str]]] = []
        texts: list[str] = []
        parser = expat.ParserCreate()
        parser.EntityDeclHandler = refuse_entity

        def start(tag: str, attributes: dict[str, str]) -> None:
            texts.clear()
            if (name := tag.rpartition(":")[2]) in WANTED:
                bare = {key.rpartition(":")[2]: value for key, value in attributes.items()}
                found.append((name, bare))

        def end(tag: str) -> None:
            if tag.endswith("config-item"):
                found.append(("/config-item", {"text": "".join(texts[:20])}))

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = texts.append
        try:
            parser.Parse(self.archive.read(name), True)
        except KeyError:
            return iter(())
        return iter(found)

    def open_sheet_of(self, ending: str) -> str:
        """The name of the sheet that was open when the file was saved."""
        if ending == "ods":
            name = ""
            for tag, about in self.elements("settings.xml"):
                if tag == "config-item":
                    name = about.get("name", "")
                elif tag == "/config-item" and name == "ActiveTable":
                    return about["text"]
            return ""
        names, at = [], 0
        for tag, about in self.elements("xl/workbook.xml"):
            if tag == "sheet":
                names.append(about.get("name", ""))
            elif tag == "workbookView":
                at = int(about.get("activeTab", 0))
        return names[at] if at < len(names) else ""

    def hidden_of(self, ending: str, sheet: str) -> Hidden:
        if ending == "ods":
            return hidden_in_ods(self.elements("content.xml"), sheet)
        return hidden_in_xlsx(self.elements(self.path_of(sheet)))

    def path_of(self, sheet: str) -> str:
        """Where a sheet stands in the archive."""
        key = next(
            about.get("id", "")
            for tag, about in self.elements("xl/workbook.xml")
            if tag == "sheet" and about.get("name") == sheet
        )
        for tag, about in self.elements("xl/_rels/workbook.xml.rels"):
            if tag == "Relationship" and about.get("Id") == key:
                target = about.get("Target", "")
                return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return ""


def refuse_entity(*about: Any) -> None:
    raise UnreadableError("This workbook is not in the usual form. Save it again, in Excel.")


def hidden_in_xlsx(elements: Elements) -> Hidden:
    hidden, number = Hidden(), 0
    for tag, about in elements:
        is_hidden = about.get("hidden") in {"1", "true"}
        if tag == "col" and (is_hidden or float(about.get("width", 1)) == 0):
            last = min(int(about["max"]), MOST_COLUMNS * 4)
            hidden.columns.update(range(int(about["min"]), last + 1))
        elif tag == "row":
            number = int(about.get("r", number + 1))
            if is_hidden or float(about.get("ht", 1)) == 0:
                hidden.rows.add(number)
    return hidden


def hidden_in_ods(elements: Elements, sheet: str) -> Hidden:
    hidden, is_inside = Hidden(), False
    at = {"table-row": 0, "table-column": 0}
    kinds = {"table-row": hidden.rows, "table-column": hidden.columns}
    for tag, about in elements:
        if tag == "table":
            is_inside = about.get("name") == sheet
        if not is_inside or tag not in at:
            continue
        axis = "rows" if tag == "table-row" else "columns"
        times = int(about.get(f"number-{axis}-repeated", 1))
        if about.get("visibility", "visible") != "visible":
            most = min(times, MOST_LINES)
            kinds[tag].update(range(at[tag] + 1, at[tag] + most + 1))
        at[tag] += times
    return hidden
