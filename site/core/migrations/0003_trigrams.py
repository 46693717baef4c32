"""PostgreSQL compares words by their trigrams, so that a search forgives a typo.

SQLite has no such extension: there core.search.fuzzy compares the words itself, and a part of an
address is looked for in the index of all addresses.
"""

from django.db import migrations


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        # As Django asks for a part of a text in capitals or not: in capitals.
        schema_editor.execute(
            'CREATE INDEX message_recipient_part ON core_message USING gin (UPPER("to") gin_trgm_ops)'
        )


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS message_recipient_part")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_cache_table")]
    operations = [migrations.RunPython(add, remove)]
