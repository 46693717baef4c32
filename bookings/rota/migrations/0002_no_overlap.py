"""PostgreSQL refuses two holding assignments of one facilitator that overlap.

SQLite has no exclusion constraints: there the action's check inside its IMMEDIATE transaction
does the same.
"""

from django.db import migrations

ADD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE rota_assignment ADD CONSTRAINT assignment_no_overlap
EXCLUDE USING gist (facilitator_id WITH =, tstzrange(starts_at, ends_at, '[)') WITH &&)
WHERE (state IN ('offered', 'accepted'));
"""
DROP = "ALTER TABLE rota_assignment DROP CONSTRAINT IF EXISTS assignment_no_overlap;"


def add(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ADD)


def drop(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("rota", "0001_initial")]
    operations = [migrations.RunPython(add, drop)]
