"""Backing up and proving a backup by restoring it, as acts that are remembered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from minhbach_web.core import clock, proving
from minhbach_web.core.services import audit
from minhbach_web.operations.models import Backup, IntegrityCheck, RestoreProof
from minhbach_web.operations.services import backups
from minhbach_web.operations.services.archive import BadBackup

# The place in which a backup is proved has its own folder, its own database, and no mail.
ELSEWHERE = ("DATABASE_URL", "MINHBACH_S3_", "MINHBACH_EMAIL_", "MINHBACH_SECRET_KEY")


def folder() -> Path:
    """Where this installation keeps its backups."""
    return Path(settings.BACKUPS)


def back_up(*, into: Path | None = None, by: AbstractBaseUser | None = None) -> Backup:
    """Make a backup, remember it, and take away the oldest ones."""
    place = into or folder()
    made = backups.make(place, public=settings.BACKUP_KEY)
    with transaction.atomic():
        backup = Backup.objects.create(
            name=made.path.name,
            sha256=made.sha256,
            size=made.size,
            rows=made.rows,
            files=made.files,
            sealed=made.sealed,
            at=clock.now(),
            by_id=by.pk if by else None,
        )
        audit.record(
            actor=by,
            action="operations.backup",
            obj=f"backup:{backup.pk}",
            digests={"backup": made.sha256},
        )
    last = RestoreProof.objects.filter(holds=True).first()
    backups.rotate(place, settings.BACKUPS_KEPT, last.name if last else None)
    return backup


def prove(path: Path, *, key: Path | None = None) -> RestoreProof:
    """Restore the backup into an empty place that is thrown away, and remember what was found.

    Raises BadBackup when it can't be restored; that is remembered, too.
    """
    with tempfile.TemporaryDirectory(prefix="minhbach-") as place:
        command = [sys.executable, "-m", "minhbach.cli", "restore", str(path.resolve())]
        command += ["--into", str(Path(place) / "restored"), "--json"]
        command += ["--key", str(key.resolve())] if key else []
        environment = {k: v for k, v in os.environ.items() if not k.startswith(ELSEWHERE)}
        environment["DJANGO_SETTINGS_MODULE"] = "minhbach_web.site.settings.production"
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    report = _report(done.stdout)
    with transaction.atomic():
        proof = RestoreProof.objects.create(
            name=path.name,
            sha256=report.get("sha256", ""),
            holds=bool(report.get("holds")),
            report=report,
            at=clock.now(),
        )
        audit.record(
            actor=None,
            action="operations.prove" if proof.holds else "operations.prove_failed",
            obj=f"restore_proof:{proof.pk}",
            digests={"backup": proof.sha256} if proof.sha256 else {},
        )
    if "error" in report:
        raise BadBackup(report["error"]["code"], **report["error"]["params"])
    if not report:
        raise BadBackup("restore-died")
    return proof


def verify() -> IntegrityCheck:
    """Run all proofs here and now, and remember what was found."""
    found = [asdict(proof) for proof in proving.prove()]
    holds = all(not proof["wrong"] for proof in found)
    with transaction.atomic():
        check = IntegrityCheck.objects.create(
            holds=holds, report={"proofs": found, "holds": holds}, at=clock.now()
        )
        action = "operations.verify" if holds else "operations.verify_failed"
        audit.record(actor=None, action=action, obj=f"integrity_check:{check.pk}")
    return check


def counts(found: list[dict[str, Any]]) -> dict[str, int]:
    """How many things were checked, and how many were wrong."""
    return {
        "checked": sum(proof["checked"] for proof in found),
        "wrong": sum(len(proof["wrong"]) + proof["more"] for proof in found),
    }


def _report(text: str) -> dict[str, Any]:
    lines = text.strip().splitlines()
    try:
        value = json.loads(lines[-1]) if lines else {}
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
