"""References of other people's rows, and of none: both are answered by one and the same page."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from core.public_ids import ALPHABET
from tests.doors.asking import GET, POST, Asker
from tests.doors.rows import Row
from tests.doors.survey import Answer, ask
from tests.doors.visitors import ANONYMOUS, LOCAL_LEAD, NO_FACTOR
from tests.evidence import size

MOST = size(2, 100)
REFERENCE = re.compile(r"{(\w+)}")
# What differs between two answers to the same question: tokens, keys of forms, the request itself.
CHANGING = re.compile(
    rb'name="(?:csrfmiddlewaretoken|form_key)" value="[^"]*"|nonce="[^"]*"|nonce-[\w+/=-]+'
    rb"|reference: <strong>\w+</strong>"
)


def chosen(answers: Iterable[Answer]) -> list[Answer]:
    """Refusals of somebody else's row; in a check two visitors' for each address and method."""
    found: Counter[tuple[str, str]] = Counter()
    asked = []
    for one in answers:
        who = one.row.who_by(one.method)
        case = (one.row.path, one.method)
        is_others = one.kind in who.enter - who.find - {NO_FACTOR, ANONYMOUS}
        if is_others and REFERENCE.search(one.row.path) and found[case] < MOST:
            found[case] += 1
            asked.append(one)
    return asked


def unlike_missing(asker: Asker, refusals: Iterable[Answer]) -> list[str]:
    """Refusals that differ from those of a row that is not there."""
    return [
        fault
        for one in refusals
        if one.row.who_by(one.method) is one.row.who
        for fault in unlike(one, ask_missing(asker, one))
    ]


def ask_missing(asker: Asker, one: Answer) -> Answer:
    """The same visitor's answer when every reference in the address is of nothing."""
    return ask(asker, one.row, one.kind, one.method, path_of(one.row, missing(asker)))


def missing(asker: Asker) -> dict[str, str]:
    """References that are made as real ones are, and lead nowhere."""
    return {name: nowhere(ref) for name, ref in asker.world.refs.items()}


def nowhere(ref: str) -> str:
    """One like it, of which there is no row."""
    if not set(ref) <= set(ALPHABET):
        return re.sub(r"\w$", lambda end: "2" if end[0] != "2" else "3", ref)
    return ALPHABET[0] * len(ref)


def path_of(row: Row, refs: dict[str, str]) -> str:
    return row.path.format_map(refs)


def unlike(one: Answer, missing_one: Answer) -> list[str]:
    """What tells two refusals apart, in words."""
    if one.status != 404 or missing_one.status != 404:
        return [f"{one.words}: {one.status}, and {missing_one.status} where there is no such row"]
    if page_of(one) != page_of(missing_one):
        return [f"{one.words}: the page differs from that of a row that is not there"]
    return []


def page_of(one: Answer) -> bytes:
    """The page without what changes by itself, and without its own address."""
    return CHANGING.sub(b"", one.body).replace(one.path.encode(), b"")


def other_boroughs_found(asker: Asker, rows: Iterable[Row]) -> list[str]:
    """Rows of the other side that are opened to the lead of one side's borough."""
    world = asker.world
    return [
        f"{answer.words}: {answer.status}, though it is of another borough"
        for row in rows
        if LOCAL_LEAD in row.who.find and ANONYMOUS not in row.who.find
        for path in [path_of(row, world.other_refs)]
        if path != path_of(row, world.refs)
        for method in (GET, POST)
        if row.who_by(method) is row.who
        for answer in [ask(asker, row, LOCAL_LEAD, method, path)]
        if answer.status != 404
    ]


def mixed(row: Row, refs: dict[str, str], others: dict[str, str]) -> Iterator[str]:
    """Addresses of two references of which one is of the other side's rows."""
    names = REFERENCE.findall(row.path)
    if len(names) > 1:
        for name in names:
            if others[name] != refs[name]:
                yield row.path.format_map({**refs, name: others[name]})


def mixed_found(asker: Asker, rows: Iterable[Row]) -> list[str]:
    """Pairs that do not belong together and are answered all the same."""
    world = asker.world
    return [
        f"{answer.words}: {answer.status}, though these rows do not belong together"
        for row in rows
        if not row.any_pair
        for path in mixed(row, world.refs, world.other_refs)
        for method in (GET, POST)
        if row.who_by(method) is row.who
        for answer in [ask(asker, row, row.sender, method, path)]
        if answer.status != 404
    ]
