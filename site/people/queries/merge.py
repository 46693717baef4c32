"""What would happen if two accounts were made one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from accounts.models import User
from core.privacy.personal_data import Merged, Personal, declared, moving
from training.enrolments.queries.merge import Clash, clashes_of


@dataclass(frozen=True)
class Moving:
    """Rows of one kind that go to the account that stays."""

    label: str  # app.Model
    plural: str
    number: int


@dataclass(frozen=True)
class MergePlan:
    """A dry run."""

    keep: User
    drop: User
    moves: list[Moving]
    clashes: list[Clash]
    refusal: str

    @property
    def is_possible(self) -> bool:
        return not self.refusal


def plan_of(keep: User, drop: User) -> MergePlan:
    """What moves, what clashes, and what stands in the way; the same queries for anyone."""
    clashes = clashes_of(keep, drop)
    refusal = refusal_of(keep, drop)
    if not refusal and any(clash.both_came for clash in clashes):
        refusal = (
            "Both accounts are marked as having come to the same date. "
            "Put the register right first: one of them was not there."
        )
    moves = [
        Moving(label, str(model._meta.verbose_name_plural), number)
        for label, model, path in moved_models()
        if (number := model._default_manager.filter(**{path: drop}).count())
    ]
    return MergePlan(keep, drop, moves, clashes, refusal)


def moved_models() -> Iterator[tuple[str, Any, str]]:
    """The models whose rows move, with the way to the person: by a key, or with what has it."""
    keys = {(row.model._meta.label, row.model, row.whose) for row in moving()}
    ties = {row.model for row in moving()}
    with_them = {
        (row.model._meta.label, row.model, row.whose)
        for row in declared()
        if "__" in row.whose and row.model not in ties
    }
    yield from sorted(keys | with_them, key=lambda one: one[0])


def refusal_of(keep: User, drop: User) -> str:
    """Why the two are not made one, whatever else they have; nothing when they can be."""
    if keep.pk == drop.pk:
        return "These are the same account. Choose another one."
    if not (keep.is_active and drop.is_active):
        return "One of these accounts is closed, so they stay as they are."
    if keep.is_superuser or drop.is_superuser or _has_a_part_in_the_team(keep, drop):
        return (
            "One of these accounts is of the team. Take its roles away first, "
            "and merge an account without any."
        )
    return ""


def _has_a_part_in_the_team(*people: User) -> bool:
    refused: list[Personal] = [row for row in declared() if row.merged is Merged.REFUSED]
    return any(_rows(row.model).filter(**{f"{row.whose}__in": people}).exists() for row in refused)


def _rows(model: type[Model]) -> Any:
    return model._default_manager
