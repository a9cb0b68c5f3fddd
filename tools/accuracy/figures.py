"""Figures of unit reports against the labelled ones (conventions: gold/FORMAT.md)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from minhbach.figures import extract_figures, load_form
from minhbach.model.figures import Figures, FoundFigure
from minhbach.readers import read
from tools.accuracy.rows import Row


def score(shared: Path) -> list[Row]:
    """Rows per document: values (precision, recall), quotes and qualifiers of the right values."""
    form = load_form((shared / "examples/forms/tuyen-truyen.toml").read_bytes())
    rows: list[Row] = []
    for path in sorted((shared / "gold/figures").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        source = shared / gold["file"]
        figures = extract_figures(read(source.read_bytes(), source.name), form)
        group = Path(gold["file"]).parent.name
        rows += _rows(f"{group}/{source.stem}", gold, figures)
    return rows


def _rows(document: str, gold: dict[str, Any], figures: Figures) -> list[Row]:
    verdicts = list(compare(gold, figures))
    found = [v for v in verdicts if v["found"] is not None and not v["accepted"]]
    labelled = [v for v in verdicts if v["gold"] is not None]
    right = [v for v in labelled if v["right"]]
    placed = [v for v in right if _same_place(v["gold"], v["found"])]
    qualified = [v for v in right if v["gold"]["qualifier"] == v["found"].qualifier]
    conflicts = {c.element for c in figures.conflicts}
    wanted = {c for c, v in gold["values"].items() if v and v.get("note") == "conflict"}
    return [
        Row("figures", document, len(right), len(found), len(labelled)),
        Row("figures.place", document, len(placed), len(right), len(right)),
        Row("figures.qualifier", document, len(qualified), len(right), len(right)),
        Row("figures.conflict", document, len(conflicts & wanted), len(conflicts), len(wanted)),
    ]


def compare(gold: dict[str, Any], figures: Figures) -> Iterator[dict[str, Any]]:
    """Per code: what is labelled, what was found, whether it is right. ``accepted``: found where
    the label is none, but another answer that the label allows."""
    codes = [*gold["values"], *(c for c in figures.values if c not in gold["values"])]
    for code in codes:
        labelled = gold["values"].get(code)
        found = figures.values.get(code)
        others = {Decimal(str(v)) for v in gold.get("accept", {}).get(code, []) if v is not None}
        accepted = labelled is None and found is not None and found.value in others
        right = (
            labelled is not None
            and found is not None
            and found.value in {Decimal(str(labelled["value"])), *others}
        )
        yield {
            "code": code,
            "gold": labelled,
            "found": found,
            "right": right,
            "accepted": accepted,
        }


def _same_place(gold: dict[str, Any], found: FoundFigure) -> bool:
    """The quotes overlap, or the value stands in another place of the report just as well."""
    if gold["where"] != found.where:
        return True
    ours, theirs = found.quote.lower(), gold["quote"].lower()
    return ours in theirs or theirs in ours or bool(set(ours.split()) & set(theirs.split()))
