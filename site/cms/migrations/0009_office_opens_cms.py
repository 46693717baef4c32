"""Coordinators may open the CMS too: the words of messages are there."""

from django.db import migrations

COORDINATORS = "Office"


def let_in(apps, schema_editor):
    """A group with the key to the door and nothing else: pages stay with editors and leads."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind,
        codename="access_admin",
        defaults={"name": "Can access Wagtail admin"},
    )
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=COORDINATORS)
    group.permissions.add(permission)
    roles = apps.get_model("accounts", "StaffRole").objects.filter(role="coordinator")
    group.user_set.set(roles.values_list("user_id", flat=True))


class Migration(migrations.Migration):
    dependencies = [
        ("cms", "0008_workshop_index"),
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
    ]
    operations = [migrations.RunPython(let_in, migrations.RunPython.noop)]
