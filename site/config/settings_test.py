"""Settings of the test suite: the product's own, with what would slow a test down taken out."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "a-key-for-tests-only-0123456789-abcdef")
if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="upstander-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from config.settings import *  # noqa: F403
from config.settings.base import DATABASES, MEMORY, STORAGES

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["TEST"] = {"NAME": ":memory:"}
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
STORAGES["private"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
# Django's own is slow on purpose, and tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {
    "default": {"BACKEND": MEMORY},
    "attempts": {"BACKEND": MEMORY, "LOCATION": "attempts"},
    "moments": {"BACKEND": MEMORY, "LOCATION": "moments"},
    # A test sees what it has just changed.
    "pages": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
DEMO = True
