"""Every file of every app, by its room: the list at the end of docs/layout.md."""

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
        f"\n**`{folder}`**\n\n" + "\n".join(rooms(root / folder, root)) + "\n"
        for folder in FOLDERS
        if (root / folder).is_dir()
    )


def rooms(app: Path, root: Path) -> Iterator[str]:
    """A line for each room, then one for what stands at the app's root."""
    for room in sorted(entry for entry in app.iterdir() if entry.is_dir()):
        names = [words(file, app, root) for file in sorted(room.rglob("*.py")) if is_ours(file)]
        if names and room.name not in IDLE:
            yield f"- `{room.name}/` {', '.join(names)}"
    names = [f"`{file.name}`" for file in sorted(app.glob("*.py")) if is_ours(file)]
    yield f"- {', '.join(names)}"


def is_ours(file: Path) -> bool:
    """Whether somebody would look for something in it."""
    return file.stem != "__init__"


def words(file: Path, app: Path, root: Path) -> str:
    """A file by its noun; one of mails with the messages it declares."""
    noun = file.relative_to(app).with_suffix("").as_posix().partition("/")[2]
    messages = declared(file, app, root) if file.parent.name == "emails" else []
    return f"{noun} ({', '.join(messages)})" if messages else noun


def declared(file: Path, app: Path, root: Path) -> list[str]:
    """The messages of an app, by the names of their texts, that a file speaks of."""
    text = file.read_text(encoding="utf-8")
    texts = sorted((root / "templates" / "emails" / app.name).glob("*.txt"))
    return [one.stem for one in texts if re.search(rf'"{app.name}/{one.stem}"', text)]
