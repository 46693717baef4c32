"""Which state of a row may follow which."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models.expressions import Combinable

from core.errors import Refusal

NEW = ""  # a row that was made and has no state yet: in which it may begin is part of the table


class StatefulModel(models.Model):
    """A row that goes from state to state along MOVES. Nothing else writes the state."""

    MOVES: ClassVar[Mapping[Any, Collection[Any]]]
    STATE_FIELD: ClassVar[str] = "status"

    class Meta:
        abstract = True

    def may_become(self, state: str) -> bool:
        return state in self.MOVES.get(getattr(self, self.STATE_FIELD), ())

    def become(self, state: str) -> None:
        """Take the next state; the caller saves the row. Refuses with forbidden_move.

        An action refuses in its own words before it comes to this: what is raised here is for a
        path that forgot to look, and its transaction goes back as a whole.
        """
        if not self.may_become(state):
            raise Refusal(
                "This has changed in the meantime, so nothing was done. Look at it again.",
                code="forbidden_move",
            )
        setattr(self, self.STATE_FIELD, state)


def become_together(rows: Sequence[StatefulModel], state: str, **values: Any) -> None:
    """Several rows of one model take the next state, written at once with what else is then so.

    `values` hold for all of them; an expression is left to the database, and the rows keep what
    they had. Refuses with forbidden_move, and then nothing is written.
    """
    for row in rows:
        row.become(state)
        for name, value in values.items():
            if not isinstance(value, Combinable):
                setattr(row, name, value)
    written = {type(rows[0]).STATE_FIELD: state, **values}
    type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).update(**written)
