"""Editors may change the menus."""

from django.db import migrations

EDITORS = "Moderators"  # the group of Wagtail's own that accounts puts editors into


def grant(apps, schema_editor):
    """Permissions are otherwise made after the last migration: this one is needed earlier."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label="cms", model="menus")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="change_menus", defaults={"name": "Can change menus"}
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=EDITORS)
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0005_no_footer_column"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
