"""Runs the rules that apply: choose profile and date, run the families, drop what was ruled out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from importlib import import_module

from minhbach.checks.context import Checks, Context
from minhbach.checks.profiles import date_of, profile_of
from minhbach.checks.raw import is_consolidated, raw_paragraphs
from minhbach.checks.rules import Rule, rules
from minhbach.errors import UsageError
from minhbach.model.document import Document
from minhbach.model.finding import Checked, Finding, Suppressed

FAMILIES: tuple[str, ...] = (
    "characters",
    "spelling",
    "confusions",
    "spacing",
    "dates",
    "periods",
    "numbering",
    "references",
    "capitals",
    "names",
    "abbreviations",
    "citations",
    "bases",
    "figures",
    "tables",
    "prose",
    "plan",
    "header",
    "closing",
    "annexes",
    "header_lines",
    "layout_state",
    "layout_party",
)
_UPPER = "KH-07"
_RANK = {"error": 0, "warning": 1, "info": 2}


def check(
    doc: Document,
    *,
    data: bytes | None = None,
    profile: str = "auto",
    on: date | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    office: Mapping[str, object] | None = None,
    units: Iterable[str] = (),
    upper: Document | None = None,
) -> Checked:
    """Findings of one document, in reading order; those about the whole of it come first.

    ``data``: the file's bytes, for the checks on characters that reading mends. ``profile``:
    "auto", "state", "party" or "mass". ``on``: a date whose rules apply instead of the document's.
    ``select``/``ignore``: codes ("CT-02") or families ("CT"); a preview rule runs only when its
    code (or "ALL") is selected. ``office``: what a profile file of the office says (see
    ``load_office``). ``units``, ``upper``: the office's units and the document above, for the
    checks of a plan. What a scan gives is left out and counted: it judges the recognition, not
    the paper. Raises ``UsageError`` for a code that does not exist.

    >>> from minhbach.readers import read
    >>> done = check(read("Thực hiện từ ngày 31/4/2024.".encode(), "a.txt"), select=["NT-01"])
    >>> [(f.code, f.quote) for f in done.findings]
    [('NT-01', '31/4/2024')]
    """
    office = office or {}
    first = Context(doc)
    applied = profile_of(first, profile)
    rules_date, date_from = date_of(first, on)
    context = Context(
        doc,
        applied,
        rules_date,
        _settings(office),
        raw_paragraphs(data, doc) if data is not None else {},
        tuple(units),
        upper,
        data,
        is_consolidated(data, doc),
    )
    vars(context).update(vars(first) | vars(context))  # what was read for the date already
    wanted = _wanted(tuple(select))
    if upper is not None:
        wanted.append(rules()[_UPPER])  # who gives the document above asks for it
    out = _ruled_out(tuple(ignore), office, doc)
    scanned = any(note.code == "ocr-page" for note in doc.notes)
    active = {rule.code for rule in wanted if rule.holds(applied, rules_date)}
    kept, dropped = [], Counter[tuple[str, str]]()
    for finding in _found(context, active):
        by = out.get(finding.code) or ("scan" if scanned else "")
        if by:
            dropped[finding.code, by] += 1
        else:
            kept.append(finding)
    return Checked(
        doc.name,
        applied,
        rules_date,
        date_from,
        tuple(sorted(kept, key=lambda f: (f.start, f.end, _RANK[f.severity], f.code))),
        tuple(Suppressed(code, count, by) for (code, by), count in sorted(dropped.items())),
    )


@cache
def _families() -> tuple[Checks, ...]:
    return tuple(import_module(f"minhbach.checks.families.{name}").CHECKS for name in FAMILIES)


def _found(context: Context, active: set[str]) -> Iterator[Finding]:
    seen: set[tuple[str, int, int]] = set()
    for checks in _families():
        for codes, run in checks:
            if active.isdisjoint(codes):
                continue
            for finding in run(context):
                place = (finding.code, finding.start, finding.end)
                if finding.code in active and (place not in seen or finding.end == 0):
                    seen.add(place)
                    yield finding


def _wanted(select: tuple[str, ...]) -> list[Rule]:
    """The rules asked for; without a choice the stable ones."""
    every = rules()
    if not select:
        return [rule for rule in every.values() if rule.stable]
    chosen = _codes(select)
    named = set(select)
    return [
        rule
        for rule in every.values()
        if rule.code in chosen and (rule.stable or rule.code in named or "ALL" in named)
    ]


def _codes(names: tuple[str, ...]) -> set[str]:
    """The codes that a list of codes and families means; an unknown one is an error."""
    every = rules()
    found: set[str] = set()
    for name in names:
        codes = [c for c, rule in every.items() if name in (c, rule.family, "ALL")]
        if not codes:
            raise UsageError("check-unknown-code", rule=name)
        found.update(codes)
    return found


def _ruled_out(
    ignore: tuple[str, ...], office: Mapping[str, object], doc: Document
) -> dict[str, str]:
    """Code → on whose word it is left out; nothing is left out silently."""
    out: dict[str, str] = {}
    for by, names in (
        (
            "document",
            _listed(_documents(office), doc.sha256) + _listed(_documents(office), doc.name),
        ),
        ("office", _listed(office, "ignore")),
        ("run", ignore),
    ):
        for code in _codes(tuple(names)):
            out[code] = by
    return out


def _documents(office: Mapping[str, object]) -> Mapping[str, object]:
    found = office.get("documents")
    return found if isinstance(found, Mapping) else {}


def _listed(table: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = table.get(key)
    return tuple(str(code) for code in found) if isinstance(found, (list, tuple)) else ()


def _settings(office: Mapping[str, object]) -> dict[str, str]:
    found = office.get("settings")
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, Mapping) else {}
