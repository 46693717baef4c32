"""What decides is read behind the lock: no reading before it is used at or after it.

A reading is a question asked of the database: a function of a queries room, a manager, or a
function of the same file in which there is one.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

LOCK = "lock_resources"
MANAGERS = {"objects", "_default_manager"}
ASKS = {"filter", "order_by", "exclude", "select_related", "first", "exists", "values_list"}
# Readings before the lock that nothing can make untrue, and why.
SETTLED = {
    "site/people/actions/merge.py": "asked again behind the lock; one more date refuses the merge",
    "site/accounts/actions/staff_role.py": "one administrator more takes nobody's last place",
    "bookings/visits/actions/booking.py": "another event than the one read refuses",
    "bookings/rota/actions/facilitator.py": "who has a record keeps it",
    "bookings/registers/actions/walk_in.py:person_with_confirmed": "asked again behind the lock",
    "training/events/actions/venue.py:_refuse_known": "the database refuses a second one of a key",
    "training/events/actions/venue.py:organisation_at": "whose address it is; its own row decides",
    "training/enrolments/actions/bulk.py:_dates_left": "a place replaces the same one for ever",
}


def deciding_readings_before_the_lock(tree: ast.Module, name: str) -> list[str]:
    """Where a function reads rows before it locks, and goes on with what it read."""
    readers = _readers(tree)
    return [
        f"{name}:{call.lineno} reads before the lock"
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for call in _early_readings(function, readers)
        if name not in SETTLED and f"{name}:{_called(call)}" not in SETTLED
    ]


def _early_readings(function: ast.FunctionDef, readers: set[str]) -> Iterator[ast.Call]:
    """Readings that stand in the call of the lock itself, or whose result outlives it."""
    statements = function.body
    places = [place for place, one in enumerate(statements) if _locks(one)]
    if not places:
        return
    first = places[0]
    behind = _names_in(statements[first:])
    repeated = {_called(call) for one in statements[first + 1 :] for call in _calls(one)}
    for one in statements[:first]:
        goes_on = bool(_bound(one) & behind)
        for call in _calls(one):
            if _reads(call, readers) and (goes_on or _called(call) not in repeated):
                yield call
    for lock in _lock_calls(statements[first]):
        for given in lock.args:
            yield from (call for call in _calls(given) if _reads(call, readers))


def _readers(tree: ast.Module) -> set[str]:
    """Functions that ask the database: those of a queries room, and those here that ask."""
    found = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and ".queries" in (node.module or "")
        for alias in node.names
        if alias.name[0].islower()
    }
    own = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    while more := [
        node.name
        for node in own
        if node.name not in found
        and not any(_locks(one) for one in node.body)
        and any(_reads(call, found) for call in _calls(node))
    ]:
        found |= set(more)
    return found


def _reads(call: ast.Call, readers: set[str]) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in readers
    inside = [node.attr for node in ast.walk(call.func) if isinstance(node, ast.Attribute)]
    return bool(MANAGERS & set(inside)) or (bool(inside) and inside[0] in ASKS)


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    """Calls made there and then: what a lambda holds is called later."""
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, ast.Call):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from _calls(child)


def _lock_calls(node: ast.AST) -> list[ast.Call]:
    return [call for call in _calls(node) if _called(call) == LOCK]


def _locks(node: ast.AST) -> bool:
    return bool(_lock_calls(node))


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ast.unparse(call.func)


def _bound(statement: ast.stmt) -> set[str]:
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _names_in(statements: list[ast.stmt]) -> set[str]:
    return {
        node.id
        for one in statements
        for node in ast.walk(one)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def what_decides_is_read_behind_the_lock(root: Path) -> list[str]:
    """An action locks first and reads then; `then` names rows that only locked ones can tell."""
    return [
        found
        for folder in ("site", "training", "bookings", "certificates")
        for file in sorted((root / folder).rglob("actions/*.py"))
        for name in [str(file.relative_to(root))]
        for found in deciding_readings_before_the_lock(
            ast.parse(file.read_text(encoding="utf-8")), name
        )
    ]
