"""A finding in words: the sentences of its rule, filled; Vietnamese or English."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from minhbach.checks.rules import rules
from minhbach.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Said:
    """``message``: what is wrong; ``needed``: what the rule asks for; ``actual``: what stands."""

    title: str
    message: str
    needed: str
    actual: str
    source: str


class _Gaps(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def said(finding: Finding, lang: str = "vi") -> Said:
    """The sentences of a finding.

    >>> from minhbach.model.finding import Finding
    >>> said(Finding("NT-01", "error", "31/4/2024")).actual
    '31/4/2024'
    """
    rule = rules()[finding.code]
    words = rule.words(lang)
    values = _Gaps(quote=finding.quote, **finding.params)
    if finding.fix is not None:
        values.setdefault("fix", finding.fix.replacement)
    for name in ("actual", "right"):  # numbers and units need no second language
        values.setdefault(f"{name}_en", finding.params.get(name, ""))
    needed = words.needed or (finding.fix.replacement if finding.fix else "")
    return Said(
        words.title,
        words.message.format_map(values),
        needed.format_map(values) if words.needed else needed,
        finding.params.get("actual", finding.quote),
        rule.source_in(lang),
    )


def row(finding: Finding, lang: str = "vi") -> dict[str, Any]:
    """A finding as one object of ``minhbach check --json``: keys and their order are a contract."""
    words, fix = said(finding, lang), finding.fix
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": words.message,
        "needed": words.needed,
        "actual": words.actual,
        "quote": finding.quote,
        "start": finding.start,
        "end": finding.end,
        "paragraph": finding.paragraph,
        "fix": fix and {"safe": fix.safe, "replacement": fix.replacement},
        "source": words.source,
    }
