"""Is what the environment says safe to start with? Asked before any setting is made from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from minhbach_web.site.settings.variables import Problem, malformed

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
# What token_urlsafe(50) makes is 67 characters of 64 kinds.
KEY_LENGTH, KEY_KINDS = 50, 16
# Parts of keys that stand in examples all over the world.
KNOWN_KEYS = (
    "insecure",
    "changeme",
    "change-me",
    "secret-key",
    "minhbach",
    "example",
)
# Other ways than two variables to tell an S3 client who it is.
AWS_WAYS = (
    "AWS_PROFILE",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)


class UnsafeStart(ImproperlyConfigured):
    """The site won't start like this; ``problems`` say why, one sentence each."""

    def __init__(self, problems: list[Problem]) -> None:
        from minhbach_web.site.starting import sentence  # noqa: PLC0415  # only when it is needed

        self.problems = problems
        super().__init__("\n".join(sentence(p, lang) for p in problems for lang in ("vi", "en")))


def refuse(environ: Mapping[str, str]) -> None:
    """Raise UnsafeStart when something in the environment is wrong; warnings pass."""
    serious = [problem for problem in problems(environ) if problem.serious]
    if serious:
        raise UnsafeStart(serious)


def problems(environ: Mapping[str, str]) -> list[Problem]:
    """All that is wrong or odd, the malformed first."""
    found = list(malformed(environ))
    if any(problem.serious for problem in found):
        return found  # what is no number can't be judged
    given = {name: value.strip() for name, value in environ.items()}
    for family in (_key, _hosts, _https, _mail, _store, _provider, _database):
        found += family(given)
    return found


def _key(given: Mapping[str, str]) -> Iterator[Problem]:
    key = given.get("MINHBACH_SECRET_KEY", "")
    if not key:
        return  # one is made and kept beside the data
    if len(key) < KEY_LENGTH or len(set(key)) < KEY_KINDS:
        yield Problem.of("start-key-weak", least=KEY_LENGTH)
    elif any(part in key.lower() for part in KNOWN_KEYS):
        yield Problem.of("start-key-known")


def _hosts(given: Mapping[str, str]) -> Iterator[Problem]:
    hosts = _names(given)
    for host in hosts:
        if host == "." or "*" in host or "/" in host:
            yield Problem.of("start-host", host=host)
    if not hosts and not plain(given):
        yield Problem.of("start-no-hosts")
    for origin in map(str.strip, given.get("MINHBACH_ORIGINS", "").split(",")):
        if origin and ("*" in origin or urlsplit(origin).scheme not in ("http", "https")):
            yield Problem.of("start-origin", origin=origin)


def plain(given: Mapping[str, str]) -> bool:
    """Whether pages are to go without TLS."""
    return given.get("MINHBACH_PLAIN_HTTP") == "1"


def _https(given: Mapping[str, str]) -> Iterator[Problem]:
    address = given.get("MINHBACH_ADDRESS", "")
    proxies = int(given.get("MINHBACH_PROXIES") or 0)
    if address and urlsplit(address).scheme not in ("http", "https"):
        yield Problem.of("start-address", address=address)
    elif plain(given) and address.startswith("https://"):
        yield Problem.of("start-plain-address")
    if not plain(given) and proxies < 1:
        yield Problem.of("start-no-tls")
    if plain(given) and any(h not in LOOPBACK for h in _names(given)):
        yield Problem.of("start-plain", serious=False)


def _names(given: Mapping[str, str]) -> list[str]:
    return [host.strip() for host in given.get("MINHBACH_HOSTS", "").split(",") if host.strip()]


def _mail(given: Mapping[str, str]) -> Iterator[Problem]:
    host = given.get("MINHBACH_EMAIL_HOST", "")
    user = given.get("MINHBACH_EMAIL_USER", "")
    files = ("MINHBACH_EMAIL_PASSWORD", "MINHBACH_EMAIL_PASSWORD_FILE")
    password = any(given.get(name) for name in files)
    if not host and (user or password):
        yield Problem.of("start-mail-host")
        return
    if not host:
        return
    if bool(user) != password:
        yield Problem.of("start-mail-half")
    if "@" not in given.get("MINHBACH_EMAIL_FROM", ""):
        yield Problem.of("start-mail-from")
    if given.get("MINHBACH_EMAIL_SECURITY") == "none" and password and host not in LOOPBACK:
        yield Problem.of("start-mail-plain")
    if not given.get("MINHBACH_ADDRESS"):
        yield Problem.of("start-mail-address", serious=False)


def _store(given: Mapping[str, str]) -> Iterator[Problem]:
    bucket, endpoint = given.get("MINHBACH_S3_BUCKET"), given.get("MINHBACH_S3_ENDPOINT", "")
    if endpoint and not bucket:
        yield Problem.of("start-store-bucket")
    if not bucket:
        return
    keys = [bool(given.get(name)) for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")]
    if not all(keys) and (any(keys) or not any(given.get(way) for way in AWS_WAYS)):
        yield Problem.of("start-store-keys")
    parts = urlsplit(endpoint)
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        yield Problem.of("start-store-plain", serious=False, endpoint=endpoint)


def _provider(given: Mapping[str, str]) -> Iterator[Problem]:
    issuer = given.get("MINHBACH_OIDC_ISSUER", "")
    if not issuer:
        return
    names = ("MINHBACH_OIDC_CLIENT", "MINHBACH_OIDC_SECRET_FILE", "MINHBACH_OIDC_ROLES_FILE")
    missing = [name for name in names if not given.get(name)]
    if missing:
        yield Problem.of("start-provider-half", names=", ".join(missing))
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        yield Problem.of("start-provider-plain", issuer=issuer)


def _database(given: Mapping[str, str]) -> Iterator[Problem]:
    url = given.get("DATABASE_URL", "")
    if not url:
        return
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        yield Problem.of("start-database-address")
        return
    if parts.scheme not in ("postgres", "postgresql", "pgsql", "sqlite"):
        yield Problem.of("start-database-address")
    elif parts.hostname and parts.hostname not in LOOPBACK and "sslmode=" not in parts.query:
        yield Problem.of("start-database-plain", serious=False)
