"""Which part of the CMS a group opens. `accounts` puts people into these groups by their role."""

from django.db import migrations

MENUS = "Moderators"  # Wagtail's own group, for leads: its editors' group writes and submits
OFFICE = "Office"  # coordinators: the words of messages are in the CMS, pages are not theirs


def grant(apps, schema_editor):
    """Permissions are otherwise made after the last migration: these are needed earlier."""
    give(apps, MENUS, "cms", "menus", "change_menus", "Can change menus")
    give(apps, OFFICE, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")


def give(apps, group_name, app_label, model, codename, name):
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=group_name)
    group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0002_first_pages"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
