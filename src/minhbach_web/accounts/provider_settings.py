"""An office's own provider of sign-ins (OpenID Connect), read from the environment."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

NAME = "co-quan"  # in addresses: /tai-khoan/oidc/co-quan/login/


@dataclass(frozen=True)
class Given:
    """What the members of ``group`` hold: ``role`` in the unit with the code ``unit``."""

    group: str
    role: str
    unit: str


@dataclass(frozen=True)
class Provider:
    """``label`` stands on the button; ``groups``, ``username``: the claims that say so."""

    issuer: str
    client: str
    secret: str = field(repr=False)
    label: str
    groups: str
    username: str
    given: tuple[Given, ...]

    @property
    def origin(self) -> str:
        """``https://id.coquan.vn``: where its pages are."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def app(self) -> dict[str, Any]:
        """As the library wants it."""
        return {
            "provider_id": NAME,
            "name": self.label,
            "client_id": self.client,
            "secret": self.secret,
            "settings": {
                "server_url": self.issuer,
                "scope": ["openid", "profile", "email"],
            },
        }


def provider() -> Provider | None:
    """The provider of MINHBACH_OIDC_ISSUER and its companions; None: there is none."""
    issuer = os.environ.get("MINHBACH_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return None
    return Provider(
        issuer=issuer,
        client=_needed("MINHBACH_OIDC_CLIENT"),
        secret=_read("MINHBACH_OIDC_SECRET_FILE").strip(),
        label=os.environ.get("MINHBACH_OIDC_NAME", "").strip(),
        groups=os.environ.get("MINHBACH_OIDC_GROUPS", "groups").strip(),
        username=os.environ.get("MINHBACH_OIDC_USERNAME", "preferred_username").strip(),
        given=mapping(_read("MINHBACH_OIDC_ROLES_FILE")),
    )


def mapping(text: str) -> tuple[Given, ...]:
    """The rows of a table of roles::

    [[role]]
    group = "van-phong"
    role = "reporter"
    unit = "DB-A"
    """
    try:
        rows = tomllib.loads(text)["role"]
        return tuple(Given(str(row["group"]), str(row["role"]), str(row["unit"])) for row in rows)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        reason = "MINHBACH_OIDC_ROLES_FILE needs [[role]] with group, role, unit"
        raise ImproperlyConfigured(f"{reason}: {error}") from error


def _needed(name: str) -> str:
    value = os.environ.get(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"MINHBACH_OIDC_ISSUER is set, {name} is not")
    return value


def _read(name: str) -> str:
    path = Path(_needed(name))
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: {path} cannot be read") from error
