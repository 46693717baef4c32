"""What comes in through the CMS passes the cleaner, by whatever door."""

import json
from collections.abc import Iterator

import pytest
from django import forms
from django.apps import apps
from django.core.files.storage import default_storage
from wagtail import fields
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.documents.forms import get_document_form
from wagtail.documents.models import Document
from wagtail.images.forms import get_image_form
from wagtail.images.models import Image
from wagtail.models import Collection, Page
from wagtail.rich_text import RichText

from cms.blocks.fields import RichTextField, StreamField, clean_html
from cms.models import HomePage, StandardPage
from core.forms import CleanCharField, CleanTextField
from core.models.email_address import CleanEmailField as EmailColumn
from tests.core.test_every_sign import SIGNS, letters_of

BAD = "\x07\u202e\ufffe\u200b"


def columns() -> Iterator[tuple[str, object]]:
    for model in apps.get_app_config("cms").get_models():
        for field in model._meta.local_fields:
            yield f"{model.__name__}.{field.name}", field


def test_every_column_of_blocks_and_of_rich_text_is_the_cleaned_one() -> None:
    found = {
        name: field
        for name, field in columns()
        if isinstance(field, (fields.StreamField, fields.RichTextField))
    }
    assert len(found) > 15
    assert {
        name for name, field in found.items() if not isinstance(field, (StreamField, RichTextField))
    } == set()


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        (f"<p>Ev{BAD}e <b>Co{BAD}le</b> Bell</p>", "<p>Eve <b>Cole</b> Bell</p>"),
        ("<p>\u0338Eve</p><b>\u0338</b>", "<p>Eve</p><b></b>"),
        ("<p>one</p>\n<p>two <i>three</i> four</p>", "<p>one</p> <p>two <i>three</i> four</p>"),
        (f'<a href="/a{BAD}/" id="1">Ev\u00e9</a>', '<a href="/a/" id="1">Ev\u00e9</a>'),
        ("2 < 3", "2 < 3"),
    ],
)
def test_rich_text_keeps_its_tags_and_the_blanks_between(html: str, kept: str) -> None:
    assert clean_html(html) == kept


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_rich_text_stands_every_sign(sign: str) -> None:
    html = f"<p>{sign}Eve{sign}</p><p><b>{sign}</b>Cole{sign}</p>"

    kept = clean_html(html)

    assert kept.startswith("<p>")
    assert letters_of(kept.partition("</p><p><b>")[0]) in {"pEve", "pEv\u00e9"}
    assert letters_of(kept.partition("</b>")[2]) == "Colep" or "Col\u00e9" in kept
    assert clean_html(kept) == kept


@pytest.mark.django_db
def test_blocks_are_kept_clean_whoever_writes_them(home: HomePage) -> None:
    body = [
        {"type": "text", "value": f"<p>Dear{BAD} Eve</p>", "id": "a"},
        {"type": "note", "value": {"title": f"{BAD}Note", "text": f"<p>x{BAD}</p>", "tone": ""}},
        {
            "type": "facts",
            "value": {
                "title": "",
                "facts": [{"type": "item", "value": {"term": f"T{BAD}", "meaning": "<p>m</p>"}}],
            },
        },
    ]
    page = StandardPage(title="A page", introduction="What it is", body=json.dumps(body))
    home.add_child(instance=page)
    page.refresh_from_db()
    page.body.append(("text", RichText(f"<p>More{BAD}</p>")))
    page.save()
    kept = json.dumps(list(StandardPage.objects.get(pk=page.pk).body.raw_data), ensure_ascii=False)
    revision = json.dumps(page.save_revision().content["body"], ensure_ascii=False)

    for text in (kept, revision):
        assert "Dear Eve" in text
        assert "<p>More</p>" in text
        assert not set(text) & set(BAD)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("form", "names"),
    [
        (get_image_form(Image), {"title", "description"}),
        (get_document_form(Document), {"title"}),
        (RedirectForm, {"old_path"}),
    ],
)
def test_pictures_documents_and_redirects_are_cleaned(
    form: type[forms.BaseForm], names: set[str]
) -> None:
    Collection.objects.filter(depth=1).exists() or Collection.add_root(name="Root")
    made = form()
    assert names <= set(made.fields)
    for name in names:
        assert isinstance(made[name].field, (CleanCharField, CleanTextField)), name


def test_every_form_of_a_page_cleans_its_lines() -> None:
    left = {
        f"{model.__name__}.{name}"
        for model in apps.get_app_config("cms").get_models()
        if issubclass(model, Page)
        for name, field in model.get_edit_handler().get_form_class().base_fields.items()
        if type(field) in {forms.CharField, forms.EmailField}
        and not isinstance(model._meta.get_field(name), RichTextField)
    }
    assert left == set()


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_file_keeps_no_sign_in_its_name_that_does_not_show(sign: str) -> None:
    name = default_storage.get_valid_name(f"Ev{sign}e {sign}.pdf")

    assert name.isprintable()
    assert not set(name) & set("\u202e\u200b\ufeff\u2066")
    name.encode()


def test_the_columns_of_addresses_are_known_here_too() -> None:
    assert any(isinstance(field, EmailColumn) for _, field in columns())
