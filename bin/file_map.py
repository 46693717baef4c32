"""Every file of every app and what it is for (docs/files.md), and their nouns (docs/layout.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

FOLDERS = (
    *("training/framework", "training/courses", "training/events", "training/enrolments"),
    *("bookings/rota", "bookings/plans", "bookings/visits", "bookings/registers"),
    *("bookings/evaluation", "certificates/papers", "certificates/evidence"),
    *("site/people", "site/reports", "site/cms", "site/accounts", "site/core", "site/config"),
)
IDLE = {"migrations", "__pycache__"}


def listing(root: Path) -> str:
    """The apps that exist, each with its rooms."""
    return "".join(
        f"\n### `{folder}`\n\n" + "\n".join(rooms(root / folder, root)) + "\n"
        for folder in FOLDERS
        if (root / folder).is_dir()
    )


def rooms(app: Path, root: Path) -> Iterator[str]:
    """What stands at the app's root in a line, then each room with its files."""
    yield "- " + ", ".join(f"`{file.name}`" for file in sorted(app.glob("*.py")) if is_ours(file))
    for room in sorted(entry for entry in app.iterdir() if entry.is_dir()):
        files = [file for file in sorted(room.rglob("*.py")) if is_ours(file)]
        if files and app.name == "config":
            yield f"- `{room.name}/` {', '.join(file.stem for file in files)}"
        elif files and room.name not in IDLE:
            yield f"- `{room.name}/`"
            yield from (f"  - {line_of(file, app, root)}" for file in files)


def is_ours(file: Path) -> bool:
    """Whether somebody would look for something in it."""
    return file.stem != "__init__"


def line_of(file: Path, app: Path, root: Path) -> str:
    """A file by its noun, what it says it is for, and the messages it declares."""
    noun = file.relative_to(app).with_suffix("").as_posix().partition("/")[2]
    text = file.read_text(encoding="utf-8")
    purpose = (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0]
    messages = declared(text, app, root) if file.parent.name == "emails" else []
    sent = f" Messages: {', '.join(messages)}." if messages else ""
    return f"**{noun}** {purpose}{sent}".rstrip()


def declared(text: str, app: Path, root: Path) -> list[str]:
    """The messages of an app, by the names of their texts, that a file speaks of."""
    texts = sorted((root / "templates" / "emails" / app.name).glob("*.txt"))
    return [one.stem for one in texts if re.search(rf'"{app.name}/{one.stem}"', text)]


ROOMS = ("rules", "models", "queries", "emails", "actions", "presenters", "forms", "views")


def nouns(root: Path) -> str:
    """The nouns of each app: what its files are called, each with its rooms."""
    return "\n" + "\n".join(
        f"- `{folder}`: {', '.join(app_nouns(root / folder))}"
        for folder in FOLDERS
        if (root / folder).is_dir() and folder not in {"site/core", "site/config"}
    )


def app_nouns(app: Path) -> list[str]:
    """An app's nouns in order, each with the rooms that have a file of that name."""
    rooms: dict[str, list[str]] = {}
    for room in ROOMS:
        for file in sorted((app / room).glob("*.py")):
            if is_ours(file):
                rooms.setdefault(file.stem, []).append(room)
    return [f"**{noun}** ({' '.join(rooms[noun])})" for noun in sorted(rooms)]


def messages(root: Path) -> str:
    """The messages of each app, by the names of their texts."""
    folders = sorted((root / "templates" / "emails").iterdir())
    return "\n" + "\n".join(
        f"- `{folder.name}`: {', '.join(sorted(one.stem for one in folder.glob('*.txt')))}"
        for folder in folders
        if folder.is_dir()
    )
