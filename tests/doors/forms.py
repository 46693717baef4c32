"""Forms that change something, sent with more than they ask: the rest must count for nothing."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from allauth.account.models import EmailAddress
from bs4 import BeautifulSoup, Tag
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models

from core.models import FormKey, Heartbeat, JobItem, Message, PersonalLink
from tests.architecture import LABELS
from tests.doors.asking import GET, POST, Asker, undone, writes
from tests.doors.canaries import Letter
from tests.doors.rows import INVALID, Row

Data = dict[str, Any]
Rows = dict[str, list[tuple[Any, ...]]]
# What no screen asks for by such a name, and other systems have been taken over with.
NOTORIOUS = {"is_staff": "on", "price": "0", "id": "1", "pk": "1", "user_id": "1", "actor": "1"}
UNCOMPARED = (FormKey, Heartbeat, JobItem, PersonalLink)
TAKEN = (200, 302)


@dataclass
class Trial:
    """What came of sending every form, plainly and with more than it asks."""

    before: Rows
    extra: Data  # the same for all forms: what each of them wrote is undone
    faults: list[str] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)
    taken: int = 0
    fields: int = 0  # that were added


def try_forms(asker: Asker, rows: Iterable[Row]) -> Trial:
    trial = Trial(dump(connection.introspection.table_names()), extra())
    for row in rows:
        if row.form is not None:
            trial.faults += try_form(asker, row, trial)
        elif INVALID in row.statuses(POST):
            trial.faults.append(f"{row.path} refuses an empty form: its row needs a form=")
    return trial


def try_form(asker: Asker, row: Row, trial: Trial) -> Iterator[str]:
    """Forms for which more was written than they ask, or that were not taken at all."""
    path = row.path.format_map(asker.world.refs)
    shown, data = filled(asker, row, path)
    status, plain = sent(asker, row, path, data, trial)
    if status not in TAKEN:
        yield f"{path} is not taken as {row.sender}: {status} for {data}; its row's form= says more"
        return
    if (
        not row.previews
        and not (plain.keys() - trial.before.keys())
        and all(rows == trial.before[table] for table, rows in plain.items())
    ):
        yield f"{path} as {row.sender} changes nothing: its row's form= or page= says more"
    more = {name: value for name, value in trial.extra.items() if name not in shown}
    trial.taken, trial.fields = trial.taken + 1, trial.fields + len(more)
    other_status, full = sent(asker, row, path, {**more, **data}, trial)
    if other_status != status:
        yield f"{path} with more fields: {other_status} for {status}"
    for table in sorted(plain.keys() | full.keys()):
        plain.setdefault(table, trial.before[table])
        full.setdefault(table, trial.before[table])
        if plain[table] != full[table]:
            change = difference(table, plain, full)
            yield f"{path} as {row.sender} takes more than it asks: {change}"


def difference(table: str, plain: Rows, full: Rows) -> str:
    """The first row that came out otherwise."""
    for one, two in zip(plain[table], full[table], strict=False):
        if one != two:
            return f"{table}: {one} became {two}"
    return f"{table}: one row more or less"


def sent(asker: Asker, row: Row, path: str, data: Data, trial: Trial) -> tuple[int, Rows]:
    """What came of the form, and every row as it then is."""
    with undone():
        before = Message.objects.latest("pk").pk
        given = {name: ready(one) for name, one in data.items()}
        with writes() as written:
            answer = asker.ask(row.sender, POST, path, given)
        for letter in Message.objects.filter(pk__gt=before):
            words = f"{letter.subject} {letter.body_text} {letter.body_html} {letter.calendar}"
            trial.letters.append(Letter(row.path, letter.to, words, row.tells))
        return answer.status_code, dump(written)


def ready(value: Any) -> Any:
    """A file anew each time it is sent."""
    return SimpleUploadedFile("people.csv", value) if isinstance(value, bytes) else value


def filled(asker: Asker, row: Row, path: str) -> tuple[set[str], Data]:
    """The names of all fields of the page's form, and it filled in as a person would."""
    with undone():
        page = asker.ask(row.sender, GET, row.page.format_map(asker.world.refs) or path)
        if row.twice:
            page = asker.ask(row.sender, POST, path, fill(row, form_of(page, path), asker))
    form = form_of(page, path)
    names = {str(field["name"]) for field in form.select("[name]")} if form else set()
    data = fill(row, form, asker)
    return names | set(data), data


def fill(row: Row, form: Tag | None, asker: Asker) -> Data:
    """The plainest answers, and those of the row; None takes a field or a button away."""
    known = {name: named(one, asker.world.refs) for name, one in (row.form or {}).items()}
    data = {**(answers(form) if form else {}), **known}
    return {name: value for name, value in data.items() if value is not None}


