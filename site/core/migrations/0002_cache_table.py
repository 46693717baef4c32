from django.core.management import call_command
from django.db import migrations

TABLES = ("core_cache", "core_attempts")


def make_table(apps, schema_editor):
    for name in TABLES:
        call_command("createcachetable", name, database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    for name in TABLES:
        schema_editor.execute(f"DROP TABLE IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(make_table, drop_table)]
