"""What gunicorn serves in journeys and races: the product's own application at the fixed time."""

from tests import fixed_clock

fixed_clock.apply()

from config.wsgi import application  # noqa: E402, the clock comes first

__all__ = ["application"]
