"""Counter-evidence: signs that a number whose words fit is not the whole of its element."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minhbach.figures.numbers import Number
from minhbach.figures.reading import Claim, Reading

_BY_NAME = 0.95  # from here on the words beside the number name the activity itself
_ABOUT = re.compile(r"\s*(?:về|cho|tại|ở|của|do|từ|thuộc|liên quan|trong lĩnh vực)(?!\w)")
_ONLY_JOINED = re.compile(r"[^;:]*(?:,|(?<!\w)và)\s+(?:và\s+)?")


def has_sibling(r: Reading, claim: Claim, number: Number, lone: Sequence[Number]) -> bool:
    """ "Công nhân hỏi 4 câu về khoán, 3 câu về bảo hiểm": a number that no element claims counts
    the same unit beside it, each of its own subject: both are parts."""
    if claim.confidence >= _BY_NAME or claim.terms.share or number.percent:
        return False
    after = _after(r, number)
    unit = claim.terms.units.match(after) or claim.terms.nouns.match(after)
    if unit is None or not _ABOUT.match(after, unit.end()):
        return False
    return any(
        other.start > number.end
        and _after(r, other).startswith(unit[0])
        and _ABOUT.match(_after(r, other), unit.end())
        and _ONLY_JOINED.fullmatch(r.low, number.end, other.phrase_start)
        for other in lone
    )


def _after(r: Reading, number: Number) -> str:
    return r.low[number.end :].lstrip()
