"""Settings. Everything a machine differs in comes from the environment: see .env.example."""

from config.settings.accounts import *  # noqa: F403
from config.settings.base import *  # noqa: F403
from config.settings.security import *  # noqa: F403
from config.settings.wagtail import *  # noqa: F403
