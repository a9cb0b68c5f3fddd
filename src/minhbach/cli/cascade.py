"""Two plans on the command line: compare (old and new), cascade (upper and lower, or a draft)."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any, Literal

from minhbach.cli.inputs import document_of, write_file
from minhbach.errors import UsageError
from minhbach.messages import message
from minhbach.model.change import Coverage, Covered, Pair
from minhbach.model.document import Document
from minhbach.model.plan import Plan

MARKS = {"same": "=", "changed": "~", "new": "+", "gone": "-"}


def compare(options: argparse.Namespace) -> int:
    """``minhbach compare``: what became of each theme, task and duty of the old plan."""
    from minhbach.plans import extract_plan
    from minhbach.plans.amends import amendment_of
    from minhbach.plans.compare import entries_of, pair_entries

    old, new = document_of(Path(options.old)), document_of(Path(options.new))
    first, second = entries_of(extract_plan(old)), entries_of(extract_plan(new))
    texts = {("old", e.key): e.text for e in first} | {("new", e.key): e.text for e in second}
    rows = [_pair(pair, texts) for pair in pair_entries(first, second)]
    amends = amendment_of(new)
    if options.json:
        said = amends and {"mode": amends.mode, "notation": amends.notation, "quote": amends.quote}
        shape = {"old": options.old, "new": options.new, "amends": said, "pairs": rows}
        print(json.dumps(shape, ensure_ascii=False))
        return 0
    if amends:
        print(f"{message(f'amends-{amends.mode}', options.lang)}: {amends.quote}\n")
    for row in rows:
        print(f"{MARKS[row['change']]} {row['kind']} {row['new'] or row['old']}")
        if row["change"] == "changed" and row["old"] != row["new"]:
            print(f"  ← {row['old']}")
        for field in row["fields"]:
            print(f"  {field['name']}: {field['old'] or '…'} → {field['new'] or '…'}")
    return 0


def _pair(pair: Pair, texts: dict[tuple[str, str], str]) -> dict[str, Any]:
    key = pair.new or pair.old or ""
    change = "gone" if pair.new is None else "new"
    if pair.old and pair.new:
        change = "same" if pair.reason == "same-text" and not pair.changes else "changed"
    return {
        "kind": key.partition(":")[0],
        "change": change,
        "old": texts[("old", pair.old)] if pair.old else None,
        "new": texts[("new", pair.new)] if pair.new else None,
        "reason": pair.reason,
        "score": pair.score,
        "fields": [{"name": c.name, "old": c.old, "new": c.new} for c in pair.changes],
    }


def run(options: argparse.Namespace) -> int:
    """``minhbach cascade``: coverage of the upper plan, or a draft of the lower one."""
    from minhbach.plans import extract_plan

    if not options.lower and not options.output:
        raise UsageError("cascade-nothing")
    if options.output and not options.unit:
        raise UsageError("cascade-no-unit")
    upper = document_of(Path(options.upper))
    plan = extract_plan(upper)
    if options.lower:
        _covering(options, plan, upper)
    if options.output:
        _draft(options, plan, upper)
    return 0


def _covering(options: argparse.Namespace, plan: Plan, upper: Document) -> None:
    from minhbach.plans.cover import cover

    found = cover(plan, upper, document_of(Path(options.lower)))
    if options.json:
        print(json.dumps(_coverage(options, found), ensure_ascii=False))
        return
    for item in found.items:
        state = message(f"cover-{item.state}", options.lang)
        print(f"[{state} {item.score}/100] {item.section} {item.text}")
        if item.passage:
            print(f"    → {item.passage.anchor}: {item.passage.text}")


def _coverage(options: argparse.Namespace, found: Coverage) -> dict[str, Any]:
    return {
        "upper": options.upper,
        "lower": options.lower,
        "items": [_covered(item) for item in found.items],
        "references": [{"text": p.text, "anchor": p.anchor} for p in found.references],
    }


def _covered(item: Covered) -> dict[str, Any]:
    passage = item.passage
    return {
        "kind": item.kind,
        "section": item.section,
        "text": item.text,
        "anchor": item.anchor,
        "state": item.state,
        "score": item.score,
        "passage": passage and {"text": passage.text, "anchor": passage.anchor},
        "shared": list(passage.shared) if passage else [],
        "missing": list(item.missing),
    }


def _draft(options: argparse.Namespace, plan: Plan, upper: Document) -> None:
    from minhbach.reports.lower_plan import LowerPlan, draft_lower_plan
    from minhbach.writers import write

    output = Path(options.output)
    day = _day(options.date) or upper.header.date
    if day is None:
        raise UsageError("cascade-no-date")
    own: Literal["party", "state"] = "party" if upper.profile == "party" else "state"
    layout: Literal["party", "state"] = options.layout or own
    wanted = LowerPlan(options.unit, layout, day, options.parent, messages=options.messages)
    made = draft_lower_plan(plan, upper, wanted)
    write_file(output, write(made.document, output.suffix))
    if not options.json:
        print(message("cascade-drafted", options.lang, file=output))
        for blank in made.blanks:
            print(f"  … {blank}")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("check-bad-date", value=text) from error
