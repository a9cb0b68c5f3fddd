"""The rules as data: one table per code in data/*.toml, what was measured in measured.toml.

A rule is ``stable`` when the planted errors of benchmarks/planted gave it a precision of at least
0.95 and a recall of at least 0.90, and no false finding of level error stood on real documents;
a rule about what a document lacks, which nobody can plant, when ten findings on real documents
were read and right. Until then it is ``preview`` and runs only when it is selected by its code.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from minhbach.model.finding import Severity

FixKind = Literal["safe", "unsafe", "none"]
PRECISION, RECALL = 0.95, 0.90
ENOUGH, READ = 6, 10  # fewer planted errors, or findings that were read, prove nothing
_ENGLISH = (
    ("Nghị định", "Decree"),
    ("Hướng dẫn", "Guidance"),
    ("Quy định", "Regulation"),
    ("Thực hành", "Practice"),
    ("phụ lục", "annex"),
    ("Điều", "article"),
    ("khoản", "clause"),
    ("mục", "part"),
    (" và ", " and "),
    ("chính tả tiếng Việt", "Vietnamese spelling"),
    ("lịch", "the calendar"),
    ("số học", "arithmetic"),
)


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of a rule in one language; ``{…}`` are filled from a finding."""

    title: str
    message: str
    needed: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What the planted errors and the real documents gave."""

    planted: int
    precision: float
    recall: float
    real_findings: int = 0
    real_documents: int = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. ``since``/``until``: document dates for which it holds; ``profiles``: the layouts
    that it belongs to; ``severity_in``: another severity in one of them."""

    code: str
    name: str
    severity: Severity
    source: str
    vi: Words
    en: Words
    wrong: str
    right: str
    fix: FixKind = "none"
    profiles: tuple[str, ...] = ("state", "party", "mass", "mixed", "")
    severity_in: dict[str, Severity] | None = None
    since: date | None = None
    until: date | None = None
    undated: bool = False  # also judges a paper without any date: the act is still in force
    confidence: Literal["H", "M", "L", "U"] = "H"
    held: str | None = None  # why the rule stays preview whatever was measured
    needs: str = ""  # "format": run and page formatting must be known
    measured: Measured | None = None

    @property
    def family(self) -> str:
        return self.code.partition("-")[0]

    @property
    def stable(self) -> bool:
        measured = self.measured
        if self.held is not None or measured is None or measured.precision < PRECISION:
            return False
        if measured.planted == 0:
            return measured.real_findings >= READ
        return measured.planted >= ENOUGH and measured.recall >= RECALL

    def words(self, lang: str) -> Words:
        return self.en if lang == "en" else self.vi

    def source_in(self, lang: str) -> str:
        """The legal source; the same act and place, named in that language."""
        text = self.source
        if lang == "en":
            for vietnamese, english in _ENGLISH:
                text = text.replace(vietnamese, english)
        return text

    def severity_for(self, profile: str) -> Severity:
        return (self.severity_in or {}).get(profile, self.severity)

    def holds(self, profile: str, on: date | None) -> bool:
        """Whether the rule belongs to that profile and date; a rule with dates needs a date,
        unless it is ``undated``."""
        if profile not in self.profiles:
            return False
        if on is None:
            return self.undated or (self.since is None and self.until is None)
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@cache
def rules() -> dict[str, Rule]:
    """Every rule by its code, in the order of the families' files."""
    folder = files("minhbach.checks").joinpath("data")
    measured = tomllib.loads(folder.joinpath("measured.toml").read_text(encoding="utf-8"))
    found: dict[str, Rule] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.startswith("rules_") and file.name.endswith(".toml"):
            for code, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                found[code] = _rule(code, table, measured.get(code))
    return found


def _rule(code: str, table: dict[str, Any], measured: dict[str, Any] | None) -> Rule:
    values = dict(table)
    for lang in ("vi", "en"):
        said = {"needed": "", "fix": "", **values[lang]}
        values[lang] = Words(**said)
    if "profiles" in values:
        values["profiles"] = tuple(values["profiles"])
    return Rule(code=code, measured=Measured(**measured) if measured else None, **values)
