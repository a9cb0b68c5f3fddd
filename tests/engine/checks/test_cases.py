"""The literate cases, and the wrong and right fragment that every rule bears in its data."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from minhbach.checks import check, rules
from minhbach.checks.rules import Rule
from minhbach.model.finding import Finding
from minhbach.readers import read

_FOLDER = Path(__file__).parents[1] / "cases" / "checks"
_CASE = re.compile(
    r"^## (?P<title>.+?)$(?P<prose>.*?)^```text\n(?P<text>.*?)^```$.*?^```json\n(?P<json>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_CASES = [
    pytest.param(m["text"], json.loads(m["json"]), id=f"{path.stem}: {m['title']}")
    for path in sorted(_FOLDER.glob("*.md"))
    for m in _CASE.finditer(path.read_text(encoding="utf-8"))
]
_WITH_FRAGMENTS = [
    rule for rule in rules().values() if rule.wrong and not rule.needs and not rule.held
]


def _row(finding: Finding, names: list[str]) -> dict[str, Any]:
    values = {
        "code": finding.code,
        "quote": finding.quote,
        "fix": finding.fix.replacement if finding.fix else None,
    }
    return {name: values[name] for name in names}


@pytest.mark.parametrize(("text", "expected"), _CASES)
def test_case_gives_what_it_says(text: str, expected: list[dict[str, Any]]) -> None:
    found = check(
        read(text.encode(), "case.txt"), select=["CX", "NT", "SL", "CT", "DM", "VH"]
    ).findings

    assert [_row(f, list(e)) for f, e in zip(found, expected, strict=True)] == expected


def _codes(rule: Rule, fragment: str) -> set[str]:
    text = fragment.strip()
    data = text.encode()
    doc = read(data, "fragment.html" if text.startswith("<") else "fragment.txt")
    profile = rule.profiles[0] if len(rule.profiles) == 1 else "auto"
    on: date | None = rule.since or rule.until
    return {f.code for f in check(doc, data=data, select=["ALL"], profile=profile, on=on).findings}


@pytest.mark.parametrize("rule", _WITH_FRAGMENTS, ids=lambda rule: rule.code)
def test_rule_finds_its_wrong_fragment(rule: Rule) -> None:
    assert rule.code in _codes(rule, rule.wrong)


@pytest.mark.parametrize(
    "rule", [r for r in _WITH_FRAGMENTS if r.right], ids=lambda rule: rule.code
)
def test_rule_leaves_its_right_fragment_alone(rule: Rule) -> None:
    assert rule.code not in _codes(rule, rule.right)


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.code)
def test_rule_says_everything_in_both_languages(rule: Rule) -> None:
    said = [
        (words.title, words.message, words.why, bool(words.fix) == (rule.fix != "none"))
        for words in (rule.vi, rule.en)
    ]

    assert all(all(each) for each in said)
    assert rule.source
