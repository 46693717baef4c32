"""The rules of this project, as functions from a tree of files to the breaches found in it.

Each takes the root folder, so that tests can plant a breach in a small tree of their own and see
it found.
"""

import ast
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.architecture_locks import what_decides_is_read_behind_the_lock

Rule = Callable[[Path], list[str]]

# The apps in the order in which they may import each other, to the right.
SITE_APPS = ("config", "cms", "reports", "people", "accounts", "core")
STAGES = {
    "certificates": ("papers",),
    "bookings": ("evaluation", "registers", "visits", "rota"),
    "training": ("enrolments", "events", "courses", "framework"),
}
ROOT_APPS = tuple(STAGES)
LABELS = (*SITE_APPS, *(app for apps in STAGES.values() for app in apps))
MOST_FILE_LINES = 400
MOST_FUNCTION_LINES = 40
MOST_ACTION_LINES = 50  # lock, read again, decide, write and tell read best in one piece
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "managers", "services"}

WRITES = {
    *("save", "asave", "create", "acreate", "delete", "adelete", "bulk_create", "bulk_update"),
    *("get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"),
}
# Who may write besides the actions rooms, and why.
WRITERS = {
    "site/config/demo/": "the demonstration is loaded in bulk",
    "site/config/benchmarks/": "a site made to be measured is filled in bulk",
    "site/core/mail/personal_links.py": "makes and ends links inside an action's transaction",
    "site/core/jobs/worker.py": "keeps leases and its own heartbeat",
    "site/core/changes/form_keys.py": "keeps a form's key inside an action's transaction",
    "site/core/changes/pending_rows.py": "inserts inside an action's transaction",
    "site/core/changes/tallies.py": "counts inside an action's transaction",
    "site/core/options/store.py": "keeps what the office set",
    "site/accounts/models/user.py": "Django's create_user, for `createsuperuser`",
    "site/core/search/key_field.py": "a row's own save, which writes its search key along",
}
# Calls that look like a write to the database and are none, by file.
OTHER_MEANINGS = {
    "site/core/documents/": "a PDF is saved into memory",
    "site/config/share_picture.py": "a picture is saved into a file of ours",
    "site/core/files/picture_reader.py": "a picture is saved into memory",
    "site/core/files/spreadsheet_writer.py": "a workbook is saved into memory",
    "site/core/changes/submission.py": "a visitor's session is saved",
}

CLOCK_CALLS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today")} | {
    *(("date", "today"), ("timezone", "now"), ("timezone", "localdate")),
    *(("timezone", "localtime"), ("time", "time")),
}


def python_files(root: Path) -> Iterator[tuple[str, Path]]:
    """The product's Python files with their addresses; migrations are generated."""
    folders = [root / "site" / app for app in SITE_APPS] + [root / app for app in ROOT_APPS]
    for folder in folders:
        for file in sorted(folder.rglob("*.py")):
            if "migrations" not in file.parts:
                yield file.relative_to(root).as_posix(), file


def trees(root: Path) -> Iterator[tuple[str, ast.Module]]:
    """The same files, parsed."""
    for name, file in python_files(root):
        yield name, ast.parse(file.read_text(encoding="utf-8"), filename=name)


def templates(root: Path) -> Iterator[tuple[str, str]]:
    """The text of every template."""
    for file in sorted((root / "templates").rglob("*.html")):
        yield file.relative_to(root).as_posix(), file.read_text(encoding="utf-8")


def site_is_no_package(root: Path) -> list[str]:
    """site/ is a source root: with an __init__.py it would shadow the standard library's site."""
    return ["site/__init__.py exists"] if (root / "site" / "__init__.py").exists() else []


def no_names_of_the_standard_library(root: Path) -> list[str]:
    """A folder on sys.path must not hold a module that the standard library has too."""
    return [
        f"site/{entry.name} hides the standard library's {entry.stem}"
        for entry in sorted((root / "site").iterdir())
        if entry.stem in sys.stdlib_module_names
    ]


def only_actions_write(root: Path) -> list[str]:
    """Every change goes through an actions room."""
    return [
        f"{name}:{call.lineno} calls .{call.func.attr}()"
        for name, tree in trees(root)
        if not may_write(name)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
    ]


def may_write(name: str) -> bool:
    """Whether a file is an actions room, or one of the few others with a reason."""
    path = Path(name)
    in_actions = path.stem == "actions" or "actions" in path.parts
    return in_actions or name.startswith((*WRITERS, *OTHER_MEANINGS))


STATE_FIELDS = {"status", "state"}
STATES = {"Status", "State"}  # what a model calls its list of them
LOADS_IN_BULK = "site/config/demo/"


