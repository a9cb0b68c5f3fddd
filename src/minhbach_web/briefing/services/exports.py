"""The register as files: CSV for Excel, JSON, and a data package with licence and sources."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from minhbach_web.briefing.amounts import typed
from minhbach_web.briefing.models import Figure, FigureVersion
from minhbach_web.briefing.services.sheet import columns
from minhbach_web.briefing.wording import STATUS_WORDS
from minhbach_web.core.services.files import digest

if TYPE_CHECKING:
    from datetime import date

Rows = Sequence[tuple[Figure, FigureVersion]]
FIELDS = (
    ("code", "string"),
    ("concept", "string"),
    ("territory", "string"),
    ("territory_code", "string"),
    ("territory_from", "date"),
    ("territory_until", "date"),
    ("period", "string"),
    ("unit", "string"),
    ("value", "number"),
    ("qualifier", "string"),
    ("status", "string"),
    ("version", "integer"),
    ("source", "string"),
    ("address", "string"),
    ("published", "date"),
    ("retrieved", "date"),
    ("next_update", "date"),
    ("licence", "string"),
    ("reason", "string"),
    ("invented", "boolean"),
)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
# A cell that begins so would be run by a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def facts(figure: Figure, version: FigureVersion) -> dict[str, object]:
    """One figure, all told: what programs read. Numbers are exact, as text."""
    place = figure.territory
    return {
        "code": figure.code,
        "concept": figure.concept,
        "territory": place.name,
        "territory_code": place.code,
        "territory_from": _iso(place.valid_from),
        "territory_until": _iso(place.valid_to),
        "period": figure.period,
        "unit": figure.measure,
        "value": f"{version.value:f}",
        "qualifier": version.qualifier or None,
        "status": version.status,
        "version": version.n,
        "source": version.source,
        "address": version.address or None,
        "published": _iso(version.published_on),
        "retrieved": _iso(version.retrieved_on),
        "next_update": _iso(version.next_update),
        "licence": version.licence or None,
        "reason": version.reason or None,
        "invented": figure.invented,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def as_csv(rows: Rows) -> bytes:
    """The table as our own import takes it back; opens in Excel."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    names = [name for name in columns() if name != "reason"]
    writer.writerow([columns()[name][0] for name in names])
    for figure, version in rows:
        cells = _cells(figure, version)
        writer.writerow([cells[name] for name in names])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(figure: Figure, version: FigureVersion) -> dict[str, str]:
    texts = {
        "code": figure.code,
        "concept": figure.concept,
        "territory": figure.territory.code,
        "period": figure.period,
        "measure": figure.measure,
        "qualifier": version.qualifier,
        "status": STATUS_WORDS[version.status].removeprefix("số ").removeprefix("đã "),
        "source": version.source,
        "address": version.address,
        "licence": version.licence,
    }
    days = {
        "published": version.published_on,
        "retrieved": version.retrieved_on,
        "next_update": version.next_update,
    }
    cells = {name: safe(text) for name, text in texts.items()}
    cells |= {name: f"{day:%d/%m/%Y}" if day else "" for name, day in days.items()}
    # A number is no text: its own minus stays.
    return cells | {"value": typed(version.value)}


def as_json(rows: Rows) -> bytes:
    """A list of figures, each with its source."""
    listed = [facts(figure, version) for figure, version in rows]
    text = json.dumps({"schema": 1, "figures": listed}, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


def as_package(rows: Rows, name: str, today: date) -> bytes:
    """A Frictionless data package: datapackage.json and so-lieu.csv in one .zip."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [field for field, _kind in FIELDS], lineterminator="\r\n")
    writer.writeheader()
    for figure, version in rows:
        writer.writerow({k: _plain(v) for k, v in facts(figure, version).items()})
    table = out.getvalue().encode()
    described = json.dumps(_described(rows, name, today, table), ensure_ascii=False, indent=1)
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, data in (("datapackage.json", described.encode()), ("so-lieu.csv", table)):
            info = zipfile.ZipInfo(file, _ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return package.getvalue()


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = str(value)
    try:
        float(text)
    except ValueError:
        return safe(text)
    return text


def _described(rows: Rows, name: str, today: date, table: bytes) -> dict[str, object]:
    versions = [version for _figure, version in rows]
    sources = dict.fromkeys((v.source, v.address) for v in versions)
    return {
        "profile": "tabular-data-package",
        "name": "so-lieu-chinh-thuc",
        "title": name,
        "created": f"{today.isoformat()}T00:00:00Z",
        "licenses": _licences(v.licence for v in versions),
        "sources": [
            {"title": title, **({"path": path} if path else {})} for title, path in sources
        ],
        "resources": [
            {
                "name": "so-lieu",
                "path": "so-lieu.csv",
                "profile": "tabular-data-resource",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": len(table),
                "hash": f"sha256:{digest(table)}",
                "schema": {
                    "fields": [{"name": field, "type": kind} for field, kind in FIELDS],
                    "primaryKey": "code",
                    "missingValues": [""],
                },
            }
        ],
    }


def _licences(named: Iterable[str]) -> list[dict[str, str]]:
    """What publishers allow; where none says so, that is what is written."""
    found = list(dict.fromkeys(filter(None, named)))
    if not found:
        found = ["Nguồn không nêu điều kiện sử dụng; xem nguồn của từng số liệu"]
    return [{"name": "other", "title": title} for title in found]
