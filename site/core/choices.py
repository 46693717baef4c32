"""Which values a column may have, held by the database itself."""

from typing import TypeVar

from django.db import models
from django.db.models import Q

M = TypeVar("M", bound=type[models.Model])


def hold_choices(model: M) -> M:
    """Have the database refuse, in each column that has choices, what is none of them.

    A form and an action refuse it already. What comes by another way, raw SQL or a bulk write,
    would be a row that no rule knows: counted nowhere, shown by no list.
    """
    options = model._meta
    held = [
        models.CheckConstraint(
            name=f"{options.model_name}_{field.name}_is_known",
            condition=Q(**{f"{field.name}__in": values_of(field)}),
        )
        for field in options.local_concrete_fields
        if field.choices
    ]
    options.constraints = [*options.constraints, *held]
    # What Django compares with the migrations is what Meta said.
    options.original_attrs["constraints"] = options.constraints
    return model


def values_of(field: models.Field) -> list[object]:  # type: ignore[type-arg]
    """The choices of a field, and nothing where it may be left empty, if only in a draft."""
    values = [value for value, _ in field.flatchoices]
    may_be_empty = field.blank or hasattr(field.model, "has_unpublished_changes")
    is_text = isinstance(field, models.CharField)
    return ["", *values] if may_be_empty and is_text and "" not in values else values
