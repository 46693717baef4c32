"""What gunicorn serves as the floor: the site's own settings with nothing round a view."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "config.benchmarks.floor_settings"
application = get_wsgi_application()
