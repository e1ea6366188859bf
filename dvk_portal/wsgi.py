"""The portal for a WSGI server (`gunicorn dvk_portal.wsgi`)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dvk_portal.settings")

application = get_wsgi_application()
