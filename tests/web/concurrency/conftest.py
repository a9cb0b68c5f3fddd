"""Fixtures of the tests with real threads; after each, the chain of acts must hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from tests.factories import Tree, make_tree, make_user
from tests.web.reporting.scene import Scene, make_scene

from minhbach_web.core.services.audit import verify_chain
from minhbach_web.programme.services import readings
from minhbach_web.reporting.models import Obligation
from minhbach_web.units.models import User


@pytest.fixture(autouse=True)
def _chain_holds(transactional_db: None) -> Iterator[None]:
    yield
    check = verify_chain()
    assert check.holds
    assert check.entries > 0


@pytest.fixture(autouse=True)
def files_root(tmp_path: Path, settings: LazySettings) -> Iterator[Path]:
    """An empty store of files."""
    settings.FILES_ROOT = tmp_path / "files"
    readings._load.cache_clear()
    yield tmp_path / "files"
    readings._load.cache_clear()


@pytest.fixture
def tree(transactional_db: None) -> Tree:
    return make_tree()


@pytest.fixture
def scene(tree: Tree) -> Scene:
    """A period open for ``own`` and ``sibling``."""
    return make_scene(tree.parent, tree.own, tree.sibling)


@pytest.fixture
def reporter(tree: Tree) -> User:
    return make_user("bao-cao-a", "reporter", unit=tree.own)


@pytest.fixture
def colleague(tree: Tree) -> User:
    return make_user("bao-cao-a2", "reporter", unit=tree.own)


@pytest.fixture
def obligation(scene: Scene, tree: Tree) -> Obligation:
    return scene.obligation(tree.own)
