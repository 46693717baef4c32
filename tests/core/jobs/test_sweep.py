"""What was being written when a process ended is taken away."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from core.jobs import sweep
from core.jobs.chore import chores


def test_old_parts_go_and_everything_else_stays(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sweep, "folders", lambda: {tmp_path, tmp_path / "none"})
    old, young = now - timedelta(days=1, seconds=1), now - timedelta(hours=23)
    (tmp_path / "papers").mkdir()
    for name, moment in (("papers/.a.part", old), (".b.part", young), ("old.pdf", old)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (moment.timestamp(), moment.timestamp()))

    chores["parts-swept"].act(now)

    left = sorted(one.name for one in tmp_path.rglob("*") if one.is_file())
    assert left == [".b.part", "old.pdf"]


def test_it_looks_where_the_site_writes(settings: object) -> None:
    assert all(isinstance(one, Path) for one in sweep.folders())
