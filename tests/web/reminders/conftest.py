"""An office with one period, its clock set, and letters kept in memory."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.conf import LazySettings
from tests.factories import Tree, make_user
from tests.web.reporting.scene import Scene, make_scene

from minhbach_web.core import clock
from minhbach_web.units.models import User

At = Callable[[str], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """``at("2024-03-27 08:00")``: the time it is in Vietnam."""

    def set_to(text: str) -> None:
        day = datetime.datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=clock.VIETNAM)
        instant = day.astimezone(datetime.UTC)
        monkeypatch.setattr("minhbach_web.core.clock.timezone.now", lambda: instant)

    return set_to


@dataclass
class Office:
    """A period due on Friday 29/3/2024 over two units; a reporter in ``own`` and above."""

    tree: Tree
    scene: Scene
    reporter: User
    coordinator: User


@pytest.fixture
def office(tree: Tree, settings: LazySettings) -> Office:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SITE_ADDRESS = "https://minhbach.example"
    scene = make_scene(tree.parent, tree.own, tree.sibling)
    reporter = make_user("bao-cao", "reporter", unit=tree.own)
    for user in (reporter, scene.coordinator):
        user.email = f"{user.username}@example.test"
        user.save()
    return Office(tree, scene, reporter, scene.coordinator)
