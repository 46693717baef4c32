"""How fast it is, against a floor: `manage.py benchmark`. Never part of a test's verdict."""
