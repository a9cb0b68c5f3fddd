"""The page of backups: what is missing is said, and a proof can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import Tree, make_user
from tests.web.visit import visit

from minhbach_web.core import clock
from minhbach_web.core.jobs.models import Job
from minhbach_web.core.jobs.queue import enqueue_once
from minhbach_web.core.jobs.running import run_now
from minhbach_web.operations.models import Backup, IntegrityCheck, RestoreProof
from minhbach_web.units.models import OrganisationUnit

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client: Client, tree: Tree, settings: Any, tmp_path: Path) -> Client:
    settings.BACKUPS = tmp_path / "backups"
    settings.FILES_ROOT = tmp_path / "files"
    top = OrganisationUnit.objects.filter(parent_edges=None).first()
    client.force_login(make_user("quan-tri", "administrator", unit=top or tree.parent))
    return client


def test_page_says_that_nothing_was_backed_up_or_proved(keeper: Client) -> None:
    page = visit(keeper, reverse("operations:backups"))

    assert "Hai ngày qua chưa có bản sao lưu nào" in page.text()
    assert "chưa có bản sao lưu nào được phục hồi thử" in page.text()


def test_page_shows_what_was_made_proved_and_found_wrong(keeper: Client) -> None:
    Backup.objects.create(
        name="minhbach-20261124-010203.tar", sha256="a" * 64, size=2**20, rows=10, files=2,
        at=clock.now(),
    )  # fmt: skip
    RestoreProof.objects.create(
        name="minhbach-20261124-010203.tar", sha256="a" * 64, holds=True, at=clock.now()
    )
    wrong = {"code": "file-changed", "place": "file:abc"}
    IntegrityCheck.objects.create(
        holds=False, report={"proofs": [{"wrong": [wrong]}]}, at=clock.now()
    )

    page = visit(keeper, reverse("operations:backups"))

    assert "Hai ngày qua" not in page.text()
    assert "minhbach-20261124-010203.tar" in page.text()
    assert "đủ và không có gì thay đổi" in page.text()
    assert "Tệp đã bị sửa: file:abc" in page.text()


def test_check_that_was_asked_for_is_remembered(keeper: Client) -> None:
    answer = keeper.post(reverse("operations:backup_act"), {"act": "verify"})
    job = Job.objects.get()

    assert answer.headers["Location"] == reverse("operations:job", args=[job.pk])
    run_now(job)
    assert IntegrityCheck.objects.get().holds
    job.refresh_from_db()
    assert (job.state, job.result["wrong"]) == (Job.State.DONE, 0)


def test_a_new_site_has_nothing_to_prove_and_nothing_fails(keeper: Client) -> None:
    job = enqueue_once("operations.prove", key="tuần đầu")

    run_now(job)

    job.refresh_from_db()
    assert (job.state, job.result["checked"]) == (Job.State.DONE, 0)
    assert not RestoreProof.objects.exists()