def only_become_writes_a_state(root: Path) -> list[str]:
    """Which state may follow which is asked of the model's table: nobody writes past it."""
    return [
        f"{name}:{node.lineno} writes a state"
        for name, tree in trees(root)
        if not name.startswith(LOADS_IN_BULK)
        for node in ast.walk(tree)
        if writes_a_state(node)
    ]


def writes_a_state(node: ast.AST) -> bool:
    """Whether it assigns to .status or .state, or has a query do so."""
    if isinstance(node, ast.Attribute):
        return isinstance(node.ctx, ast.Store) and node.attr in STATE_FIELDS
    if not isinstance(node, ast.Call):
        return False
    name = called(node)
    if name == "update":
        return any(keyword.arg in STATE_FIELDS for keyword in node.keywords)
    named = {word.value for word in ast.walk(node) if isinstance(word, ast.Constant)}
    return name in {"setattr", "bulk_update"} and bool(named & STATE_FIELDS)


def sets_of_states_stand_on_the_model(root: Path) -> list[str]:
    """Several states that are meant together have one name, on the model: copies drift apart."""
    return [
        f"{name}:{node.lineno} lists states: {ast.unparse(node)}"
        for name, tree in trees(root)
        if "models" not in Path(name).parts and not name.startswith(LOADS_IN_BULK)
        for node in ast.walk(tree)
        if isinstance(node, ast.Set | ast.Tuple | ast.List)
        and isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
        and len([item for item in node.elts if is_state(item)]) > 1
    ]


def is_state(node: ast.AST) -> bool:
    """Whether it names one state: Status.OPEN, Event.Status.HELD."""
    if not (isinstance(node, ast.Attribute) and node.attr.isupper()):
        return False
    of = node.value
    last = of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
    return last in STATES


# What may stand at an app's root besides its rooms: docs/layout.md says what each is for.
ROOT_FILES = {
    *("__init__.py", "apps.py", "urls.py", "access.py", "options.py", "jobs.py", "invariants.py"),
    *("personal_data.py", "next_steps.py", "paper_kinds.py", "wagtail_hooks.py", "checks.py"),
}
LEAVES = {  # core's own: whoever is asked anything stands on these
    *("audit.py", "choices.py", "clock.py", "dates.py", "email_addresses.py", "errors.py"),
    *("policy.py", "public_ids.py", "registry.py", "text.py"),
}
ROOMS = {
    *("models", "queries", "rules", "emails", "actions", "presenters", "forms", "views"),
    *("migrations", "management"),
}
OWN_ROOMS = {
    "site/accounts": {"sign_in"},
    "site/cms": {"blocks"},
    "site/core": {
        *("changes", "mail", "jobs", "web", "search", "files", "documents", "privacy", "options"),
        *("templatetags", "styleguide"),
    },
}


def app_folders(root: Path) -> Iterator[tuple[str, Path]]:
    """Every app but config, whose rooms are its own."""
    names = [f"site/{app}" for app in SITE_APPS if app != "config"]
    names += [f"{stage}/{app}" for stage, apps in STAGES.items() for app in apps]
    yield from ((name, root / name) for name in names if (root / name).is_dir())


def nothing_is_loose(root: Path) -> list[str]:
    """An app is rooms, and a few files that are found by their names."""
    found = []
    for name, folder in app_folders(root):
        files = ROOT_FILES | (LEAVES if name == "site/core" else set())
        rooms = ROOMS | OWN_ROOMS.get(name, set())
        for entry in sorted(folder.iterdir()):
            known = rooms if entry.is_dir() else files | {f"{room}.py" for room in rooms}
            if entry.name not in known and entry.name != "__pycache__":
                found.append(f"{name}/{entry.name} is loose")
    return found


def audit_takes_only_log_actions(root: Path) -> list[str]:
    """core/audit.py is the one door to Wagtail's log, and opens on nothing else of Wagtail."""
    return [
        f"{name} imports {module}"
        for name, tree in trees(root)
        if name == "site/core/audit.py"
        for module in imported(tree)
        if module.split(".")[0] == "wagtail" and not module.startswith("wagtail.log_actions")
    ]


def audit_names(root: Path) -> dict[str, str]:
    """The names under which actions write to the audit log, each with an address."""
    return {
        word.value: f"{name}:{word.lineno}"
        for name, tree in trees(root)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and called(call) == "record" and len(call.args) > 1
        for word in ast.walk(call.args[1])
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }


