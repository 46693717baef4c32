"""Every door an email address comes in by: the same cleaner, and the same rules."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.utils.module_loading import import_string

from accounts.actions.person import UnfitAddressError, named_person
from accounts.models import LineManager, User
from cms.models import ContactPage
from core.forms import BaseForm, CleanEmailField
from core.models.email_address import CleanEmailField as EmailColumn
from tests.architecture import python_files, trees
from tests.factories.accounts import UserFactory
from training.enrolments.rules.roster_file import faults_in, people_in

ROOT = Path(__file__).resolve().parents[2]
OURS = {"accounts", "cms", "core", "enrolments", "events", "courses", "framework", "rota"} | {
    *("visits", "registers", "evaluation", "papers", "people", "reports"),
}
WITH_ADDRESS = ("login", "signup", "add_email", "reset_password", "request_login_code")
HIDDEN = "ben.cole@work-a.example\u200b"
BEN = "ben.cole@work-a.example"


def all_forms() -> Iterator[type[forms.BaseForm]]:
    """Every class of form that our code declares, and those that allauth is given."""
    for name, _ in python_files(ROOT):
        if "/forms" in name:
            module = name.removeprefix("site/").removesuffix(".py").removesuffix("/__init__")
            import_module(module.replace("/", "."))
    waiting: list[type[forms.BaseForm]] = [BaseForm]
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        yield form
    yield from (import_string(path) for path in settings.ACCOUNT_FORMS.values())


def test_every_form_takes_addresses_through_the_cleaner() -> None:
    found = {
        f"{form.__module__}.{form.__name__}.{name}"
        for form in all_forms()
        if not form.__module__.startswith(("allauth", "tests."))
        for name, field in form.base_fields.items()
        if isinstance(field, forms.EmailField) and not isinstance(field, CleanEmailField)
    }
    # allauth's fields are put right as each form of ours begins.
    assert found == {name for name in found if name.startswith("accounts.forms.sign_in.")}


@pytest.mark.parametrize("path", [settings.ACCOUNT_FORMS[name] for name in WITH_ADDRESS])
def test_sign_in_takes_addresses_through_the_cleaner(path: str) -> None:
    made = import_string(path)()

    addresses = [one for one in made.fields.values() if isinstance(one, forms.EmailField)]
    assert addresses
    assert all(isinstance(one, CleanEmailField) for one in addresses)


def test_nothing_in_the_code_takes_an_address_another_way() -> None:
    found = {
        f"{name}: {node.attr if isinstance(node, ast.Attribute) else node.id}"
        for name, tree in trees(ROOT)
        if not name.startswith(("site/core/forms/fields.py", "site/core/models/email_address.py"))
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        for node in [call.func]
        if isinstance(node, (ast.Attribute, ast.Name))
        and (node.attr if isinstance(node, ast.Attribute) else node.id)
        in {"EmailField", "validate_email", "EmailValidator", "EmailBlock", "normalize_email"}
    }
    assert found == set()


def test_every_column_of_an_address_keeps_one_spelling() -> None:
    columns = [
        field
        for model in apps.get_models()
        if model._meta.app_label in OURS
        for field in model._meta.get_fields()
        if isinstance(field, models.EmailField)
    ]
    assert len(columns) >= 8
    assert [field for field in columns if not isinstance(field, EmailColumn)] == []


def test_editors_addresses_go_through_the_cleaner() -> None:
    form = ContactPage.get_edit_handler().get_form_class()

    assert isinstance(form.base_fields["email"], CleanEmailField)


@pytest.mark.django_db
def test_two_spellings_are_one_person_in_the_database() -> None:
    kept = User.objects.create(email="Ben.Cole@Work-A.example\u200b", name="Ben Cole")

    assert kept.email == BEN
    assert User.objects.get(email=HIDDEN) == kept
    assert not User.objects.filter(email__in=["nobody", "zo\u00e9@a.example"]).exists()
    assert User.objects.get_by_natural_key(f"mailto:{BEN}") == kept
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.bulk_create([User(email=f"<{BEN}>", name="Another")])
    with pytest.raises(ValidationError):
        User.objects.filter(pk=kept.pk).update(email="zo\u00e9@a.example")


@pytest.mark.django_db
def test_whoever_is_named_twice_is_one_person() -> None:
    ben = named_person("Ben Cole", BEN)

    assert named_person("Ben Cole", HIDDEN) == ben
    assert named_person("Zoe", "zoe@b\u00fccher.example").email == "zoe@xn--bcher-kva.example"
    assert EmailAddress.objects.filter(user=ben).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("office@school.example", "person's own"),
        ("No-Reply@school.example\u200b", "person's own"),
        ("zo\u00e9@a.example", "before the @"),
        ("zoe", "usual form"),
    ],
)
def test_nobody_gets_a_place_under_an_address_that_will_not_do(email: str, why: str) -> None:
    with pytest.raises(UnfitAddressError, match=why):
        named_person("Zoe", email)

    assert not User.objects.exists()


@pytest.mark.django_db
def test_a_manager_is_kept_under_one_spelling(learner: User) -> None:
    row = LineManager(person=learner, email=f"<{BEN.upper()}>", named_at=learner.joined_at)
    LineManager.objects.bulk_create([row])

    assert LineManager.objects.get().email == BEN


@pytest.mark.django_db
def test_an_invisible_sign_at_sign_up_makes_no_second_person(client: Client) -> None:
    UserFactory(email=BEN)
    typed = {"name": "Ben Cole", "email": HIDDEN, "password1": f"right {uuid4()}"}

    client.post("/accounts/signup/", typed)

    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/login/code/"])
def test_sign_in_says_why_an_address_will_not_do(client: Client, address: str) -> None:
    typed = {"name": "Zoe", "email": "zo\u00e9@a.example", "password1": f"right {uuid4()}"}

    page = client.post(address, typed)

    assert "The part before the @ has" in page.text


@pytest.mark.django_db
def test_a_person_signs_in_with_an_address_as_it_was_pasted(client: Client) -> None:
    ben = UserFactory(email=BEN)
    ben.set_password("right horse battery")
    ben.save()
    EmailAddress.objects.update_or_create(
        user=ben, email=BEN, defaults={"verified": True, "primary": True}
    )

    client.post(
        "/accounts/login/", {"login": f"Ben Cole <{HIDDEN}>", "password": "right horse battery"}
    )

    assert client.session.get("_auth_user_id") == str(ben.pk)


def test_a_roster_reads_addresses_as_every_door_does() -> None:
    cells = [
        ["name", "email", "manager"],
        ["Ben", HIDDEN, ""],
        ["Ben", f"Ben <{BEN}>", ""],
        ["Zoe", "zo\u00e9@a.example", ""],
        ["Office", "office@a.example", ""],
        ["Ana", "ana@b\u00fccher.example", "zo\u00e9@a.example"],
    ]
    rows = people_in(list(enumerate(cells, start=1))).people
    faults = faults_in(rows)

    assert [row.email for row in rows[:2]] == [BEN, BEN]
    assert "The same email address as in row 2" in faults[3]
    assert "the part before the @ has" in faults[4]
    assert "The email address" in faults[4]
    assert "A shared one" in faults[5]
    assert "The manager's email address: the part" in faults[6]
