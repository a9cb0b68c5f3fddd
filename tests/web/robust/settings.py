"""A site in a folder that outlives its processes: the base, with files found where they lie."""

from minhbach_web.site.settings.base import *  # noqa: F403 -- what every installation shares

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
