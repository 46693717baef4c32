"""The one reader of sheets that people send: CSV, Excel and OpenDocument.

A file is a stranger: core.files.sheet reads it in a process of its own that may use little
memory and little time, so that one made to burst takes nothing down (rule 29).
"""

import json
import subprocess
import sys
from pathlib import Path

from core.files.sheet.program import BOOKS, SECONDS
from core.files.sheet.rows import MOST_BYTES, MOST_LETTERS, Sheet, UnreadableError

__all__ = ["ENDINGS", "MOST_BYTES", "MOST_LETTERS", "Sheet", "UnreadableError", "read_sheet"]

SOURCE = str(Path(__file__).resolve().parents[2])
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from core.files.sheet.program import main; main()"
)
ENDINGS = (*BOOKS, "csv", "tsv", "txt")
WRONG_KIND = "Choose a CSV file or a workbook of Excel or OpenDocument (.xlsx, .ods or .xls)."
OTHER_KINDS = {
    "xlsm": "This workbook may have macros. Save it as an Excel workbook without them (.xlsx).",
    "xlsb": "Save this workbook as an Excel workbook (.xlsx), and choose that.",
    "numbers": "In Numbers choose File, Export To, Excel, and choose the file that it makes.",
    "gsheet": "In Google Sheets choose File, Download, Microsoft Excel, and choose that file.",
}
NOT_READ = "This file could not be read. Save it again as CSV or XLSX, and choose it once more."


def read_sheet(name: str, content: bytes) -> Sheet:
    """The open sheet of a file: its rows as words, empty and hidden ones left out, and notes.

    Raises UnreadableError for a file of another kind, one that is too large in any way, and one
    on which the child gives up.
    """
    ending = name.lower().rpartition(".")[2]
    if ending not in ENDINGS:
        raise UnreadableError(OTHER_KINDS.get(ending, WRONG_KIND))
    if len(content) > MOST_BYTES:
        raise UnreadableError("This file is larger than 5 MB. Choose a smaller one.")
    # -I: neither the environment nor this folder decides what the child imports.
    command = [sys.executable, "-I", "-c", PROGRAM, SOURCE, ending]
    try:
        done = subprocess.run(  # noqa: S603 - our own program, in our own words
            command, input=content, capture_output=True, timeout=SECONDS, check=True
        )
        answer = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise UnreadableError(NOT_READ) from error
    if "refused" in answer:
        raise UnreadableError(answer["refused"])
    return Sheet([(number, cells) for number, cells in answer["rows"]], answer["notes"])