def called(call: ast.Call) -> str:
    """The last name of what is called: `record` in audit.record(...)."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def cms_never_acts(root: Path) -> list[str]:
    """The CMS reads: it imports nobody else's actions, those of reports included."""
    return [
        f"{name} imports {module}"
        for name, tree in trees(root)
        if name.startswith("site/cms/")
        for module in imported(tree)
        if "actions" in module.split(".") and not module.startswith("cms.")
    ]


def imported(tree: ast.Module) -> Iterator[str]:
    """The dotted names that a module imports; `from a import b` counts as a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def only_the_clock_reads_the_clock(root: Path) -> list[str]:
    """Everything else is told what time it is."""
    return [
        f"{name}:{node.lineno} reads {node.value.id}.{node.attr}"
        for name, tree in trees(root)
        if name != "site/core/clock.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCK_CALLS
    ]


def files_are_short(root: Path) -> list[str]:
    """A file has fewer than 400 lines; one that grows past them holds two nouns."""
    sources = [*python_files(root), *other_sources(root)]
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in sources}
    return [
        f"{name} has {length} lines"
        for name, length in lengths.items()
        if length >= MOST_FILE_LINES
    ]


def other_sources(root: Path) -> Iterator[tuple[str, Path]]:
    """Tests, commands, templates, scripts and styles that people write."""
    patterns = {
        "tests": "*.py",
        "bin": "*.py",
        "templates": "*.html",
        "frontend": "*.scss",
        "static/js": "*.js",
    }
    for folder, pattern in patterns.items():
        for file in sorted((root / folder).rglob(pattern)):
            if "node_modules" not in file.parts and not file.name.endswith(".min.js"):
                yield file.relative_to(root).as_posix(), file


def functions_are_short(root: Path) -> list[str]:
    """A function has fewer than 40 lines from its `def` to its end; an action 50."""
    return [
        f"{name}:{node.lineno} {node.name} has {length} lines"
        for name, tree in trees(root)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) >= most_lines(name)
    ]


def most_lines(name: str) -> int:
    """How long a function in a file may be."""
    return MOST_ACTION_LINES if "actions" in Path(name).parts else MOST_FUNCTION_LINES


def files_have_honest_names(root: Path) -> list[str]:
    """A name that fits anything is an address of nothing."""
    sources = [*python_files(root), *other_sources(root)]
    parts = {(name, part) for name, _ in sources for part in Path(name).with_suffix("").parts}
    return sorted(f"{name} is called {part}" for name, part in parts if part in VAGUE_NAMES)


def includes_say_only(root: Path) -> list[str]:
    """A component gets what it is given, and nothing by accident."""
    return [
        f"{name}: {tag}"
        for name, text in templates(root)
        for tag in re.findall(r"{%\s*include\b[^%]*%}", text)
        if not re.search(r"\bonly\s*%}$", tag)
    ]


INLINE = re.compile(
    r"<style\b|\sstyle\s*=\s*[\"']|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*\bsrc=)",
    re.IGNORECASE,
)


def templates_obey_the_policy(root: Path) -> list[str]:
    """No script, style or handler in a page: the content security policy would refuse it."""
    return [
        f"{name}: {found.group()}"
        for name, text in templates(root)
        if not name.startswith("templates/emails/")
        for found in INLINE.finditer(text)
    ]


# A form's option has an id of its own: the one in the page.
ROW_NUMBER = re.compile(r"{[{%][^{}]*(?<!attrs)(?<!option)\.(?:pk|id)\b[^{}]*[%}]}")


def templates_show_no_row_numbers(root: Path) -> list[str]:
    """Integer ids never leave the server: pages and addresses use random references."""
    return [
        f"{name}: {found.group()}"
        for name, text in templates(root)
        for found in ROW_NUMBER.finditer(text)
    ]


def nothing_is_left_for_later(root: Path) -> list[str]:
    """No promise stands in the product instead of the thing."""
    promise = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b|coming soon|lorem ipsum", re.IGNORECASE)
    texts = [(name, file.read_text(encoding="utf-8")) for name, file in python_files(root)]
    return [
        f"{name}: {found.group()}"
        for name, text in [*texts, *templates(root)]
        for found in promise.finditer(text)
    ]


RULES: list[Rule] = [
    site_is_no_package,
    no_names_of_the_standard_library,
    nothing_is_loose,
    only_actions_write,
    what_decides_is_read_behind_the_lock,
    only_become_writes_a_state,
    sets_of_states_stand_on_the_model,
    audit_takes_only_log_actions,
    cms_never_acts,
    only_the_clock_reads_the_clock,
    files_are_short,
    functions_are_short,
    files_have_honest_names,
    includes_say_only,
    templates_obey_the_policy,
    templates_show_no_row_numbers,
    nothing_is_left_for_later,
]
