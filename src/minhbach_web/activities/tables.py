"""The log and the progress of a programme as Excel tables; text is never a formula."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from minhbach_web import engine
from minhbach_web.activities import kinds
from minhbach_web.activities.models import Entry


def log_workbook(entries: Iterable[Entry]) -> bytes:
    """One row per activity, one column per count."""
    counted = list(kinds.counts().values())
    heads = [
        (_("Day"), 12.0),
        (_("Unit"), 30.0),
        (_("Kind"), 20.0),
        (_("What was done"), 50.0),
        (_("Where"), 24.0),
        (_("Speaker"), 20.0),
        (_("Task"), 40.0),
        *((count.name, 14.0) for count in counted),
        (_("Files"), 8.0),
    ]
    rows = [_row(entry, [count.code for count in counted]) for entry in entries]
    return engine.table_workbook(_("Activity log"), [(_("Activity log"), heads, rows)])


def _row(entry: Entry, codes: list[str]) -> list[engine.CellValue]:
    amounts = {row.code: row.number for row in entry.amounts.all()}
    return [
        entry.day,
        entry.activity.unit.name,
        kinds.kind_name(entry.kind),
        entry.what,
        entry.place,
        entry.speaker,
        entry.assignment.title if entry.assignment else None,
        *(amounts.get(code) for code in codes),
        len(entry.files.all()) or None,
    ]
