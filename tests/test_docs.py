"""The documents name files that exist, link to pages that exist, and say what the code says."""

import importlib
import re
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from django.apps import AppConfig, apps
from django.urls.resolvers import RoutePattern

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TESTING = DOCS / "testing.md"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
FILE = re.compile(r"`([\w./-]+/[\w-]+\.(?:py|html|txt|scss|toml))(?:::(\w+))?`")
MOST_FILES = (10, 9, 15, 8)  # of the four journeys of docs/tour.md
MODULE = re.compile(
    r"`((?:core|accounts|people|cms|reports|training|bookings|certificates)(?:\.[a-z_]\w*)+)`"
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")


def place(name: str) -> Path | None:
    """The file or folder a page names: from the root, or from `site/`."""
    return next((base / name for base in (ROOT, ROOT / "site") if (base / name).exists()), None)


def our_apps() -> list[AppConfig]:
    """The apps of the house, config apart."""
    ours = {"cms", "reports", "people", "certificates", "bookings", "training", "accounts", "core"}
    return [one for one in apps.get_app_configs() if one.name.split(".")[0] in ours]


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
def test_every_module_a_page_names_exists(page: Path) -> None:
    named = {name.replace(".", "/") for name in MODULE.findall(page.read_text(encoding="utf-8"))}

    # The last part may be a function.
    wrong = [name for name in named if not (place(name) or place(f"{name}.py") or is_inside(name))]
    assert wrong == []


def is_inside(name: str) -> bool:
    """Whether the last part of a dotted name is defined in the module before it."""
    module, _, what = name.rpartition("/")
    file = place(f"{module}.py")
    return file is not None and re.search(rf"(def|class) {what}\b", file.read_text()) is not None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


# What `make docs` makes.


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """Imports a file of bin/, which is on no path but its own."""
    monkeypatch.syspath_prepend(str(ROOT / "bin"))
    return importlib.import_module


@pytest.mark.parametrize("page", ["docs/testing.md", "docs/files.md", "docs/layout.md"])
def test_a_page_says_what_the_code_says(load: Callable[[str], ModuleType], page: str) -> None:
    made = load("generated").written(ROOT, Path(page))

    assert made == (ROOT / page).read_text(encoding="utf-8"), "Run make docs."


def test_every_guard_is_where_its_marker_says(load: Callable[[str], ModuleType]) -> None:
    found = load("guards").guards(ROOT)

    assert [guard.row for guard in found if not place(guard.where)] == []


MARKS = """
@pytest.mark.guard("a new one", where="core/policy.py")
@pytest.mark.guard("an old one")
def test_it(): ...
"""


def test_a_guard_the_page_does_not_list_is_found(
    load: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    begin, end = "<!-- guards: `make docs` writes what follows -->", "<!-- end of guards -->"
    write(tmp_path, "docs/testing.md", f"Before\n{begin}\n{end}\nAfter\n")
    write(tmp_path, "tests/core/test_it.py", MARKS)

    assert load("generated").written(tmp_path, Path("docs/testing.md")).splitlines()[-6:] == [
        "|---|---|---|",
        "| an old one | `core/it.py` | `tests/core/test_it.py::test_it` |",
        "| a new one | `core/policy.py` | `tests/core/test_it.py::test_it` |",
        "",
        end,
        "After",
    ]


@pytest.mark.parametrize("said", ["()", '("a guard", there="core/policy.py")'])
def test_a_marker_says_what(load: Callable[[str], ModuleType], tmp_path: Path, said: str) -> None:
    write(tmp_path, "tests/test_it.py", f"@pytest.mark.guard{said}\ndef test_it(): ...\n")

    with pytest.raises(ValueError, match="Say guard"):
        list(load("guards").guards(tmp_path))


def test_a_file_is_listed_by_its_room_and_a_mail_beside_its_file(
    load: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    cover = '"""Who comes instead.\n\nMore."""\nNAME = "rota/cover_found"'
    write(tmp_path, "bookings/rota/emails/cover.py", cover)
    write(tmp_path, "bookings/rota/jobs.py", "")
    write(tmp_path, "templates/emails/rota/cover_found.txt", "")

    assert load("file_map").listing(tmp_path).splitlines() == [
        "",
        "### `bookings/rota`",
        "",
        "- `jobs.py`",
        "- `emails/`",
        "  - **cover** Who comes instead. Messages: cover_found.",
    ]


# The addresses in docs/layout.md.


def apps_by_address() -> dict[str, str]:
    """The page's table: the beginning of an address, and the app whose screens begin so."""
    page = (DOCS / "layout.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (`/[^|]*) \| `(\w+)` \|$", page)
    return {start: app for starts, app in rows for start in re.findall(r"`(/[^`]*)`", starts)}


def addresses() -> Iterator[tuple[str, str]]:
    """Every address of our apps as the resolver has it, with the label of its app."""
    for config in our_apps():
        if find_spec(f"{config.name}.urls"):
            for route in importlib.import_module(f"{config.name}.urls").urlpatterns:
                if isinstance(route.pattern, RoutePattern):
                    yield "/" + re.sub(r"<[^>]*>", "<>", str(route.pattern)), config.label


def test_every_address_is_of_the_app_that_the_page_says() -> None:
    known = apps_by_address()
    wrong = {
        address: app
        for address, app in addresses()
        if known[max((start for start in known if address.startswith(start)), key=len)] != app
    }

    assert wrong == {}


# What code cites: `rule 21`, `rules 20 to 25`, `domain 5.3.6`.

CODE = ("site", "training", "bookings", "certificates", "tests", "bin", "templates")
RULES = re.compile(r"(?i)\brules? (\d+)(?:(?: to |-|, | and )(\d+))?(?: to (\d+))?")
SECTIONS = re.compile(r"(?i)\bdomain (\d+(?:\.\d+)*)(?: to (\d+(?:\.\d+)+))?")
ELSEWHERE = re.compile(r"(?i)reliability|domain\.md|\bstor(?:y|ies) \d+|threat model")


def cited(root: Path) -> dict[str, list[str]]:
    """The numbers that code cites, each with the files that do."""
    found: dict[str, list[str]] = {}
    for folder in CODE:
        for file in sorted((root / folder).rglob("*.*")):
            if file.suffix in {".py", ".html", ".txt"} and file != Path(__file__):
                words = re.sub(r"[\s#]+", " ", file.read_text(encoding="utf-8"))
                for page, pattern in (("rule", RULES), ("domain", SECTIONS)):
                    for numbers in pattern.findall(words):
                        for number in filter(None, numbers):
                            name = file.relative_to(root).as_posix()
                            found.setdefault(f"{page} {number}", []).append(name)
                for other in ELSEWHERE.findall(words):
                    found.setdefault(other, []).append(file.relative_to(root).as_posix())
    return found


def numbered() -> set[str]:
    """What docs/rules.md and docs/domain.md have numbers for."""
    rules = re.findall(r"(?m)^(\d+)\. ", (DOCS / "rules.md").read_text(encoding="utf-8"))
    sections = re.findall(
        r"(?m)^(?:#+ |- \*\*)(\d+(?:\.\d+)*)\b", (DOCS / "domain.md").read_text(encoding="utf-8")
    )
    return {f"rule {number}" for number in rules} | {f"domain {number}" for number in sections}


def missing(root: Path) -> dict[str, list[str]]:
    """The citations that lead nowhere."""
    known = numbered()
    return {what: names for what, names in cited(root).items() if what not in known}


def test_every_number_that_code_cites_is_in_the_pages() -> None:
    assert missing(ROOT) == {}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("# rules 1 to 99", {"rule 99"}),
        ("# the end is the database's (rule\n# 712)", {"rule 712"}),
        ('"""Counts (domain 5.3.99)."""', {"domain 5.3.99"}),
        ("# domain 5.3.1 to 5.3.77", {"domain 5.3.77"}),
        ("# story 26, reliability.md rule 5", {"story 26", "reliability"}),
        ("# rules 15 and 20 to 25, rule 68, domain 4.3", set()),
    ],
)
def test_a_citation_that_leads_nowhere_is_found(tmp_path: Path, said: str, found: set[str]) -> None:
    write(tmp_path, "training/it.py", said)

    assert set(missing(tmp_path)) == found


def test_each_number_of_the_rules_is_there_once() -> None:
    numbers = re.findall(r"(?m)^(\d+)\. ", (DOCS / "rules.md").read_text(encoding="utf-8"))

    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


# The tables of moves in docs/domain.md.


def moves_on_the_page(name: str) -> set[tuple[str, str]]:
    """Each move of a model as the page has it."""
    page = (DOCS / "domain.md").read_text(encoding="utf-8")
    section = re.search(rf"(?ms)^### 3\.\d+ {name}$(.*?)^##", page)
    rows = re.findall(r"(?m)^\| (`[^|]*) \| (`[^|]*) \|", section[1] if section else "")
    return {
        (before, after)
        for befores, afters in rows
        for before in re.findall(r"`(\w+)`", befores)
        for after in re.findall(r"`(\w+)`", afters)
    }


@pytest.mark.parametrize(
    "label",
    [
        *("events.Event", "enrolments.Enrolment", "visits.Booking", "rota.Assignment"),
        *("registers.Register", "papers.Certificate"),
    ],
)
def test_the_page_has_every_move_a_model_allows_and_no_other(label: str) -> None:
    moves = apps.get_model(label).MOVES  # type: ignore[attr-defined]

    allowed = {(str(before), str(after)) for before in moves for after in moves[before]}
    assert moves_on_the_page(label.split(".")[1]) == allowed


# The models in docs/glossary.md.


def models_of_ours() -> set[str]:
    """Every model, by its app's dotted path."""
    models = [(config.name, model) for config in our_apps() for model in config.get_models()]
    return {f"{name}.models.{model.__name__}" for name, model in models}


def test_the_glossary_has_every_model_once_and_no_other() -> None:
    page = (DOCS / "glossary.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:\w+\.)+models\.\w+)`", page)

    assert sorted(named) == sorted(models_of_ours())


# How many files a reader of docs/tour.md must open.


def journeys() -> list[tuple[str, list[str]]]:
    """The words of each journey, and the files in its table."""
    page = (DOCS / "tour.md").read_text(encoding="utf-8")
    parts = [part.partition("| | file to open |") for part in re.split(r"(?m)^## \d+\. ", page)[1:]]
    return [(words, re.findall(r"(?m)^\| \d+ \| `([^`]+)` \|$", rest)) for words, _, rest in parts]


def test_a_journey_needs_no_more_files_than_it_may() -> None:
    opened = [len(files) for _, files in journeys()]

    assert len(opened) == len(MOST_FILES)
    assert [most for most, number in zip(MOST_FILES, opened, strict=True) if number > most] == []


def test_a_journey_opens_each_file_once_and_in_its_order() -> None:
    for words, files in journeys():
        assert [name for name in files if place(name) is None or name not in words] == []
        assert sorted(files, key=words.index) == files
        assert len(set(files)) == len(files)


# docs/recipes.md.


@pytest.mark.parametrize(
    "what",
    [
        *("message", "job", "option", "screen", "page type", "invariant", "benchmark", "app"),
    ],
)
def test_a_recipe_names_files_in_their_order(what: str) -> None:
    page = (DOCS / "recipes.md").read_text(encoding="utf-8")
    recipe = re.search(rf"(?ms)^## An? {what}$(.*?)(?=^## |\Z)", page)
    assert recipe is not None

    steps = [int(number) for number in re.findall(r"(?m)^(\d+)\. ", recipe[1])]
    assert steps == list(range(1, len(steps) + 1))
    assert len(FILE.findall(recipe[1])) > 2
