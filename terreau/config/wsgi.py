"""Pages only, for those who already have a WSGI server. `bin/serve` uses `asgi.py`, which adds live streams."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "terreau.config.settings")

application = get_wsgi_application()
