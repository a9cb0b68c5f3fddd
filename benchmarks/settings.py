"""The site as an office runs it, in a folder of its own; files stay where they are."""

from minhbach_web.site.settings.base import *  # noqa: F403 - what every installation shares

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
