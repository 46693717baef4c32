"""The documents name files that exist, link to pages that exist, and say what the code says."""

import importlib
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TESTING = DOCS / "testing.md"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FILE = re.compile(r"`([\w./-]+/[\w-]+\.(?:py|html|txt|scss|toml))(?:::(\w+))?`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def place(name: str) -> Path | None:
    """The file or folder a page names: from the root, or from `site/`."""
    return next((base / name for base in (ROOT, ROOT / "site") if (base / name).exists()), None)


def write(root: Path, name: str, text: str) -> None:
    """A file of a small tree of the test's own."""
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_function_a_page_names_exists(page: Path) -> None:
    wrong = []
    for name, function in FILE.findall(page.read_text(encoding="utf-8")):
        found = place(name)
        if found is None:
            wrong.append(name)
        elif function and not re.search(rf"(def|class) {function}\b", found.read_text()):
            wrong.append(f"{name}::{function}")

    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.fixture
def guards(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """bin/guards.py, which is on no path but its own."""
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    return importlib.import_module("guards")


def test_the_page_lists_the_guards_that_tests_name(guards: ModuleType) -> None:
    assert guards.written(ROOT) == TESTING.read_text(encoding="utf-8"), "Run make guards."


def test_every_guard_is_where_its_marker_says(guards: ModuleType) -> None:
    assert [guard.row for guard in guards.guards(ROOT) if not place(guard.where)] == []


MARKS = """
@pytest.mark.guard("a new one", where="core/policy.py")
@pytest.mark.guard("an old one")
def test_it(): ...
"""


def test_a_guard_the_page_does_not_list_is_found(guards: ModuleType, tmp_path: Path) -> None:
    write(tmp_path, "docs/testing.md", f"Before\n{guards.BEGIN}\n{guards.END}\nAfter\n")
    write(tmp_path, "tests/core/test_it.py", MARKS)

    assert guards.written(tmp_path).splitlines()[-6:] == [
        "|---|---|---|",
        "| an old one | `core/it.py` | `tests/core/test_it.py::test_it` |",
        "| a new one | `core/policy.py` | `tests/core/test_it.py::test_it` |",
        "",
        guards.END,
        "After",
    ]


@pytest.mark.parametrize("said", ["()", '("a guard", there="core/policy.py")'])
def test_a_marker_says_what(guards: ModuleType, tmp_path: Path, said: str) -> None:
    write(tmp_path, "tests/test_it.py", f"@pytest.mark.guard{said}\ndef test_it(): ...\n")

    with pytest.raises(ValueError, match="Say guard"):
        list(guards.guards(tmp_path))
