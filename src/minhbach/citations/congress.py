"""Resolutions of congresses and plenums without a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TERM = r"(?:\s\(khóa [ivx]+\)|\s?,? khóa [ivx]+)"
_LEVEL = r"(?:\s(?:tỉnh|thành phố|khối|huyện|xã|phường))?"
_ORDINAL = r"lần thứ\s(?:[^\W\d_]+|\d{1,2})"
# such as "Nghị quyết Đại hội XIII của Đảng",
# "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng",
# "Nghị quyết Đại hội XI Đảng bộ tỉnh, nhiệm kỳ 2020 - 2025",
# "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XIV"
_CONGRESS = re.compile(
    r"(?<!\w)(nghị quyết|văn kiện|kết luận)\s(?:của\s)?đại hội\s(?:đại biểu\s)?(?:đảng\s)?"
    r"(?:toàn quốc\s)?(?:của đảng\s)?"
    r"(?:(?:lần thứ\s)?[ivx]+(?!\w)(?:\scủa\sđảng(?:\scộng sản việt nam)?(?!\sbộ))?"
    rf"(?:\s(?:của\s)?đảng bộ{_LEVEL})?"
    rf"|đảng bộ{_LEVEL}(?:\s[^\W\d_]+){{0,4}}?\slần thứ\s[ivx]+(?!\w))"
    r"(?:,?\snhiệm kỳ\s\d{4}\s?-\s?\d{4})?"
)
# such as "Nghị quyết Trung ương 4 (khóa XI)", "Kết luận Hội nghị Trung ương 8 khóa XIII",
# "Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương Đảng khóa XII"
_PLENUM = re.compile(
    rf"(?<!\w)(nghị quyết|kết luận)\s(?:của\s)?(?:hội nghị\s)?(?:{_ORDINAL}\s)?"
    rf"(?:ban chấp hành\s|bch\s)?trung ương(?:\sđảng)?(?:\s{_ORDINAL})?(?:\s\d{{1,2}})?" + _TERM
)


@dataclass(frozen=True, slots=True)
class CongressHit:
    start: int
    end: int
    word: str
    body: str


def find_congress(folded: str) -> list[CongressHit]:
    """Every resolution of a congress or plenum that is named without a number."""
    hits = []
    if "đại hội" in folded:
        hits += [CongressHit(m.start(), m.end(), m[1], "ĐH") for m in _CONGRESS.finditer(folded)]
    if "trung ương" in folded and "khóa" in folded:
        for match in _PLENUM.finditer(folded):
            if re.search(r"\d|lần thứ", match.group()):
                hits.append(CongressHit(match.start(), match.end(), match[1], "TW"))
    return hits
