"""Findings as a SARIF 2.1.0 log, for editors and build servers."""

from __future__ import annotations

from typing import Any

from minhbach import __version__
from minhbach.checks import rules
from minhbach.cli.inputs import Row

_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def log(rows: list[Row], lang: str) -> dict[str, Any]:
    """One run with the results of every file; a file that can't be read is a notification."""
    used = sorted({f["code"] for row in rows for f in row.get("findings", ())})
    index = {code: at for at, code in enumerate(used)}
    failed = [row for row in rows if "error" in row]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "minhbach",
                        "version": __version__,
                        "rules": [_rule(code, lang) for code in used],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(row["file"], finding, index)
                    for row in rows
                    for finding in row.get("findings", ())
                ],
                "invocations": [
                    {
                        "executionSuccessful": not failed,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": row["error"]["message"]}}
                            for row in failed
                        ],
                    }
                ],
            }
        ],
    }


def _rule(code: str, lang: str) -> dict[str, Any]:
    rule = rules()[code]
    words = rule.words(lang)
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": words.title},
        "fullDescription": {"text": words.why},
        "help": {"text": rule.source_in(lang)},
    }


def _result(file: str, finding: Row, index: dict[str, int]) -> dict[str, Any]:
    place: dict[str, Any] = {
        "artifactLocation": {"uri": file.replace("\\", "/").replace(" ", "%20")}
    }
    if finding["end"] > finding["start"]:
        place["region"] = {
            "charOffset": finding["start"],
            "charLength": finding["end"] - finding["start"],
            "snippet": {"text": finding["quote"]},
        }
    location: dict[str, Any] = {"physicalLocation": place}
    if finding["paragraph"]:
        location["logicalLocations"] = [{"name": finding["paragraph"], "kind": "element"}]
    text = finding["message"] + (f" → {finding['needed']}" if finding["needed"] else "")
    return {
        "ruleId": finding["code"],
        "ruleIndex": index[finding["code"]],
        "level": _LEVEL[finding["severity"]],
        "message": {"text": text},
        "locations": [location],
    }
