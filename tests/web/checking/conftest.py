"""A clerk with a browser, and a folder for the drawers that goes with the test."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from tests.factories import Tree, make_user

from minhbach_web.units.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def var(tmp_path: Path, settings: LazySettings) -> Path:
    settings.VAR = tmp_path
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path


def browser_of(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def clerk(tree: Tree) -> Client:
    return browser_of(make_user("van-thu", "reporter", unit=tree.own))


@pytest.fixture
def other(tree: Tree) -> Client:
    return browser_of(make_user("nguoi-khac", "coordinator", unit=tree.parent))
