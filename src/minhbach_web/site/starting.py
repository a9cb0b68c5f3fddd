"""May this installation start? The settings as they are, the folder, the secrets, the database."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings

from minhbach_web import engine
from minhbach_web.site.settings import environment
from minhbach_web.site.settings.environment import UnsafeStart
from minhbach_web.site.settings.variables import Problem

# Files whose names come from the environment and whose content nobody else may read.
SECRET_FILES = (
    "MINHBACH_EMAIL_PASSWORD_FILE",
    "MINHBACH_PDF_SIGNING_FILE",
    "MINHBACH_PDF_SIGNING_PASSWORD_FILE",
    "MINHBACH_OIDC_SECRET_FILE",
)
OTHERS_WRITE = stat.S_IWOTH
OTHERS_READ = stat.S_IRWXO


def sentence(problem: Problem, lang: str) -> str:
    """What is wrong and what to do."""
    return engine.message(problem.code, lang, **dict(problem.params))


def problems() -> list[Problem]:
    """All that is wrong or odd about the site that is set up, the database last."""
    return [
        *environment.problems(os.environ),
        *_settings(settings),
        *_folder(Path(settings.VAR)),
        *_secrets(Path(settings.VAR)),
        *_database(),
    ]


def refuse() -> list[Problem]:
    """Raise UnsafeStart when something is wrong; gives the warnings that remain."""
    found = problems()
    serious = [problem for problem in found if problem.serious]
    if serious:
        raise UnsafeStart(serious)
    return found


def _settings(given: Any) -> Iterator[Problem]:
    """A settings file of the office's own on top of ours may have undone what ours say."""
    if given.DEBUG:
        yield Problem.of("start-debug")
    if "*" in given.ALLOWED_HOSTS or not given.ALLOWED_HOSTS:
        yield Problem.of("start-host", host=",".join(given.ALLOWED_HOSTS) or "''")
    if getattr(given, "TLS", False):
        held = {
            "SESSION_COOKIE_SECURE": given.SESSION_COOKIE_SECURE,
            "CSRF_COOKIE_SECURE": given.CSRF_COOKIE_SECURE,
            "SECURE_SSL_REDIRECT": given.SECURE_SSL_REDIRECT,
            "SECURE_HSTS_SECONDS": given.SECURE_HSTS_SECONDS > 0,
        }
        for name in (name for name, on in held.items() if not on):
            yield Problem.of("start-setting", name=name)
    key = str(given.SECRET_KEY)
    stored = not os.environ.get("MINHBACH_SECRET_KEY")
    if stored and len(key) < environment.KEY_LENGTH:
        yield Problem.of("start-key-weak", least=environment.KEY_LENGTH)


def _folder(var: Path) -> Iterator[Problem]:
    """The folder of everything: ours to write, nobody else's."""
    if not var.is_dir() or not os.access(var, os.W_OK | os.X_OK):
        yield Problem.of("start-folder", folder=var)
        return
    for path in (var, var / "files", var / "minhbach.sqlite3"):
        if path.exists() and path.stat().st_mode & OTHERS_WRITE:
            yield Problem.of("start-writable", path=path)


def _secrets(var: Path) -> Iterator[Problem]:
    named = [Path(os.environ[name]) for name in SECRET_FILES if os.environ.get(name)]
    for path in [var / "secret-key", *named]:
        if path.exists() and path.stat().st_mode & OTHERS_READ:
            yield Problem.of("start-readable", path=path)


def _database() -> Iterator[Problem]:
    """Whether it answers; its password stands in no sentence."""
    from django.db import connection  # noqa: PLC0415  # after the setup
    from django.db.utils import DatabaseError, OperationalError  # noqa: PLC0415  # after the setup

    given = connection.settings_dict
    name = given["NAME"] if connection.vendor == "sqlite" else given["HOST"] or "localhost"
    try:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OperationalError):
        yield Problem.of("start-database", name=name)
