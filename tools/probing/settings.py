"""The site of an office, with quick hashes and files found where they lie."""

import logging
import os

from minhbach_web.site.settings.base import *  # noqa: F403 -- what every installation shares

ALLOWED_HOSTS = ["testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
FOLLOW_THE_DAY = False
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- from base
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405 -- from base
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
RATES = dict.fromkeys(RATES, (10**9, 10.0**9))  # noqa: F405 -- from base
if "PROBING_FLOOR" in os.environ:
    NOT_FOUND_FLOOR = float(os.environ["PROBING_FLOOR"])
logging.disable(logging.WARNING)  # ten thousand lines "Not Found"
