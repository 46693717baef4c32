"""PostgreSQL compares words by their trigrams, so that a search forgives a typo.

SQLite has no such extension: there core.search.fuzzy compares the words itself.
"""

from django.db import migrations


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


class Migration(migrations.Migration):
    dependencies = [("core", "0002_cache_table")]
    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
