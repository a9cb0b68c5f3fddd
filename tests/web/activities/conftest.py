"""An empty store of files, and a programme that runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from tests.factories import Tree, make_user
from tests.web.activities.scene import Running, make_running

from minhbach_web.units.models import User


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path, settings: LazySettings) -> Path:
    settings.FILES_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def running(tree: Tree) -> Running:
    return make_running(tree.parent)


@pytest.fixture
def reporter(tree: Tree) -> User:
    return make_user("bao-cao-a", "reporter", unit=tree.own)
