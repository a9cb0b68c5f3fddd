"""The register as a table (CSV) that a spreadsheet opens safely, and the statuses back in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from minhbach_web.programme.models import CitedDocument, LegalStatus
from minhbach_web.programme.services.cited import set_status

if TYPE_CHECKING:
    from minhbach_web.units.models import User

COLUMNS = ("key", "kind", "notation", "title", "cited", "status", "replaced_by", "source")
LIMIT = 10_000
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    text = str(value)
    return f"'{text}" if text.startswith(_DANGEROUS) else text


def table_of(entries: Iterable[CitedDocument], times: Mapping[int, int]) -> bytes:
    """All rows, UTF-8 with its mark, so that Excel reads Vietnamese."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for entry in entries:
        replaced_by = entry.replaced_by.key if entry.replaced_by else ""
        row = (
            *(entry.key, entry.kind, entry.notation, entry.title),
            *(times.get(entry.pk, 0), entry.status, replaced_by, entry.status_source),
        )
        writer.writerow([safe_cell(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A line that can't be taken, and the column that is wrong."""

    line: int
    column: str
    value: str


def _bare(row: Mapping[str, str | None], column: str) -> str:
    value = (row.get(column) or "").strip()
    return value[1:] if value.startswith("'") and value[1:2] in _DANGEROUS else value


@transaction.atomic
def take_table(
    *, data: bytes, entries: Mapping[str, CitedDocument], by: User
) -> tuple[int, list[BadRow]]:
    """Set the statuses that the table states; all rows or none. How many changed, what is wrong."""
    try:
        reader = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
        rows = [row for row, _n in zip(reader, range(LIMIT), strict=False)]
    except (UnicodeDecodeError, csv.Error):
        return 0, [BadRow(1, "key", "")]
    bad, changes = [], []
    for line, row in enumerate(rows, 2):
        key, status, other = (_bare(row, c) for c in ("key", "status", "replaced_by"))
        entry = entries.get(key)
        if entry is None:
            bad.append(BadRow(line, "key", key[:80]))
        elif status not in LegalStatus.values:
            bad.append(BadRow(line, "status", status[:80]))
        elif other and (other not in entries or other == key):
            bad.append(BadRow(line, "replaced_by", other[:80]))
        else:
            changes.append((entry, LegalStatus(status), entries.get(other), _bare(row, "source")))
    if bad or not rows:
        return 0, bad or [BadRow(1, "key", "")]
    done = 0
    for entry, status, replaced_by, source in changes:
        if (entry.status, entry.replaced_by_id, entry.status_source) == (
            status,
            replaced_by.pk if replaced_by else None,
            source,
        ):
            continue
        set_status(entry=entry, status=status, source=source, by=by, replaced_by=replaced_by)
        done += 1
    return done, []
