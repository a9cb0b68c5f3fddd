"""Backups as the page shows them: is there a fresh one, and was one proved lately?"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from minhbach_web import engine
from minhbach_web.operations.models import Backup, IntegrityCheck, RestoreProof
from minhbach_web.operations.services import proofs

FRESH, PROVED = datetime.timedelta(days=2), datetime.timedelta(days=14)


@dataclass(frozen=True)
class Line:
    """A backup, whether its file is still there, and whether it was proved."""

    backup: Backup
    there: bool
    proof: RestoreProof | None


@dataclass(frozen=True)
class Standing:
    """What the page says on top. ``stale``, ``unproved``: it is high time."""

    lines: list[Line]
    proof: RestoreProof | None
    check: IntegrityCheck | None
    stale: bool
    unproved: bool
    sealed: bool
    folder: str


def standing(now: datetime.datetime) -> Standing:
    """The newest thirty backups and what was proved of them."""
    rows = list(Backup.objects.select_related("by")[:30])
    proved = {proof.sha256: proof for proof in RestoreProof.objects.all()[:200]}
    folder = proofs.folder()
    lines = [Line(row, (folder / row.name).is_file(), proved.get(row.sha256)) for row in rows]
    good = RestoreProof.objects.filter(holds=True).first()
    return Standing(
        lines=lines,
        proof=RestoreProof.objects.first(),
        check=IntegrityCheck.objects.first(),
        stale=not rows or now - rows[0].at > FRESH,
        unproved=good is None or now - good.at > PROVED,
        sealed=bool(rows and rows[0].sealed),
        folder=str(folder),
    )


def wrongs(report: dict[str, Any]) -> list[str]:
    """What was found wrong, in sentences: at most fifty."""
    lang = "en" if get_language() == "en" else "vi"
    if "error" in report:
        return [engine.message(report["error"]["code"], lang, **report["error"]["params"])]
    found = [engine.message("proof-different", lang, name=n) for n in report.get("different", ())]
    found += [
        engine.message(wrong["code"], lang, place=wrong["place"])
        for proof in report.get("proofs", ())
        for wrong in proof["wrong"]
    ]
    return found[:50]


def last_run(name: str) -> tuple[datetime.datetime, bool, int] | None:
    """What the last check of this site found for one proof."""
    check = IntegrityCheck.objects.first()
    for proof in check.report.get("proofs", []) if check else []:
        if check and proof.get("name") == name:
            return check.at, not proof.get("wrong"), int(proof.get("checked", 0))
    return None
