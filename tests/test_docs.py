"""The documents name files that exist, and link to pages that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FILE = re.compile(r"`([\w./-]+/[\w-]+\.(?:py|html|txt|scss|toml))(?:::(\w+))?`")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_file_and_function_a_page_names_exists(page: Path) -> None:
    wrong = []
    for name, function in FILE.findall(page.read_text(encoding="utf-8")):
        found = next(
            (base / name for base in (ROOT, ROOT / "site") if (base / name).exists()), None
        )
        if found is None:
            wrong.append(name)
        elif function and not re.search(rf"(def|class) {function}\b", found.read_text()):
            wrong.append(f"{name}::{function}")

    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []
