"""What the apps declare is found by name, and no name is taken twice."""

import pytest

from core.registry import Registry


def test_what_is_declared_is_found_by_name_and_in_order() -> None:
    jobs: Registry[int] = Registry("jobs")
    jobs.add("second", 2)
    jobs.add("first", 1)

    assert list(jobs) == [1, 2]
    assert (jobs["first"], jobs.find("third"), "second" in jobs, len(jobs)) == (1, None, True, 2)


def test_a_name_is_taken_once() -> None:
    jobs: Registry[int] = Registry("jobs")
    jobs.add("first", 1)

    with pytest.raises(ValueError, match=r"Two jobs are called first\."):
        jobs.add("first", 2)


def test_apps_are_asked_for_theirs() -> None:
    assert len(Registry("settings", room="options")) == 0  # asking imports every options.py


def test_apps_are_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("core.registry.discover", asked.append)
    policies: Registry[int] = Registry("policies", room="access")

    assert (policies.find("public"), policies.find("public"), asked) == (None, None, ["access"])
