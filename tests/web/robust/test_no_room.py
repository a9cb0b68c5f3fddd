"""A full disk and a locked database: a page that says so, and nothing half stored."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import middleware as login
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError
from django.test import Client
from django.urls import reverse
from tests.factories import PASSWORD, Tree, make_user
from tests.web.reporting.scene import REPORT, make_scene
from tests.web.visit import check_page

from minhbach_web.core.jobs import worker
from minhbach_web.core.services import shelf
from minhbach_web.reporting.models import Draft, SubmissionRevision
from minhbach_web.reporting.services import submissions
from minhbach_web.reporting.services.drafts import start_form_draft
from minhbach_web.units.models import User

pytestmark = pytest.mark.django_db


def client_of(tree: Tree) -> tuple[Client, Any, Any]:
    by = make_user("viet", "reporter", unit=tree.own)
    client = Client(raise_request_exception=False)
    client.force_login(by, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client, make_scene(tree.parent, tree.own).obligation(tree.own), by


def test_full_disk_is_told_and_leaves_nothing(
    tree: Tree, monkeypatch: pytest.MonkeyPatch, settings: LazySettings, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    client, owed, _by = client_of(tree)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shelf.os, "fsync", full)
    file = SimpleUploadedFile("bao-cao.txt", REPORT.encode())
    answer = client.post(reverse("reporting:upload", args=[owed.pk]), {"file": file})
    page = check_page(answer, "upload", status=503)

    assert "Ổ đĩa của máy chủ đã đầy" in page.text()
    assert answer["Retry-After"] == "60"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not Draft.objects.exists()


def test_locked_database_is_told_and_the_draft_stays(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, owed, by = client_of(tree)
    draft = start_form_draft(obligation=owed, by=by)
    draft.entries.filter(element__code="hoi_nghi").update(state="zero", number=0)

    def locked(**_given: Any) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(submissions, "lay_way", locked)
    data = {"token": str(draft.token), "seen": draft.version}
    answer = client.post(reverse("reporting:check", args=[owed.pk]), data)
    page = check_page(answer, "check", status=503)

    assert "Cơ sở dữ liệu đang bận" in page.text()
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert not SubmissionRevision.objects.exists()


def test_database_that_is_away_before_any_view_is_told(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, owed, _by = client_of(tree)

    def away(*_given: Any) -> None:
        raise InterfaceError("connection already closed")

    monkeypatch.setattr(login, "get_user", away)
    answer = client.get(reverse("reporting:report", args=[owed.pk]))

    assert answer.status_code == 503
    assert "Cơ sở dữ liệu đang bận" in answer.content.decode()


def test_form_sent_again_after_trouble_is_taken(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = make_user("dang-nhap", "reporter", unit=tree.own)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = client.get("/tai-khoan/dang-nhap/").content.decode()
    token = page.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    data = {"login": user.username, "password": PASSWORD, "csrfmiddlewaretoken": token}

    def locked(*_given: Any, **_more: Any) -> None:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(User, "save", locked)
        first = client.post("/tai-khoan/dang-nhap/", data)
    again = client.post("/tai-khoan/dang-nhap/", data)

    assert (first.status_code, again.status_code) == (503, 302)


def test_worker_waits_for_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[bool] = []

    def run(own: worker.JobWorker) -> None:
        ran.append(own.running)
        if len(ran) < 3:
            raise OperationalError("the connection is closed")

    monkeypatch.setattr(worker.JobWorker, "run", run)
    monkeypatch.setattr(worker.JobWorker, "configure_signals", lambda _own: None)
    monkeypatch.setattr(worker, "INTERVAL", 0.0)
    worker.work()

    assert ran == [True] * 3
    ran.clear()
    with pytest.raises(OperationalError):
        worker.work(once=True)
