"""What every installation shares. One folder (``MINHBACH_VAR``) holds everything that it keeps."""

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from minhbach_web.site.settings.database import database
from minhbach_web.site.settings.limits import *  # noqa: F403 -- settings are layered by star import
from minhbach_web.site.settings.mail import *  # noqa: F403 -- settings are layered by star import
from minhbach_web.site.settings.secret import stored_secret
from minhbach_web.site.settings.sign_in import *  # noqa: F403 -- settings are layered by star import
from minhbach_web.site.settings.sign_in import FORM_TARGETS, SIGN_IN_APPS

PACKAGE = Path(__file__).resolve().parents[2]
VAR = Path(os.environ.get("MINHBACH_VAR", "var")).resolve()
FILES_ROOT = VAR / "files"

DEBUG = False
SECRET_KEY = os.environ.get("MINHBACH_SECRET_KEY") or stored_secret(VAR / "secret-key")
ALLOWED_HOSTS = os.environ.get("MINHBACH_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MINHBACH_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "minhbach_web.site.pages.apps.PagesConfig",
    "minhbach_web.operations.apps.OperationsConfig",
    "minhbach_web.rights.apps.RightsConfig",
    "minhbach_web.reminders.apps.RemindersConfig",
    "minhbach_web.reporting.apps.ReportingConfig",
    "minhbach_web.checking.apps.CheckingConfig",
    "minhbach_web.briefing.apps.BriefingConfig",
    "minhbach_web.activities.apps.ActivitiesConfig",
    "minhbach_web.programme.apps.ProgrammeConfig",
    "minhbach_web.accounts.apps.AccountsConfig",
    "minhbach_web.units.apps.UnitsConfig",
    "minhbach_web.core.apps.CoreConfig",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    *SIGN_IN_APPS,
    "axes",
    "rules.apps.AutodiscoverRulesConfig",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "minhbach_web.core.middleware.LanguageMiddleware",
    "minhbach_web.core.limits.LargestRequestMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every view asks for a login unless it says otherwise: a forgotten decorator fails closed.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "minhbach_web.core.limits.RatesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "minhbach_web.units.login.OwnPasswordMiddleware",
    "minhbach_web.accounts.second_step.SecondStepMiddleware",
    "minhbach_web.units.day.TreeOfTheDayMiddleware",
    "minhbach_web.core.middleware.PrivatePagesMiddleware",
    "minhbach_web.core.middleware.EvenNotFoundMiddleware",
    "axes.middleware.AxesMiddleware",
    "minhbach_web.core.middleware.TroubleMiddleware",
]

# Signed re-organisations come into force on their day; tests count questions, so they say when.
FOLLOW_THE_DAY = True

ROOT_URLCONF = "minhbach_web.site.urls"
WSGI_APPLICATION = "minhbach_web.site.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "minhbach_web.site.pages.navigation.navigation",
            ],
            "builtins": ["minhbach_web.core.templatetags.minhbach"],
        },
    }
]
FORM_RENDERER = "minhbach_web.core.forms.Renderer"

DATABASES: dict[str, Any] = {"default": database(VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "units.User"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = FILES_ROOT
# Several web servers share one object store (S3); its keys come in AWS's own variables.
if os.environ.get("MINHBACH_S3_BUCKET"):
    STORAGES["documents"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": os.environ["MINHBACH_S3_BUCKET"],
            "endpoint_url": os.environ.get("MINHBACH_S3_ENDPOINT"),
            "region_name": os.environ.get("AWS_DEFAULT_REGION", "us-east-1"),
            "addressing_style": "path",
            "default_acl": None,
            "file_overwrite": True,
        },
    }
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Backups: the folder, the public half of the key they are encrypted for, how many are kept.
BACKUPS = Path(os.environ.get("MINHBACH_BACKUPS") or VAR / "backups")
BACKUP_KEY = os.environ.get("MINHBACH_BACKUP_KEY", "")
BACKUPS_KEPT = int(os.environ.get("MINHBACH_BACKUPS_KEPT", "14"))

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
# No script of ours reads a cookie.
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "minhbach_web.core.views.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF, *FORM_TARGETS],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# Work in the background: a table of the same database is the queue.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
# Seconds after which a running job whose worker says nothing counts as left behind.
JOBS_LEASE = float(os.environ.get("MINHBACH_JOBS_LEASE", "60"))

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    # Neither holds an address, a secret or what people wrote: see core.logs.
    "formatters": {
        "line": {"()": "minhbach_web.core.logs.PlainFormatter"},
        "json": {"()": "minhbach_web.core.logs.JsonFormatter"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if os.environ.get("MINHBACH_LOG") == "json" else "line",
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "WARNING"}, "django_tasks": {"level": "WARNING"}},
}
