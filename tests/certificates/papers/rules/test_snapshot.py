"""What a paper said stays readable, whatever is added to it later.

`snapshots/` has stored words of every shape there was; a new shape leaves its files there too.
"""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from certificates.papers.rules.snapshot import Snapshot, UnreadableSnapshotError
from tests.factories.certificates import make_snapshot

STORED = sorted((Path(__file__).parent / "snapshots").glob("shape_*.json"))


def stored(path: Path) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return values


def test_every_shape_has_its_stored_words() -> None:
    shapes = {stored(path)["shape"] for path in STORED}
    assert shapes == set(range(1, Snapshot.SHAPE + 1))


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_stored_words_of_every_shape_are_read(path: Path) -> None:
    values = stored(path)
    facts = Snapshot.read(values)
    assert facts.is_known
    assert (facts.number, facts.name) == (values["number"], values["name"])
    assert facts.dates == tuple(values["dates"])
    assert facts.issued_date == date(2026, 12, 4)


def test_what_is_kept_is_read_as_it_was() -> None:
    snapshot = make_snapshot()
    kept = json.loads(json.dumps(snapshot.as_json()))
    assert kept["shape"] == Snapshot.SHAPE
    assert Snapshot.from_json(kept) == snapshot


@dataclass(frozen=True)
class LaterSnapshot(Snapshot):
    """A later version of the code, with more to say."""

    pronouns: str = ""
    rooms: tuple[str, ...] = ("not kept then",)


@pytest.mark.parametrize("path", STORED, ids=lambda path: path.stem)
def test_a_field_added_later_takes_its_default(path: Path) -> None:
    facts = LaterSnapshot.from_json(stored(path))
    assert (facts.pronouns, facts.rooms) == ("", ("not kept then",))


def test_a_field_that_only_a_later_version_knows_is_left_alone() -> None:
    later = {**make_snapshot().as_json(), "pronouns": "she"}
    assert Snapshot.from_json(later) == make_snapshot()


@pytest.mark.parametrize("shape", [None, 0, 2, 99, "1", [1]])
def test_a_shape_nobody_knows_is_said_and_never_guessed(shape: object) -> None:
    values = {**make_snapshot().as_json(), "shape": shape}
    with pytest.raises(UnreadableSnapshotError):
        Snapshot.from_json(values)

    facts = Snapshot.read(values)

    assert not facts.is_known
    assert (facts.number, facts.name) == ("UP-2026-7F3KQ9RT", "Amina Rashid")
    assert (facts.dates, facts.outcomes, facts.place) == ((), (), "")


def test_words_that_lack_something_are_not_half_read() -> None:
    values = make_snapshot().as_json()
    del values["course_title"]
    with pytest.raises(UnreadableSnapshotError, match="course_title"):
        Snapshot.from_json(values)
    assert not Snapshot.read({"shape": 1, "name": 5}).is_known


@pytest.mark.parametrize(
    "change",
    [
        {"issued_date": "soon"},
        {"issued_date": None},
        {"refresh_date": 5},
        {"outcomes": None},
        {"outcomes": "one"},
        {"facilitators": [{"name": "Priya Nandra"}]},
        {"dates": 3},
        {"name": 5},
        {"place": None},
        {"shape": True},
    ],
    ids=str,
)
def test_words_of_another_kind_are_not_read(change: dict[str, Any]) -> None:
    values = {**make_snapshot().as_json(), **change}
    with pytest.raises(UnreadableSnapshotError):
        Snapshot.from_json(values)
    facts = Snapshot.read(values)
    assert not facts.is_known
    assert facts.number == "UP-2026-7F3KQ9RT"


@pytest.mark.parametrize("values", [None, [], [1], "words", 7], ids=str)
def test_what_is_no_record_at_all_is_said_to_be_unknown(values: Any) -> None:
    facts = Snapshot.read(values)
    assert (facts.is_known, facts.number, facts.name) == (False, "", "")
