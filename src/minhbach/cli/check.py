"""``minhbach check`` and ``minhbach rules``."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from minhbach.checks import annotate, check, fixed_text, load_office, row, rules
from minhbach.checks.marking import Apply
from minhbach.checks.pages import page
from minhbach.cli import sarif
from minhbach.cli.inputs import Row, bytes_of, document_of, files_of, rows_of, told, write_file
from minhbach.errors import UsageError
from minhbach.messages import message
from minhbach.model.document import Document
from minhbach.model.finding import Checked, Severity
from minhbach.readers import read

_RANK = {"error": 0, "warning": 1, "info": 2}
_SHOWN = 3  # places of one rule printed one by one before the rest is only counted


def run(options: argparse.Namespace) -> int:
    """``minhbach check``: findings on the screen, as JSON or SARIF; a marked or mended copy."""
    paths = files_of(options.files)
    if (options.annotate or options.fix) and len(paths) != 1:
        raise UsageError("check-one-file")
    asked = _asked(options)
    check(Document("", ""), select=asked["select"], ignore=asked["ignore"])  # wrong codes fail once
    rows = list(
        rows_of(paths, partial(_row, asked, options.lang), jobs=options.jobs, lang=options.lang)
    )
    if options.annotate or options.fix:
        _write_copies(options, paths[0], asked)
    _print(options, rows)
    return _exit_code(options.fail_on, rows)


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """What was asked for, in plain values that cross to worker processes."""
    office = load_office(bytes_of(Path(options.office))) if options.office else {}
    return {
        "profile": options.profile,
        "on": _day(options.date),
        "select": _codes(options.select),
        "ignore": _codes(options.ignore),
        "office": office,
        "upper": document_of(Path(options.upper)) if options.upper else None,
    }


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("check-bad-date", value=text) from error


def _codes(names: list[str] | None) -> tuple[str, ...]:
    return tuple(code.strip() for name in names or () for code in name.split(",") if code.strip())


def _checked(asked: dict[str, Any], path: Path) -> tuple[bytes, Document, Checked]:
    data = bytes_of(path)
    doc = read(data, path.name)
    return data, doc, check(doc, data=data, **asked)


def _row(asked: dict[str, Any], lang: str, path: Path) -> Row:
    _, _, done = _checked(asked, path)
    return {
        "profile": done.profile or None,
        "rules_date": done.rules_date and done.rules_date.isoformat(),
        "findings": [row(finding, lang) for finding in done.findings],
        "rules_date_from": done.date_from or None,
        "suppressed": [asdict(each) for each in done.suppressed],
    }


def _write_copies(options: argparse.Namespace, path: Path, asked: dict[str, Any]) -> None:
    data, doc, done = _checked(asked, path)
    now = datetime.now(UTC)
    apply: Apply = "all" if options.unsafe_fixes else "safe"
    if options.annotate:
        _needs_docx(doc, path)
        write_file(
            Path(options.annotate), annotate(data, doc, done.findings, lang=options.lang, at=now)
        )
    if options.fix:
        target = Path(options.fix)
        if doc.format == "docx":
            mended = annotate(
                data, doc, done.findings, comments=False, apply=apply, lang=options.lang, at=now
            )
            write_file(target, mended)
        elif target.suffix.lower() in (".txt", ".md"):
            write_file(target, fixed_text(doc, done.findings, apply=apply).encode())
        else:
            raise UsageError("check-fix-format", suffix=target.suffix)


def _needs_docx(doc: Document, path: Path) -> None:
    if doc.format != "docx":
        raise UsageError("check-annotate-needs-docx", file=path.name)


def _print(options: argparse.Namespace, rows: list[Row]) -> None:
    for failed in rows:
        if "error" in failed:
            print(told(failed, options.lang), file=sys.stderr)
    if options.sarif:
        print(json.dumps(sarif.log(rows, options.lang), ensure_ascii=False, indent=1))
        return
    for each in rows:
        if options.json:
            print(json.dumps(each, ensure_ascii=False))
        elif "error" not in each:
            _tell(each, options.lang)


def _tell(row: Row, lang: str) -> None:
    """Grouped by rule, gravest first; the first places of each rule, the others counted."""
    profile = message(f"check-profile-{row['profile'] or 'none'}", lang)
    print(
        message(
            "check-head", lang, file=row["file"], profile=profile, date=row["rules_date"] or "…"
        )
    )
    if row["rules_date_from"] == "citation":
        print(message("check-date-from-citation", lang, date=row["rules_date"]))
    by_code: dict[str, list[Row]] = {}
    for finding in sorted(row["findings"], key=lambda f: _RANK[f["severity"]]):
        by_code.setdefault(finding["code"], []).append(finding)
    for code, found in by_code.items():
        severity = message(f"check-{found[0]['severity']}", lang)
        print(f"\n{severity} {code} · {rules()[code].words(lang).title} ({len(found)})")
        for finding in found[:_SHOWN]:
            where = f"[{finding['paragraph']}] " if finding["paragraph"] else ""
            needed = f"  → {finding['needed']}" if finding["needed"] else ""
            print(f"  {where}{finding['message']}{needed}")
        if len(found) > _SHOWN:
            print("  " + message("check-more", lang, count=len(found) - _SHOWN))
    for left in row["suppressed"]:
        told_why = f"check-left-{left['by']}"
        print("(" + message(told_why, lang, rule=left["code"], count=left["count"]) + ")")
    print("\n" + message("check-count", lang, count=len(row["findings"])))


def _exit_code(fail_on: Severity, rows: list[Row]) -> int:
    if any("error" in row for row in rows):
        return 2
    worst = [_RANK[f["severity"]] for row in rows for f in row["findings"]]
    return 1 if worst and min(worst) <= _RANK[fail_on] else 0


def show_rules(options: argparse.Namespace) -> int:
    """``minhbach rules``: every rule on a line, or the page of one."""
    if options.code:
        rule = rules().get(options.code.upper())
        if rule is None:
            raise UsageError("check-unknown-code", rule=options.code)
        print(page(rule, options.lang))
        return 0
    for rule in rules().values():
        mark = " " if rule.stable else "*"
        print(f"{rule.code:7}{mark} {rule.severity:8} {rule.words(options.lang).title}")
    print(message("check-preview-mark", options.lang))
    return 0
