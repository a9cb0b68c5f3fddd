"""Counter-evidence: signs that a number whose words fit is not the whole of its element."""

from __future__ import annotations

import re
from collections.abc import Sequence

from minhbach.figures.numbers import Number
from minhbach.figures.reading import Claim, Reading

_BY_NAME = 0.95  # from here on the words beside the number name the activity itself
_ABOUT = re.compile(r"\s*(?:về|cho|tại|ở|của|do|từ|thuộc|liên quan|trong lĩnh vực)(?!\w)")
# "14 buổi, trong đó 05 buổi do Học viện tổ chức; trừ đi, Phân hiệu tự tổ chức 09 buổi"
_DONE_ITSELF = re.compile(r"(?<!\w)(?:tự (?:tổ chức|mở|làm)|trừ (?:đi|ra))(?!\w)")
# "toàn xã 24 buổi, trong đó cấp xã 4 buổi, tăng 2 buổi": of the number itself
_SHARES = re.compile(r"(?<!\w)(?:trong đó|gồm|tăng|giảm|so với|kế hoạch|cùng kỳ)(?!\w)")
_ONLY_JOINED = re.compile(r"[^;:]*(?:,|(?<!\w)và)\s+(?:và\s+)?")


def has_sibling(
    r: Reading, claim: Claim, number: Number, lone: Sequence[Number], *, wider: bool
) -> bool:
    """ "Công nhân hỏi 4 câu về khoán, 3 câu về bảo hiểm": a number that no element claims counts
    the same unit beside it, each of its own subject, or what the unit did itself: the claimed
    number isn't the whole."""
    if claim.terms.share or number.percent:
        return False
    after = _after(r, number)
    unit = claim.terms.units.match(after) or claim.terms.nouns.match(after)
    if unit is None:
        return False
    alike = [n for n in lone if n.start > number.end and _after(r, n).startswith(unit[0])]
    if wider and any(not _SHARES.search(r.near(other)) for other in alike):
        return True  # "toàn huyện tổ chức 120 buổi; Đảng ủy xã tổ chức 8 buổi"
    if any(_DONE_ITSELF.search(r.near(other)) for other in alike):
        return True
    if claim.confidence >= _BY_NAME or not _ABOUT.match(after, unit.end()):
        return False
    return any(
        _ABOUT.match(_after(r, other), unit.end())
        and _ONLY_JOINED.fullmatch(r.low, number.end, other.phrase_start)
        for other in alike
    )


def _after(r: Reading, number: Number) -> str:
    return r.low[number.end :].lstrip()
