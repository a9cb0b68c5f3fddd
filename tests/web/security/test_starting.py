"""A site with unsafe settings does not start, and says why in one sentence each."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from tests.flow.server import PROGRAM, environment
from tools import check_operate

from minhbach_web.site import starting
from minhbach_web.site.settings.environment import problems
from minhbach_web.site.settings.variables import variables

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.once
KEY = "9fK2-xQ7wZ_b4TgYcV1mHs8RjLpN6dEaU3oXiBtCzDkWqSyGhJvM0rPlAeFn"
# An office's server as docs/operate.md sets it up.
GOOD = {
    "MINHBACH_HOSTS": "minhbach.coquan.vn",
    "MINHBACH_ORIGINS": "https://minhbach.coquan.vn",
    "MINHBACH_ADDRESS": "https://minhbach.coquan.vn",
    "MINHBACH_PROXIES": "1",
    "MINHBACH_SECRET_KEY": KEY,
}
MAIL = {"MINHBACH_EMAIL_HOST": "thu.coquan.vn", "MINHBACH_EMAIL_FROM": "minhbach@coquan.vn"}
PROVIDER = {
    "MINHBACH_OIDC_ISSUER": "https://dang-nhap.vn",
    "MINHBACH_OIDC_CLIENT": "minhbach",
    "MINHBACH_OIDC_SECRET_FILE": "/etc/minhbach/oidc",
    "MINHBACH_OIDC_ROLES_FILE": "/etc/minhbach/roles.toml",
}
STORE = {"MINHBACH_S3_BUCKET": "tep", "MINHBACH_S3_ENDPOINT": "https://kho.coquan.vn"}


def codes(**changed: str | None) -> list[str]:
    """What is said of the good settings with these changes; warnings in brackets."""
    given = {k: v for k, v in (GOOD | changed).items() if v is not None}
    return [p.code if p.serious else f"({p.code})" for p in problems(given)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        (MAIL | {"MINHBACH_EMAIL_USER": "u", "MINHBACH_EMAIL_PASSWORD": "p"}, []),
        (STORE | {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}, []),
        ({"DATABASE_URL": "postgresql://a:b@may-chu/minhbach?sslmode=require"}, []),
        ({"MINHBACH_SECRET_KEY": "ngan"}, ["start-key-weak"]),
        ({"MINHBACH_SECRET_KEY": "a" * 80}, ["start-key-weak"]),
        ({"MINHBACH_SECRET_KEY": "django-insecure-" + KEY}, ["start-key-known"]),
        ({"MINHBACH_HOSTS": "*"}, ["start-host"]),
        ({"MINHBACH_HOSTS": "minhbach.vn,https://minhbach.vn"}, ["start-host"]),
        ({"MINHBACH_HOSTS": None}, ["start-no-hosts"]),
        ({"MINHBACH_ORIGINS": "https://*.vn"}, ["start-origin"]),
        ({"MINHBACH_ORIGINS": "minhbach.vn"}, ["start-origin"]),
        ({"MINHBACH_ADDRESS": "minhbach.vn"}, ["start-address"]),
        ({"MINHBACH_PROXIES": "0"}, ["start-no-tls"]),
        ({"MINHBACH_PROXIES": None, "MINHBACH_PLAIN_HTTP": "0"}, ["start-no-tls"]),
        ({"MINHBACH_PLAIN_HTTP": "1"}, ["start-plain-address", "(start-plain)"]),
        ({"MINHBACH_PLAIN_HTTP": "1", "MINHBACH_ADDRESS": "http://may-1"}, ["(start-plain)"]),
        ({"MINHBACH_PROXIES": "một"}, ["start-number"]),
        ({"MINHBACH_PLAIN_HTTP": "yes"}, ["start-choice"]),
        ({"MINHBACH_EMAIL_SECURITY": "ssl"}, ["start-choice"]),
        ({"MINHBACH_HOST": "a.vn"}, ["(start-unknown-near)"]),
        ({"MINHBACH_ZZZZZZZZZZZ": "1"}, ["(start-unknown)"]),
        ({"MINHBACH_EMAIL_PASSWORD": "p"}, ["start-mail-host"]),
        (MAIL | {"MINHBACH_EMAIL_USER": "u"}, ["start-mail-half"]),
        (MAIL | {"MINHBACH_EMAIL_PASSWORD_FILE": "/x"}, ["start-mail-half"]),
        (MAIL | {"MINHBACH_EMAIL_FROM": None}, ["start-mail-from"]),
        (MAIL | {"MINHBACH_ADDRESS": None}, ["(start-mail-address)"]),
        (
            MAIL
            | {
                "MINHBACH_EMAIL_USER": "u",
                "MINHBACH_EMAIL_PASSWORD": "p",
                "MINHBACH_EMAIL_SECURITY": "none",
            },
            ["start-mail-plain"],
        ),
        (STORE, ["start-store-keys"]),
        (STORE | {"AWS_ACCESS_KEY_ID": "a"}, ["start-store-keys"]),
        (STORE | {"AWS_PROFILE": "kho"}, []),
        (STORE | {"MINHBACH_S3_BUCKET": None}, ["start-store-bucket"]),
        (
            STORE | {"MINHBACH_S3_ENDPOINT": "http://kho.vn", "AWS_PROFILE": "kho"},
            ["(start-store-plain)"],
        ),
        ({"MINHBACH_OIDC_ISSUER": "https://dang-nhap.vn"}, ["start-provider-half"]),
        (PROVIDER, []),
        (PROVIDER | {"MINHBACH_OIDC_ISSUER": "http://dang-nhap.vn"}, ["start-provider-plain"]),
        ({"DATABASE_URL": "postgresql://a:b@may-chu/x"}, ["(start-database-plain)"]),
        ({"DATABASE_URL": "mysql://a:b@may-chu/x"}, ["start-database-address"]),
        ({"DATABASE_URL": "postgresql://a:p/w@[x"}, ["start-database-address"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_environment_is_judged(changed: dict[str, str | None], said: list[str]) -> None:
    assert codes(**changed) == said


def test_sentences_hold_no_secret() -> None:
    given = GOOD | STORE | MAIL | {"DATABASE_URL": "mysql://a:mat-khau@x/y"}
    given |= {"MINHBACH_SECRET_KEY": "khoa-ngan-9", "MINHBACH_EMAIL_PASSWORD": "mat-khau-thu"}

    said = [starting.sentence(p, lang) for p in problems(given) for lang in ("vi", "en")]

    assert len(said) == 8
    assert not re.search("mat-khau|khoa-ngan-9", "".join(said))
    secret = {name for name, variable in variables().items() if variable.secret}
    held = {name for name in variables() if re.search(r"(PASSWORD|SECRET_KEY|ACCESS_KEY)$", name)}
    assert secret >= held


def test_own_settings_that_undo_ours_are_told() -> None:
    undone = SimpleNamespace(
        DEBUG=True,
        ALLOWED_HOSTS=["*"],
        TLS=True,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=True,
        SECURE_SSL_REDIRECT=True,
        SECURE_HSTS_SECONDS=0,
        SECRET_KEY="",
    )

    said = [(p.code, dict(p.params).get("name")) for p in starting._settings(undone)]

    assert said[:4] == [
        ("start-debug", None),
        ("start-host", None),
        ("start-setting", "SESSION_COOKIE_SECURE"),
        ("start-setting", "SECURE_HSTS_SECONDS"),
    ]


def test_folder_and_secret_that_others_reach_are_told(tmp_path: Path) -> None:
    var = tmp_path / "var"
    assert [p.code for p in starting._folder(var)] == ["start-folder"]
    (var / "files").mkdir(parents=True)
    key = var / "secret-key"
    key.write_text(KEY)
    key.chmod(0o600)
    assert [*starting._folder(var), *starting._secrets(var)] == []

    (var / "files").chmod(0o777)
    key.chmod(0o644)

    assert [p.code for p in starting._folder(var)] == ["start-writable"]
    assert [p.code for p in starting._secrets(var)] == ["start-readable"]


def run(*command: str, **given: str) -> subprocess.CompletedProcess[str]:
    ours = ("MINHBACH_", "DJANGO_")  # what other tests set for their own process
    clean = {k: v for k, v in environment().items() if not k.startswith(ours)}
    return subprocess.run(
        command,
        cwd=ROOT,
        env=clean | given,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_check_deploy_is_clean_for_an_office(tmp_path: Path) -> None:
    settings = "--settings=minhbach_web.site.settings.production"
    command = (sys.executable, "-W", "ignore", "manage.py", "check", "--deploy", settings)

    done = run(*command, "--fail-level=WARNING", **GOOD, MINHBACH_VAR=str(tmp_path / "var"))

    assert (done.returncode, done.stderr[-400:]) == (0, "")
    assert done.stdout == "System check identified no issues (2 silenced).\n"


def test_serve_and_the_wsgi_door_refuse_to_start(tmp_path: Path) -> None:
    bad = GOOD | {
        "MINHBACH_HOSTS": "*",
        "MINHBACH_PROXIES": "",
        "MINHBACH_VAR": str(tmp_path / "v"),
    }

    served = run(PROGRAM, "serve", "--lang", "en", **bad)
    door = run(sys.executable, "-c", "import minhbach_web.site.wsgi", **bad)

    assert (served.returncode, served.stdout) == (2, "")
    assert [line.split(" ")[0] for line in served.stderr.splitlines()] == [
        "MINHBACH_HOSTS",
        "Nothing",
    ]
    assert door.returncode == 1
    assert "MINHBACH_HOSTS does not take “*”" in door.stderr
    assert not (tmp_path / "v").exists()


def test_serve_says_that_the_database_is_away(tmp_path: Path) -> None:
    away = GOOD | {"DATABASE_URL": "postgresql://a:mat-khau@127.0.0.1:9/minhbach"}

    done = run(PROGRAM, "serve", "--lang", "en", **away, MINHBACH_VAR=str(tmp_path / "v"))

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("The database (127.0.0.1) does not answer.")
    assert "mat-khau" not in done.stderr


@pytest.mark.parametrize("page", ["operate.md", "operate.en.md"])
def test_page_tells_every_variable_in_the_order_of_the_table(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    told = re.findall(r"^\| `([A-Z][A-Z0-9_]+)` \|", text, re.MULTILINE)

    assert told == [name for name, variable in variables().items() if not variable.inner]


def test_every_variable_that_the_code_reads_is_in_the_table() -> None:
    read: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        read |= set(check_operate.VARIABLE.findall(path.read_text(encoding="utf-8")))

    assert read - set(variables()) == set()
    assert os.environ.get("MINHBACH_VAR")