def named(value: Any, refs: dict[str, str]) -> Any:
    """An answer of a row, with references for their names."""
    if isinstance(value, list):
        return [named(one, refs) for one in value]
    return value.format_map(refs) if isinstance(value, str) else value


def form_of(page: Any, path: str) -> Tag | None:
    """The form that is sent to the address."""
    soup = BeautifulSoup(page.content, "html.parser")
    for form in soup.select("form[method=post]"):
        action = str(form.get("action", ""))
        if action in {"", path, path.split("?", maxsplit=1)[0]} or action.startswith("?"):
            return form
    return None


def answers(form: Tag) -> Data:
    """The plainest answers: what is there already, else the first choice, else some words."""
    data: Data = {}
    for one in form.select("input[name], select[name], textarea[name], button[name]"):
        name, value = str(one["name"]), answer(one, form)
        if value is not None and not data.get(name):
            data[name] = value
    return data


def answer(field: Tag, form: Tag) -> Any:
    """What somebody in a hurry gives one field; None for nothing."""
    kind = "select" if field.name == "select" else str(field.get("type", field.name))
    if kind == "select":
        options = [option for option in field.select("option") if option.get("value")]
        chosen = [option for option in options if option.has_attr("selected")] or options
        return chosen[0]["value"] if chosen else None
    if kind in {"radio", "checkbox"}:
        is_wanted = kind == "radio" or is_one_of_many(field, form) or field.has_attr("checked")
        return field.get("value", "on") if is_wanted else None
    if kind in {"submit", "button", "hidden"}:
        return field.get("value", "")
    there = field.get_text().strip() if kind == "textarea" else field.get("value", "")
    return there or ("" if is_optional(field, form) else WORDS.get(purpose(field), "Some words"))


def purpose(field: Tag) -> str:
    return str(field.get("inputmode") or field.get("type") or field.name)


def is_one_of_many(field: Tag, form: Tag) -> bool:
    """Whether a box to tick is one of several: the first of them is ticked."""
    return len(form.select(f'[name="{field["name"]}"]')) > 1


def is_optional(field: Tag, form: Tag) -> bool:
    """Whether its label, or that of the group it stands in, says that it may stay empty."""
    group = field.find_parent("fieldset")
    label = form.select_one(f'label[for="{field.get("id", "")}"]')
    words = [one.get_text() for one in (label, group and group.find("legend")) if one]
    return "optional" in " ".join(words)


WORDS = {"email": "somebody.new@learner.example", "numeric": "3", "tel": "0121 496 0001"}


def ours() -> list[type[models.Model]]:
    """The models of the site's apps, by name."""
    apps_of_ours = [config for config in apps.get_app_configs() if config.label in LABELS]
    return [*(model for one in apps_of_ours for model in one.get_models(True)), EmailAddress]


def extra() -> Data:
    """A value for every column there is, other than it mostly has."""
    found: Data = {}
    for model in ours():
        for column in model._meta.concrete_fields:
            if not column.primary_key:
                value = value_of(column)
                found.setdefault(column.name, value)
                found.setdefault(column.attname, value)
    return {**found, **NOTORIOUS}


# The first that fits; a column of none of these kinds holds words.
VALUES: dict[type[models.Field[Any, Any]], str] = {
    models.BooleanField: "on",
    models.DateTimeField: "2030-01-01T00:00:00Z",
    models.DateField: "2030-01-01",
    models.EmailField: "intruder@elsewhere.example",
    models.IntegerField: "77",
    models.DecimalField: "77",
    models.Field: "Intruder",
}


def value_of(column: Any) -> str:
    if isinstance(column, models.ForeignKey):
        last = column.related_model._default_manager.order_by("-pk").first()
        return str(last.pk) if last else "1"
    if column.choices:
        return str(list(column.flatchoices)[-1][0])
    return next(value for kind, value in VALUES.items() if isinstance(column, kind))


def dump(tables: Container[str]) -> Rows:
    """Every row of some tables, without what is random."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(*columns(model)), key=repr)
        for model in ours()
        if model not in UNCOMPARED and model._meta.db_table in tables
    }


# Names of columns that are drawn by lot, or made of such.
RANDOM = re.compile(
    "ref$|uid|digest|code$|number$|key|token|password|message_id|body|link_path|pdf|snapshot"
    "|about|calendar$|context$|reference|subject"
)
WORDS_OF_LOT = (
    *(models.CharField, models.TextField, models.JSONField),
    *(models.FileField, models.UUIDField),
)


def columns(model: type[models.Model]) -> list[str]:
    """What is compared: neither references that are drawn by lot nor what is made of them."""
    return [
        column.attname
        for column in model._meta.concrete_fields
        if column.primary_key or not is_random(column)
    ]


def is_random(column: Any) -> bool:
    if getattr(column, "auto_now_add", False):
        return True
    return isinstance(column, WORDS_OF_LOT) and bool(RANDOM.search(column.name))
