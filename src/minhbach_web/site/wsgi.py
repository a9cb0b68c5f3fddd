"""The door for a WSGI server."""

import os

from django.apps import apps
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "minhbach_web.site.settings.production")
asked = apps.ready  # a command of the program looked before it started this server
application = get_wsgi_application()
if not asked and os.environ["DJANGO_SETTINGS_MODULE"].endswith(".production"):
    from minhbach_web.site import starting  # after the setup

    starting.refuse()
