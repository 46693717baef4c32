"""The guards that tests name by a marker: the table in docs/testing.md.

A test says `@pytest.mark.guard("what is guarded")`, and `where="the/file.py"` when that is not the
file it mirrors.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

STAGES = ("training", "bookings", "certificates")


@dataclass(frozen=True, order=True, slots=True)
class Guard:
    """A line whose absence a test would notice."""

    where: str
    test: str
    line: int
    what: str

    @property
    def app(self) -> str:
        """Whose it is: `training/enrolments`, or `core`."""
        return "/".join(self.where.split("/")[: 2 if self.where.startswith(STAGES) else 1])

    @property
    def row(self) -> str:
        """Its line of the table."""
        return f"| {self.what} | `{self.where}` | `{self.test}` |"


def guards(root: Path) -> Iterator[Guard]:
    """Every guard that a test of the tree names."""
    for file in sorted((root / "tests").rglob("*.py")):
        name = file.relative_to(root).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                for mark in filter(is_guard, node.decorator_list):
                    what, where = words(mark, name)
                    yield Guard(where, f"{name}::{node.name}", mark.lineno, what)


def is_guard(mark: ast.expr) -> bool:
    """Whether a decorator is the marker."""
    return isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.guard"


def words(mark: ast.expr, test: str) -> tuple[str, str]:
    """What is guarded, and where. Raises ValueError for a marker that says neither."""
    if isinstance(mark, ast.Call) and len(mark.args) == 1:
        what = str(ast.literal_eval(mark.args[0]))
        said = {one.arg: str(ast.literal_eval(one.value)) for one in mark.keywords}
        if not said.keys() - {"where"}:
            return what, said.get("where", mirrored(test))
    raise ValueError(f'Say guard("what") or guard("what", where="path"): {ast.unparse(mark)}')


def mirrored(test: str) -> str:
    """The file that a test is about: tests/core/test_policy.py mirrors core/policy.py."""
    return test.removeprefix("tests/").replace("/test_", "/")


def table(root: Path) -> str:
    """The tables, one for each app, by the file that holds the guard."""
    text = ""
    for app, found in groupby(sorted(guards(root)), key=lambda guard: guard.app):
        rows = "\n".join(guard.row for guard in found)
        text += f"\n### `{app}`\n\n| guard | where | test that fails without it |\n|---|---|---|\n"
        text += f"{rows}\n"
    return text
