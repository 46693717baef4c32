"""Menus become a setting, and the page for the worried a page of its own kind."""

import json

from django.db import migrations

HEADER_SCREENS = ["training:event_list", "bookings:workshop_list"]
HELP_SCREENS = ["certificates:verify_search"]
COLUMNS = [("help", "Help", HELP_SCREENS), ("about", "About this site", [])]


def make_menus(apps, schema_editor):
    """Keep the menus that each site has today."""
    Site = apps.get_model("wagtailcore", "Site")
    Page = apps.get_model("wagtailcore", "Page")
    Standard = apps.get_model("cms", "StandardPage")
    for site in Site.objects.all():
        below = {"path__startswith": site.root_page.path}
        depth = site.root_page.depth + 1
        shown = Page.objects.filter(show_in_menus=True, depth=depth, **below).order_by("path")
        header = [link(page=pk) for pk in shown.values_list("pk", flat=True)]
        header += [link(screen=screen) for screen in HEADER_SCREENS]
        columns = []
        for column, title, screens in COLUMNS:
            pages = Standard.objects.filter(footer=column, **below).order_by("path")
            links = [link(page=pk) for pk in pages.values_list("pk", flat=True)]
            links += [link(screen=screen) for screen in screens]
            if links:
                values = {"title": title, "links": [item(one) for one in links]}
                columns.append({"type": "column", "value": values})
        apps.get_model("cms", "Menus").objects.create(
            site=site,
            header=json.dumps([{"type": "link", "value": one} for one in header]),
            footer=json.dumps(columns),
        )


def link(page=None, screen=""):
    return {"label": "", "page": page, "screen": screen}


def item(value):
    return {"type": "item", "value": value}


def make_worried(apps, schema_editor):
    """The page at /worried/ gets its councils' numbers; its words stay as they are."""
    Standard = apps.get_model("cms", "StandardPage")
    Worried = apps.get_model("cms", "WorriedPage")
    ContentType = apps.get_model("contenttypes", "ContentType")
    old = Standard.objects.filter(slug="worried", depth=3).first()
    if old is None or Worried.objects.exists():
        return
    kind, _ = ContentType.objects.get_or_create(app_label="cms", model="worriedpage")
    # Drafts of the old kind cannot be read as the new one.
    apps.get_model("wagtailcore", "Page").objects.filter(pk=old.pk).update(latest_revision=None, live_revision=None)
    apps.get_model("wagtailcore", "Revision").objects.filter(object_id=str(old.pk), base_content_type__app_label="wagtailcore", base_content_type__model="page").delete()
    new = Worried(page_ptr_id=old.pk)
    for field in old._meta.get_fields():
        if field.concrete and field.name not in {"page_ptr", "footer"}:
            setattr(new, field.attname, getattr(old, field.attname))
    new.latest_revision_id = new.live_revision_id = None
    new.content_type = kind
    new.doors_title = "The front door of your council"
    new.more = "[]"
    new.save()
    Standard.objects.filter(pk=old.pk)._raw_delete(schema_editor.connection.alias)


def forward(apps, schema_editor):
    make_menus(apps, schema_editor)
    make_worried(apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cms", "0003_page_types")]
    operations = [migrations.RunPython(forward, migrations.RunPython.noop)]
