"""What a column or row head of a table says: label, unit, plan, last year, total …"""

from __future__ import annotations

import re
from typing import Literal

from minhbach.figures.lists import thesaurus, words
from minhbach.figures.phrases import compiled, prepare
from minhbach.figures.times import find_periods, relation
from minhbach.model.period import Period

Role = Literal[
    "index",  # STT
    "unit",  # đơn vị tính
    "note",
    "label",  # nội dung, chỉ tiêu
    "ratio",  # % kế hoạch, so với cùng kỳ
    "plan",
    "former",  # cùng kỳ, another period
    "cumulative",
    "total",  # cộng, cả quý
    "own",  # the report's own period
    "within",  # a month of it
    "parts",  # trong đó
    "value",  # số lượng, kết quả
    "",
]


def head_role(head: str, own: Period | None) -> Role:  # noqa: PLR0911 - one role a line, in order
    """The role of a head, read with the heads above it ("Quý IV/2025 / Số buổi")."""
    low = " ".join(prepare(head).split()).strip(" .:")
    if not low:
        return ""
    exact = _exact(low)
    if exact:
        return exact
    if words("columns", "note").search(low):
        return "note"
    if words("columns", "ratio").match(low) or re.search(r"%\s*(?:so|kế hoạch|kh|th)", low):
        return "ratio"
    if words("columns", "former").search(low):
        return "former"
    timed = _timed(low, own)
    done = words("columns", "value").match(low) and not words("columns", "plan").match(low)
    if not done and words("columns", "plan").search(low):
        return "plan"
    if timed in ("former", "cumulative"):
        return timed
    if words("columns", "cumulative").search(low) and timed != "own":
        return "cumulative"
    if words("columns", "total").search(low):
        return "total"
    if words("columns", "parts").match(low):
        return "parts"
    if timed:
        return timed
    return "value" if words("columns", "value").match(low) else ""


def _exact(low: str) -> Role:
    """Heads that are one of the listed words as a whole."""
    for role in ("index", "unit", "note", "label"):
        if _whole(role).fullmatch(low):
            return role
    return ""


def _whole(role: str) -> re.Pattern[str]:
    return compiled(thesaurus()["columns"][role])


def _timed(low: str, own: Period | None) -> Role:
    """The role that a named period gives; a bare year counts too ("2023", "Năm 2024")."""
    mentions = find_periods(low)
    if not mentions and (year := re.fullmatch(r"(?:năm\s)?((?:19|20)\d\d)", low)):
        mentions = find_periods(f"năm {year[1]}")
    if not mentions or own is None:
        return ""
    found = relation(mentions[0], own)
    if found == "other":
        ahead = mentions[0].year in (None, own.year) and mentions[0].kind == own.kind
        return "plan" if ahead and (mentions[0].number or 0) > own.number else "former"
    if found == "year-to-date":
        return "cumulative"
    return "own" if found == "own" else "within"
