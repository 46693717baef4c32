"""Every visitor at every address, once: the answers that the tests then judge."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpResponseBase

from tests.doors import visitors
from tests.doors.addresses import Address, bare, listed, route_of
from tests.doors.asking import GET, POST, Asker, undone, writes
from tests.doors.rows import FAILURES, FILES, PACKAGES, ROWS, Row
from tests.doors.visitors import ANONYMOUS, KINDS, NO_FACTOR
from tests.evidence import IS_FULL

SIGN_IN, SECOND_FACTOR = "sent to sign in", "sent for the second factor"
Outcome = int | str
FIFTH, MANY = 5, 10


@dataclass(frozen=True)
class Answer:
    """What a visitor got at an address."""

    row: Row
    kind: str
    method: str
    path: str
    status: int
    location: str
    body: bytes
    content_type: str
    wrote: frozenset[str]  # the tables

    @property
    def outcome(self) -> Outcome:
        if self.location.startswith("/accounts/login/?next="):
            return SIGN_IN
        if self.location.startswith("/accounts/2fa/"):
            return SECOND_FACTOR
        return self.status

    @property
    def words(self) -> str:
        return f"{self.method} {self.path} as {self.kind}"


def ask(asker: Asker, row: Row, kind: str, method: str, path: str = "") -> Answer:
    """Ask, and undo what came of it."""
    path = path or row.path.format_map(asker.world.refs)
    with undone(), writes() as tables:
        got = asker.ask(kind, method, path)
        return Answer(
            row,
            kind,
            method,
            path,
            got.status_code,
            got.headers.get("Location", ""),
            body_of(got),
            got.headers.get("Content-Type", ""),
            frozenset(tables),
        )


def body_of(answer: HttpResponseBase) -> bytes:
    if answer.streaming:
        return b"".join(answer)  # type: ignore[call-overload]
    return bytes(answer.content)  # type: ignore[attr-defined]


def expected(row: Row, kind: str, method: str, path: str) -> tuple[Outcome, ...]:
    """What the table says of it."""
    who = row.who_by(method)
    if kind == NO_FACTOR and not path.startswith(visitors.WITHOUT_FACTOR):
        return (SECOND_FACTOR,)
    if kind not in who.enter:
        # An address that is closed to everybody sends nobody anywhere.
        return (SIGN_IN,) if kind == ANONYMOUS and who.enter else (403,)
    return row.statuses(method) if kind in who.find else (404,)


def own_cases(rows: Iterable[Row]) -> Iterator[tuple[Row, str, str]]:
    """Who asks for our addresses: all of them all, but in a check not all send something."""
    for turn, row in enumerate(rows):
        for number, kind in enumerate(KINDS):
            yield row, kind, GET
            if IS_FULL or is_to_send(row, kind, turn + number):
                yield row, kind, POST


def is_to_send(row: Row, kind: str, turn: int) -> bool:
    """In a check: a form those whom it lets in, of one for everybody half; else every tenth."""
    if (row.post is None and row.form is None) or kind not in row.who.enter:
        return turn % (2 * FIFTH) == 0
    return len(row.who.enter) < MANY or kind == row.sender or turn % 2 == 0


def packages(asker: Asker) -> list[Answer]:
    """The answers to those of other packages."""
    return [ask(asker, *case) for case in package_cases(package_rows())]


def package_cases(rows: Iterable[Row]) -> Iterator[tuple[Row, str, str]]:
    """Who asks for other packages' addresses: in a check each kind at every fifth."""
    for turn, row in enumerate(rows):
        for number, kind in enumerate(KINDS):
            if IS_FULL or (turn + number) % FIFTH == 0:
                yield row, kind, GET
            if IS_FULL or (turn + number) % (2 * FIFTH) == 0:
                yield row, kind, POST


def package_rows() -> list[Row]:
    """A row for each address of another package that has none of its own."""
    own = {route_of(row.path) for row in ROWS}
    return [
        Row(
            address.sample,
            PACKAGES[begin],
            get=(*WHATEVER, *failure(address.sample)),
            # Some of Wagtail's forms fail without what their own page sends with them.
            post=(*WHATEVER, 500) if begin == "cms/" else WHATEVER,
        )
        for route, address in listed().items()
        if route not in own and (begin := package_of(address)) and is_reached(route, address)
    ]


# What a package may answer those who may use it.
WHATEVER = (200, 204, 302, 400, 401, 403, 404, 405)


def package_of(address: Address) -> str:
    """The row of PACKAGES that an address falls under; empty for ours."""
    begins = [begin for begin in PACKAGES if bare(address.route).startswith(begin)]
    return max(begins, key=len, default="")


def failure(path: str) -> tuple[int, ...]:
    return (500,) if path in FAILURES else ()


def is_reached(route: str, address: Address) -> bool:
    """Whether its own sample leads to it, and not to one that stands before it."""
    return route_of(address.sample) == route


def survey(asker: Asker) -> list[Answer]:
    """The answers to all of our addresses."""
    return [ask(asker, *case) for case in own_cases((*ROWS, *FILES))]


# What a look may write: that somebody is here, and when a calendar was last read.
NOTED = {"django_session", "accounts_feedtoken"}


def changing(answers: Iterable[Answer]) -> list[str]:
    """Looks that changed something."""
    return [
        f"{one.words} wrote to {sorted(one.wrote - NOTED)}"
        for one in answers
        if one.method == GET and one.wrote - NOTED
    ]


def wrong(answers: Iterable[Answer]) -> list[str]:
    """Answers that the table does not say, in words."""
    found = []
    for one in answers:
        said = expected(one.row, one.kind, one.method, one.path)
        # A package may have its own reasons to send somebody to sign in once more.
        is_said = set(WHATEVER) <= set(said) and one.status in said
        if one.outcome not in said and not is_said:
            wanted = " or ".join(map(str, said))
            found.append(f"{one.words}: {one.outcome}, where its row says {wanted}")
    return found
