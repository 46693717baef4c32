"""Everything kept about people is declared: a field that is not is found."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.test.utils import isolate_apps

from accounts.models import User
from core.privacy import personal_data
from core.privacy.personal_data import Erased, Merged, Retention, declared, undeclared
from tests.architecture import LABELS
from training.enrolments.models import Enrolment


def ours() -> Iterator[type[models.Model]]:
    """Every model of ours."""
    for app in LABELS:
        yield from apps.get_app_config(app).get_models()


def is_person(model: Any) -> bool:
    return model is User


def test_every_field_that_could_be_personal_is_declared() -> None:
    assert undeclared(ours(), is_person) == []


def test_what_leads_to_a_person_from_elsewhere_is_declared() -> None:
    """allauth's tables, and Wagtail's: its log is ours too."""
    known = {row.name for row in declared()}
    ties = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.is_relation and is_person(field.related_model)
    }

    assert ties - known == set()


def test_everything_of_a_row_leads_to_a_person() -> None:
    for row in declared():
        model: Any = row.model
        for step in filter(None, row.whose.split("__")):
            model = model._meta.get_field(step).related_model
        assert model in {row.model, User}, row.name


@isolate_apps("core")
@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("name", models.CharField(max_length=10)),
        ("email", models.EmailField()),
        ("notes", models.TextField()),
        ("answers", models.JSONField()),
        ("photograph", models.FileField()),
        ("voice", models.BinaryField()),
        ("address", models.GenericIPAddressField()),
        ("teacher", models.ForeignKey(User, models.PROTECT)),
        ("parents", models.ManyToManyField(User)),
    ],
)
def test_a_forgotten_field_is_found(kind: str, field: models.Field[Any, Any]) -> None:
    attributes = {"__module__": __name__, "Meta": type("Meta", (), {"app_label": "core"})}
    model = type("Pupil", (models.Model,), {**attributes, kind: field})

    assert undeclared([model], is_person) == [f"core.Pupil.{kind}"]


def test_a_field_that_is_not_there_cannot_be_declared() -> None:
    with pytest.raises(FieldDoesNotExist):
        personal_data.impersonal(Enrolment, "It is gone.", "shoe_size")


def test_a_field_is_declared_once() -> None:
    declared()
    with pytest.raises(ValueError, match="Two personal fields"):
        personal_data.personal(
            Enrolment,
            "person",
            whose="person",
            retention=Retention.ACCOUNT,
            erased=Erased.DELETED,
        )


def test_what_moves_when_two_accounts_are_one() -> None:
    assert [row.name for row in personal_data.moving()] == [
        "account.EmailAddress.user",
        "accounts.FeedToken.user",
        "accounts.LineManager.person",
        "accounts.Membership.user",
        "enrolments.Enrolment.person",
        "enrolments.Interest.person",
        "framework.PersonRole.person",
        "papers.Paper.person",
        "visits.Booking.requested_by",
    ]
    refused = [row.name for row in declared() if row.merged is Merged.REFUSED]
    assert refused == ["accounts.StaffRole.user", "rota.Facilitator.user"]
