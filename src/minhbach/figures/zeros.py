""" "Không tổ chức buổi nói chuyện nào" is a zero; "không có kinh phí cho tài liệu" is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from minhbach.figures.labels import label_terms
from minhbach.figures.lexicon import Lexicon, Terms
from minhbach.figures.lists import thesaurus, words
from minhbach.figures.phrases import any_of
from minhbach.figures.times import find_periods, relation
from minhbach.model.period import Period

_AFTER_NONE = re.compile(
    r"\s*(?:[.,;:()]|$|nào(?!\w)|riêng(?=\s*[.,;]|\s*$)"
    r"|(?:trong|tại|do|vì|được|ở|nên|vào|quý|tháng|mới|,)(?!\w))"
)
_NOUN = re.compile(r"(?:hội nghị|buổi|cuộc|loại|các|lượt)\s+(?:nào\s+)?")
# "Không có chi bộ nào không tổ chức …", "không để xảy ra tình trạng không đăng …"
_DENIED_TWICE = re.compile(
    r"(?<!\w)(?:không|chưa)\s(?:có|để|còn|(?:năm|quý|tháng|kỳ|khi|lúc) nào)"
    r"(?!\w)(?:(?!nên |vì |do )[^,;.:])*$"
)
_CLOSED = re.compile(r"\([^()]*\)")
_DAY = re.compile(r"(?<!\w)(?:ngày|tuần|buổi sáng)\s+\d")
# After a label with a colon stands only that there was none, as in “Tài liệu: không phát hành”.
_LABEL_NONE = re.compile(r"\s*(?:không|chưa)(?:\s+(?:có|phát sinh|VERBS))?\s*(?:[.;,]|$)")


@cache
def _label_none() -> re.Pattern[str]:
    verbs = any_of(thesaurus()["cues"]["none_verbs"])
    return re.compile(_LABEL_NONE.pattern.replace("VERBS", verbs))


@cache
def _denial() -> re.Pattern[str]:
    """không/chưa + verb: "chưa tổ chức được …"."""
    verbs = any_of(thesaurus()["cues"]["none_verbs"])
    return re.compile(rf"(?<!\w)(?:không|chưa)\s+(?:{verbs})\s+(?:được\s+)?(?:thêm\s+)?(?:nào\s+)?")


def _denials(low: str, terms: Terms) -> Iterator[tuple[int, int]]:
    """Where "chưa tổ chức được buổi nói chuyện …" denies the element: start, end of the words."""
    for found in _denial().finditer(low):
        noun = _NOUN.match(low, found.end())
        places = (found.end(), noun.end()) if noun else (found.end(),)
        end = max(terms.names_at(low, place) for place in places)
        if end:
            yield found.start(), end


def zero_places(low: str, lex: Lexicon) -> Iterator[tuple[Terms, int, int]]:
    """(element, start, end) of every place that says there was none."""
    if "không" not in low and "chưa" not in low:
        return
    for terms in lex.terms:
        for start, end in _denials(low, terms) if terms.counted else ():
            rest = low[end:]
            if _AFTER_NONE.match(rest) and not terms.bars.search(rest[:20]):
                yield terms, start, end + (4 if rest.startswith(" nào") else 0)
    label, colon, rest = low.partition(":")
    if colon and len(label) < 90 and (none := _label_none().match(rest)):
        named = label_terms(label, lex)
        if named and not named.share:
            start = len(label) + 1 + len(rest) - len(rest.lstrip())
            yield named, start, len(label) + 1 + len(none[0].rstrip(" .;,"))


def is_zero_scope(low: str, start: int, own: Period | None) -> bool:
    """No other time than the report's own period is spoken of before the place."""
    before = _CLOSED.sub(" ", low[:start])
    if _DENIED_TWICE.search(before):
        return False
    if _DAY.search(before) or words("cues", "plan").search(before):
        return False
    if words("cues", "former").search(before):
        return False
    return all(relation(mention, own) in ("own", None) for mention in find_periods(before))
