"""For working on the site: errors in full, static files straight from the source."""

from minhbach_web.site.settings.base import *  # noqa: F403 -- settings are layered by star import

DEBUG = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
GALLERY = True
