"""People and organisations are found by a part of their key: on PostgreSQL by its trigrams.

The extension is core's. SQLite reads the keys: its files are small.
"""

from django.db import migrations

INDEXES = {
    "user_search_part": "accounts_user",
    "organisation_search_part": "accounts_organisation",
}


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name, table in INDEXES.items():
            schema_editor.execute(
                f"CREATE INDEX {name} ON {table} USING gin (search_key gin_trgm_ops)"
            )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("core", "0003_trigrams")]
    operations = [migrations.RunPython(add, remove)]
