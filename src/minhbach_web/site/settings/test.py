"""For tests: quick hashes, an own folder, no secret kept on disk."""

import os
import tempfile

os.environ.setdefault("MINHBACH_SECRET_KEY", "tests-only")
os.environ["MINHBACH_VAR"] = tempfile.mkdtemp(prefix="minhbach-test-")

from minhbach_web.site.settings.base import *  # noqa: F403 -- after the environment is set

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405 -- from base
    # A file, as in an office: threads of a database in memory lock each other out at once.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}  # noqa: F405 -- from base
    DATABASES["default"]["OPTIONS"]["init_command"] = (  # noqa: F405 -- from base
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
GALLERY = True

FOLLOW_THE_DAY = False
# Tests are quicker than people; those of the rates set their own.
RATES = dict.fromkeys(RATES, (10**9, 10.0**9))  # noqa: F405 -- from base
