"""Everything that is stored about a person, to take away: JSON for programs, a page for reading."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import get_language

from minhbach_web.core import clock, holding
from minhbach_web.core.services import audit
from minhbach_web.rights.columns import column_words, shown

if TYPE_CHECKING:
    from minhbach_web.units.models import User

_STYLE = files("minhbach_web.rights").joinpath("data/du-lieu.css")
SCHEMA = "minhbach-du-lieu-ca-nhan/1"


@dataclass(frozen=True)
class Part:
    """One kind of data: its rows, and the same as tables of words."""

    kind: holding.Kept
    rows: list[dict[str, Any]]
    tables: list[tuple[list[str], list[list[str]]]]


@transaction.atomic
def export_person(*, person: User, by: User) -> bytes:
    """A zip with ``du-lieu.json`` and ``du-lieu.html``; the same rows in both."""
    parts = [_part(kind, person) for kind in holding.kinds()]
    parts = [part for part in parts if part.rows]
    audit.record(actor=by, action="rights.export", obj=f"user:{person.pk}")
    now = clock.now()
    page = {"person": person, "parts": parts, "now": now, "language": get_language() or "vi"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("du-lieu.json", _json(person, parts))
        archive.writestr("du-lieu.html", render_to_string("rights/export.html", page))
        archive.writestr("du-lieu.css", _STYLE.read_bytes())
    return out.getvalue()


def _part(kind: holding.Kept, person: User) -> Part:
    rows = list(holding.export(kind, person))
    tables: dict[tuple[str, ...], list[list[str]]] = {}
    for row in rows:
        names = tuple(name for name in row if name not in ("table", "number"))
        tables.setdefault(names, []).append([shown(row[name], name) for name in names])
    worded = [([column_words(n) for n in names], lines) for names, lines in tables.items() if names]
    return Part(kind, rows, worded)


def _json(person: User, parts: list[Part]) -> str:
    content = {
        "schema": SCHEMA,
        "made": clock.now().isoformat(timespec="seconds"),
        "account": person.pk,
        "kinds": [
            {
                "code": part.kind.code,
                "label": str(part.kind.label),
                "what": str(part.kind.what),
                "basis": str(part.kind.basis),
                "on_deletion": part.kind.fate,
                "why": str(part.kind.why),
                "rows": part.rows,
            }
            for part in parts
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)
