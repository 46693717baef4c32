"""Editors write and submit; leads approve and publish. Administrators need no group."""

from django.db import migrations

GROUPS = {"editor": "Editors", "lead": "Moderators"}


def regroup(apps, schema_editor):
    """Put everyone into the group of Wagtail's own that their role means from now on."""
    Group = apps.get_model("auth", "Group")
    StaffRole = apps.get_model("accounts", "StaffRole")
    for role, name in GROUPS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.user_set.set(StaffRole.objects.filter(role=role).values_list("user_id", flat=True))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0006_editors_keep_menus"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(regroup, migrations.RunPython.noop)]
