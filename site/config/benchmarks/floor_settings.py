"""The same site with next to nothing round a view: one address and no context."""

from config import settings as product
from config.settings import *  # noqa: F403 - all of it, but for these

ROOT_URLCONF = "config.benchmarks.floor_urls"
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware"]  # allauth does not start without
TEMPLATES = [{**product.TEMPLATES[0], "OPTIONS": {"context_processors": []}}]
