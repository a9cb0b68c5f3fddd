"""A refused file leaves nothing behind, whichever page it was sent to; one sentence says why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import Tree
from tests.hostile import REFUSED
from tests.web.reporting.scene import make_scene
from tests.web.visit import Page, send

from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db
# Rows that every request may write: they hold nothing of a file.
OF_REQUESTS = {"accounts_opensession", "accounts_attempt"}
Send = Callable[[str, bytes], Page]


@pytest.fixture
def places(tmp_path: Path, settings: LazySettings) -> tuple[Path, Path]:
    """The store of files, and where large uploads wait while they are read."""
    settings.FILES_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "waiting")
    (tmp_path / "waiting").mkdir()
    return tmp_path / "files", tmp_path / "waiting"


@pytest.fixture(params=["document", "report"])
def send_file(request: pytest.FixtureRequest, tree: Tree, person: Callable[..., User]) -> Send:
    """Sends a file to the page of documents, or to the page of one unit's report."""
    user = person("reporter", tree.own)
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    url, more, status = reverse("programme:upload"), {"unit": str(tree.own.pk)}, 422
    if request.param == "report":
        owed = make_scene(tree.parent, tree.own).obligation(tree.own)
        url, more, status = reverse("reporting:upload", args=[owed.pk]), {"seen": ""}, 422

    def post(name: str, data: bytes) -> Page:
        form = {"file": SimpleUploadedFile(name, data), **more}
        return send(client, url, form, status=status)

    return post


def rows() -> dict[str, int]:
    """How many rows each table has."""
    models = [m for m in apps.get_models() if m._meta.db_table not in OF_REQUESTS]
    return {m._meta.db_table: m._default_manager.count() for m in models}


def kept(*places: Path) -> list[Path]:
    return [path for place in places for path in place.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_refused_file_leaves_nothing_and_says_why_once(
    name: str, send_file: Send, places: tuple[Path, Path]
) -> None:
    before = rows()

    page = send_file(name, REFUSED[name]())

    (error,) = page.texts("//*[@class='field__error']")
    sentence = error.removeprefix("Lỗi: ")
    assert sentence != error
    assert sentence.endswith(".")
    assert set(page.texts("//*[@class='error-summary__list']/li")) <= {sentence}
    assert (rows(), kept(*places)) == (before, [])


def test_refused_file_that_waited_on_disk_is_gone_too(
    send_file: Send, places: tuple[Path, Path], settings: LazySettings
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100
    before = rows()

    send_file("dong-dau.docx", REFUSED["dong-dau.docx"]())

    assert (rows(), kept(*places)) == (before, [])
