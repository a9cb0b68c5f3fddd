"""The accepted values of a period as CSV, and as a data package that says what the columns are."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

from minhbach_web.reporting.amounts import unscaled
from minhbach_web.reporting.models import Period, Value
from minhbach_web.reporting.queries.counting import counting
from minhbach_web.reporting.queries.forms import form_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = {
    "period": "string",
    "unit": "string",
    "unit_name": "string",
    "element": "string",
    "state": "string",
    "value": "number",
    "qualifier": "string",
    "revision": "integer",
    "revision_sha256": "string",
    "file_sha256": "string",
    "anchor": "string",
    "quote": "string",
}
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
EPOCH = (1980, 1, 1, 0, 0, 0)


def values_csv(period: Period) -> bytes:
    """One row per unit and element of the accepted revisions; text is never a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(period):
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _rows(period: Period) -> Iterator[list[Any]]:
    counts = counting(period.obligations.values_list("pk", flat=True))
    accepted = [c.revision for c in counts.values() if c.accepted]
    values = (
        Value.objects.filter(revision__in=accepted)
        .select_related("element", "revision__source", "revision__submission__obligation__unit")
        .order_by("revision__submission__obligation__position", "element__position")
    )
    for value in values.iterator(chunk_size=2000):
        revision, unit = value.revision, value.revision.submission.obligation.unit
        number = unscaled(value.number, value.scale)
        yield [
            period.code,
            unit.code,
            unit.name,
            value.element.code,
            value.state,
            "" if number is None else number,
            value.qualifier,
            revision.n,
            revision.sha256,
            revision.source.sha256 if revision.source else "",
            value.anchor,
            value.quote,
        ]


def data_package(period: Period) -> bytes:
    """A .zip of values.csv and datapackage.json (Frictionless Data Package 1)."""
    data = values_csv(period)
    names = {e.code: e for e in form_of(period.data_set).elements}
    package = {
        "profile": "tabular-data-package",
        "name": f"{period.data_set.code}-{period.code}".lower(),
        "title": f"{period.data_set.name}, {period.code}",
        "elements": [
            {"code": e.code, "name": e.name, "unit": e.unit, "theme": e.theme}
            | {"over_units": e.over_units, "over_time": e.over_time}
            for e in names.values()
        ],
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": "values",
                "path": "values.csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
                "schema": {
                    "fields": [{"name": name, "type": kind} for name, kind in COLUMNS.items()],
                    "missingValues": [""],
                    "primaryKey": ["unit", "element"],
                },
            }
        ],
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
        for name, content in (("datapackage.json", text.encode()), ("values.csv", data)):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
