"""Fixtures of the reporting tests."""

from __future__ import annotations

import pytest
from tests.factories import Tree, make_user
from tests.web.reporting.scene import Scene, figures_of, make_scene

from minhbach_web import engine
from minhbach_web.reporting.models import Obligation
from minhbach_web.units.models import User


@pytest.fixture
def scene(tree: Tree) -> Scene:
    """A period open for ``own`` and ``sibling``."""
    return make_scene(tree.parent, tree.own, tree.sibling)


@pytest.fixture
def reporter(tree: Tree) -> User:
    return make_user("bao-cao-a", "reporter", unit=tree.own, full_name="Người báo cáo A")


@pytest.fixture
def colleague(tree: Tree) -> User:
    return make_user("bao-cao-a2", "reporter", unit=tree.own, full_name="Người báo cáo A hai")


@pytest.fixture
def obligation(scene: Scene, tree: Tree) -> Obligation:
    return scene.obligation(tree.own)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading gives the figures of scene.REPORT, whatever the engine would find."""
    monkeypatch.setattr(engine, "extract_figures", figures_of)
