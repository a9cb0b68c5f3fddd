"""Whose report a file says it is, and what was not read of it: told, not refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from minhbach_web.core.search import search_key
from minhbach_web.programme.wording import engine_words
from minhbach_web.reporting import period_codes
from minhbach_web.reporting.problems import ReportingProblem

if TYPE_CHECKING:
    from minhbach_web.reporting.models import Obligation

# Of 100. “Đảng ủy X” for “Đảng bộ X” has 90 and more, two offices of one kind 81 and less
# (counted on the twelve example reports against fifteen units).
SAME_NAME = 85


@dataclass(frozen=True)
class Whose:
    """What the file says where it differs from what is asked; "" where it agrees or is silent."""

    unit: str = ""
    period: str = ""

    def __bool__(self) -> bool:
        return bool(self.unit or self.period)


def whose_report(extraction: dict[str, Any] | None, obligation: Obligation) -> Whose:
    """The unit and the period that were read from a file, if they are other ones."""
    said = extraction or {}
    unit, period = said.get("unit") or "", said.get("period") or ""
    names = (obligation.unit.name, obligation.unit.short_name)
    return Whose(
        unit="" if not unit or _same(unit, names) else unit,
        period="" if period in ("", obligation.period.code) else _label(period),
    )


def unread_parts(extraction: dict[str, Any] | None) -> list[str]:
    """Sentences about parts of the file in which no figures were looked for."""
    notes = (extraction or {}).get("notes") or ()
    return [engine_words(note["code"], **note.get("params", {})) for note in notes]


def _same(said: str, names: tuple[str, ...]) -> bool:
    key = search_key(said)
    return any(fuzz.partial_ratio(key, search_key(name)) >= SAME_NAME for name in names if name)


def _label(code: str) -> str:
    try:
        return period_codes.label(code)
    except ReportingProblem:
        return code
