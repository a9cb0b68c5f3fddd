"""Tasks and reporting duties against hand-made labels, and the example plan.

A task is found when section and beginning agree; it is right when lead, support and deadline
agree as well. Work given in the closing paragraph is not labelled and not scored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from minhbach.citations.folding import fold
from minhbach.model.codec import to_json
from minhbach.plans import extract_plan
from minhbach.readers import read
from tools.accuracy.rows import Row

_EXAMPLE = Path(__file__).parents[2] / "examples"
_BEGINNING = 40
Label = dict[str, Any]


def score(shared: Path) -> list[Row]:
    """Rows for each labelled plan and the example."""
    rows: list[Row] = []
    for path in sorted((shared / "gold" / "tasks").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        file = shared / "corpus" / gold["file"]
        plan = to_json(extract_plan(read(file.read_bytes(), file.name)))
        rows += _tasks(file.name, plan["tasks"], gold["tasks"])
        rows.append(_reporting(file.name, plan["reporting"], gold["reporting"]))
    return rows + _example()


def aligned(found: Sequence[Label], gold: Sequence[Label]) -> list[tuple[Label, Label]]:
    """Pairs of tasks whose beginnings agree, in reading order."""
    return _pairs(found, gold, lambda t: plain(t["text"])[:_BEGINNING])


def _pairs(
    found: Sequence[Label], gold: Sequence[Label], key: Callable[[Label], str]
) -> list[tuple[Label, Label]]:
    matcher = SequenceMatcher(None, [key(t) for t in found], [key(t) for t in gold], autojunk=False)
    return [
        (found[block.a + i], gold[block.b + i])
        for block in matcher.get_matching_blocks()
        for i in range(block.size)
    ]


def plain(value: str | None) -> str:
    """Letters and digits only, folded: how words are compared."""
    return re.sub(r"[\W_]+", " ", fold(value or "")).strip()


def same_field(a: Label, b: Label, field: str) -> bool:
    """True when a field of a found task agrees with the label."""
    if field == "support":
        return sorted(map(plain, a[field])) == sorted(map(plain, b[field]))
    if field in ("due", "recurrence", "section"):
        return bool(a[field] == b[field])
    return plain(a[field]) == plain(b[field])


def _tasks(name: str, found: Sequence[Label], gold: Sequence[Label]) -> list[Row]:
    found = [t for t in found if t["section"] != "closing"]
    pairs = aligned(found, gold)
    whole = sum(all(same_field(a, b, f) for f in ("lead", "support", "deadline")) for a, b in pairs)
    rows = [
        Row("tasks found", name, len(pairs), len(found), len(gold)),
        Row("tasks with lead, support, deadline", name, whole, len(found), len(gold)),
    ]
    for field in ("lead", "support", "deadline", "due", "recurrence", "product", "section"):
        right = sum(same_field(a, b, field) for a, b in pairs)
        rows.append(Row(f"tasks {field}", name, right, len(pairs), len(pairs)))
    return rows


def _reporting(name: str, found: Sequence[Label], gold: Sequence[Label]) -> Row:
    have = [
        _duty(d["sender"], d["receiver"], d["through"], d["recurrence"], d["deadline"])
        for d in found
    ]
    want = [_duty(d["from"], d["to"], d["through"], d["recurrence"], d["deadline"]) for d in gold]
    right = 0
    for duty in want:
        if duty in have:
            have.remove(duty)
            right += 1
    return Row("reporting duties, all fields", name, right, len(found), len(want))


def _duty(
    sender: str | None,
    receiver: str | None,
    through: str | None,
    recurrence: Any,
    deadline: str | None,
) -> tuple[Any, ...]:
    rhythm = [recurrence] if isinstance(recurrence, str) else list(recurrence or ())
    return plain(sender), plain(receiver), plain(through), tuple(rhythm), plain(deadline)


def _example() -> list[Row]:
    file = _EXAMPLE / "ke-hoach-2024.txt"
    expected = json.loads((_EXAMPLE / "ke-hoach-2024.expected.json").read_text(encoding="utf-8"))
    plan = to_json(extract_plan(read(file.read_bytes(), file.name)))
    want = expected["tasks"]
    right = sum(
        a["section"] == b["section"]
        and a["lead"] == b["lead"]
        and a["in_scope"] == b["in_scope"]
        and a["text"].startswith(b["starts"])
        and a["deadline"] is None
        for a, b in zip(plan["tasks"], want, strict=False)
    )
    return [
        Row("tasks of the example", file.name, right, len(plan["tasks"]), len(want)),
        _reporting(file.name, plan["reporting"], expected["reporting_duties"]),
    ]
