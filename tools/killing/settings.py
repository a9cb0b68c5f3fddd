"""The site as an office runs it, in a folder of its own, with quick passwords for many sign-ins."""

import os

from minhbach_web.site.settings.base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
# Who only looks never waits for who writes.
if os.environ.get("MINHBACH_LOOKING") and "OPTIONS" in DATABASES["default"]:
    DATABASES["default"]["OPTIONS"].pop("transaction_mode", None)
