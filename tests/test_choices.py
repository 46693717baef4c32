"""No column holds a value that is none of its choices, however it was written."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction

from tests.architecture import LABELS

FIELDS = [
    field
    for model in apps.get_models()
    if model._meta.app_label in LABELS
    for field in model._meta.local_concrete_fields
    if field.choices
]
NONE_OF_THEM = "zz"
LATER = "2026-11-11 12:00:00+00:00"
# What a row needs beside its choices, so that no other rule of its table refuses it first.
BESIDE: dict[str, dict[str, Any]] = {
    "assignment": {"ends_at": LATER},
    "closure": {"area_id": 1},
    "enrolment": {"status": "confirmed"},
    "event": {"ends_at": LATER},
    "frameworkversion": {"published_at": LATER},
    "paper": {"person_id": 1},
    "registermark": {"cell": "staff"},
    "session": {"ends_at": LATER},
}
OWN: dict[str, dict[str, Any]] = {
    "paper_status_is_known": {"revoked_why": ""},
    "paper_revoked_why_is_known": {"status": "revoked"},
    "registermark_cell_is_known": {"flag": "unknown_cell"},
    "registermark_flag_is_known": {"cell": "staff"},
}


def named(field: models.Field[Any, Any]) -> str:
    return f"{field.model._meta.model_name}_{field.name}_is_known"


def value_of(field: models.Field[Any, Any]) -> Any:
    """Something the column takes: what it begins with, its first choice, or what is empty."""
    if field.has_default():
        return field.get_default()
    if field.choices:
        return field.flatchoices[0][0]
    if field.null:
        return None
    by_type = {
        "DateTimeField": "2026-11-11 10:00:00+00:00",
        "DateField": "2026-11-11",
        "TimeField": "10:00",
    }
    kind = field.get_internal_type()
    if kind in {"CharField", "TextField", "SlugField", "EmailField", "URLField", "FileField"}:
        return ""
    return by_type.get(kind, 1)


def insert(field: models.Field[Any, Any]) -> None:
    """A row by SQL alone, with a value that is none of the field's choices."""
    options = field.model._meta
    row = {
        one.column: one.get_db_prep_save(value_of(one), connection)
        for one in options.local_concrete_fields
    }
    row |= BESIDE.get(options.model_name or "", {}) | OWN.get(named(field), {})
    row[field.column] = 99 if isinstance(field, models.IntegerField) else NONE_OF_THEM
    columns = ", ".join(connection.ops.quote_name(one) for one in row)
    marks = ", ".join(["%s"] * len(row))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {options.db_table} ({columns}) VALUES ({marks})",  # noqa: S608
            list(row.values()),
        )


def test_every_column_with_choices_has_a_constraint() -> None:
    bare = {
        named(field)
        for field in FIELDS
        if named(field) not in {rule.name for rule in field.model._meta.constraints}
    }
    assert bare == set()
    assert len(FIELDS) > 50


@pytest.mark.guard("each choice is held by the database", where="core/choices.py")
@pytest.mark.django_db
@pytest.mark.parametrize("field", FIELDS, ids=named)
def test_the_database_refuses_what_is_none_of_the_choices(field: models.Field[Any, Any]) -> None:
    with pytest.raises((IntegrityError, DataError), match=named(field)), transaction.atomic():
        insert(field)
