"""Backups and proofs as work in the background: every day, every week, and on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from minhbach_web.core import jobs
from minhbach_web.operations.models import Backup
from minhbach_web.operations.services import proofs
from minhbach_web.operations.services.archive import BadBackup

DAY = 24 * 60
BACK_UP, PROVE, VERIFY = "operations.back_up", "operations.prove", "operations.verify"
RESULTS = {
    "rows": _("Rows"),
    "files": _("Files"),
    "size": _("Size in bytes"),
    "checked": _("Things checked"),
    "wrong": _("Wrong"),
}


@jobs.kind(BACK_UP, title=_("Back up"), results=RESULTS)
def back_up(progress: Any, /, **_arguments: Any) -> Mapping[str, Any]:
    """Write a backup into the folder of backups."""
    made = proofs.back_up()
    return {"rows": made.rows, "files": made.files, "size": made.size}


@jobs.kind(PROVE, title=_("Prove the newest backup by restoring it"), tries=2, results=RESULTS)
def prove(progress: Any, /, **_arguments: Any) -> Mapping[str, Any]:
    """Restore the newest backup elsewhere and check it. An encrypted one needs its key, which is
    not here: that is done by hand."""
    newest = Backup.objects.first()
    if newest is None:  # a new site: the first backup is on its way
        return proofs.counts([])
    if newest.sealed:
        raise jobs.GiveUp("backup-needs-key")
    try:
        proof = proofs.prove(proofs.folder() / newest.name)
    except BadBackup as error:
        raise jobs.GiveUp(error.code) from error
    if not proof.holds:
        raise jobs.GiveUp("proof-broken")
    return proofs.counts(proof.report["proofs"])


@jobs.kind(VERIFY, title=_("Check that nothing was changed"), tries=1, results=RESULTS)
def verify(progress: Any, /, **_arguments: Any) -> Mapping[str, Any]:
    """All proofs on the running site; what is wrong stands on the page of backups."""
    check = proofs.verify()
    if not check.holds:
        raise jobs.GiveUp("proof-broken")
    return proofs.counts(check.report["proofs"])


def register() -> None:
    """What comes again and again."""
    jobs.every(DAY, BACK_UP)
    jobs.every(7 * DAY, PROVE)
    jobs.every(7 * DAY, VERIFY)
