"""People of the tests of figures and kits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.factories import Tree

from minhbach_web.units.models import OrganisationUnit, User


@dataclass(frozen=True)
class Desk:
    """Who keeps figures and writes kits, with their browser, and a speaker below."""

    unit: OrganisationUnit
    by: User
    client: Client
    speaker: Client


@pytest.fixture
def desk(tree: Tree, person: Callable[..., User], tmp_path: Path, settings: LazySettings) -> Desk:
    settings.FILES_ROOT = tmp_path / "files"
    by, speaker = person("coordinator", tree.own), person("speaker", tree.child)
    clients = [Client(), Client()]
    for client, user in zip(clients, (by, speaker), strict=True):
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return Desk(tree.own, by, *clients)
