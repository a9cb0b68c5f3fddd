"""Citations against hand-made labels: numbers, dates, issuers, laws by name, pinpoints.

Entries are aligned in reading order on what identifies them (number, or type and title); the
fields of aligned entries are then compared. Congress and follow-up entries are not labelled.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from minhbach.citations import find_citations, find_in_text
from minhbach.citations.folding import fold
from minhbach.model.citation import Citation
from minhbach.readers import read
from tools.accuracy.rows import Row

_EXAMPLE = Path(__file__).parents[2] / "examples"
Label = dict[str, Any]


def score(shared: Path) -> list[Row]:
    """Rows for each labelled document, the example plan and the sentences with spans."""
    rows: list[Row] = []
    for path in sorted((shared / "gold" / "citations").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        file = shared / "corpus" / gold["file"]
        rows += _document(file.name, _found(file), gold["citations"])
    rows += _example()
    spans = shared / "corpus" / "datasets" / "vnlegaltext_ner_val.jsonl"
    if spans.exists():
        rows.append(_spans(spans))
    return rows


def _found(file: Path) -> list[Label]:
    return [_label(c) for c in find_citations(read(file.read_bytes(), file.name))]


def _label(c: Citation) -> Label:
    return {
        "class": c.cls,
        "kind": c.kind,
        "notation": c.notation,
        "title": c.title,
        "date": c.date.isoformat() if c.date else None,
        "issuer": c.issuer,
        "pinpoint": c.pinpoint,
        "quote": c.quote,
    }


def _document(name: str, found: Sequence[Label], gold: Sequence[Label]) -> list[Row]:
    numbered = [c for c in found if c["class"] == "numbered"]
    named = [c for c in found if c["class"] == "named-law"]
    gold_numbered = [c for c in gold if c["notation"]]
    gold_named = [c for c in gold if not c["notation"]]
    pairs = _aligned(numbered, gold_numbered, lambda c: c["notation"])
    pairs_named = _aligned(named, gold_named, lambda c: f"{c['kind']}|{_plain(c['title'])}")
    rows = [
        Row("citations numbered", name, len(pairs), len(numbered), len(gold_numbered)),
        Row("citations named laws", name, len(pairs_named), len(named), len(gold_named)),
    ]
    for field in ("kind", "date", "issuer", "pinpoint"):
        right = sum(_plain(a[field]) == _plain(b[field]) for a, b in pairs)
        rows.append(Row(f"citations {field}", name, right, len(pairs), len(pairs)))
    right = sum(_plain(a["pinpoint"]) == _plain(b["pinpoint"]) for a, b in pairs_named)
    rows.append(
        Row("citations named laws pinpoint", name, right, len(pairs_named), len(pairs_named))
    )
    return rows


def _aligned(
    found: Sequence[Label], gold: Sequence[Label], key: Callable[[Label], str]
) -> list[tuple[Label, Label]]:
    matcher = SequenceMatcher(None, [key(c) for c in found], [key(c) for c in gold], autojunk=False)
    return [
        (found[block.a + i], gold[block.b + i])
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]


def _plain(value: str | None) -> str:
    return re.sub(r"[\s,]+", " ", fold(value or "")).strip()


def _example() -> list[Row]:
    expected = json.loads((_EXAMPLE / "ke-hoach-2024.expected.json").read_text(encoding="utf-8"))
    file = _EXAMPLE / "ke-hoach-2024.txt"
    fields = ("notation", "kind", "date", "issuer")
    found = [tuple(c[f] for f in fields) for c in _found(file) if c["class"] == "numbered"]
    gold = [tuple(c[f] for f in fields) for c in expected["citations"]]
    matcher = SequenceMatcher(None, found, gold, autojunk=False)
    right = sum(block.size for block in matcher.get_matching_blocks())
    return [Row("citations numbered, all fields", file.name, right, len(found), len(gold))]


def _spans(file: Path) -> Row:
    """Recall on labelled spans (state law only): a span counts when a citation overlaps it.

    A part of the numbered citations is unlabelled there, so precision is not scored."""
    right = labelled = 0
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        hit, total = spans_of(row)
        right += hit
        labelled += total
    return Row("citations spans, recall", file.name, right, labelled, labelled)


def spans_of(row: dict[str, Any]) -> tuple[int, int]:
    """Spans of one sentence that a citation overlaps, and all spans."""
    text = row["data"]["value"].replace("_", " ")
    found = [(c.start, c.end) for c in find_in_text(text)]
    values = [r["value"] for a in row["annotations"] for r in a["result"]]
    hits = sum(any(s < v["end"] and v["start"] < e for s, e in found) for v in values)
    return hits, len(values)
