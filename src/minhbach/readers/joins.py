"""Where a line or paragraph end is no end: sentences cut by wrapping, pages or conversion."""

from __future__ import annotations

import re

from minhbach.model.notation import type_of_title
from minhbach.readers.marks import mark_of
from minhbach.readers.words import words

# A sentence or an item ends here: "…;", "…:", "…./.", "…)”" after a full stop.
_TERMINAL = re.compile(r"[.;:!?…][\s”\"’')\]*_]*$")
_COMMA = re.compile(r",[\s*_]*$")
# What can't be the last word or sign of a paragraph: "… số", "… của", "khoản", "Nga -".
_LAST_WORD = re.compile(r"(?:[-–—/(“]|(?<!\w)(?P<word>[^\W\d_]+))[\s*_]*$")
# Words that open a paragraph of their own, whatever stands before.
_OPENERS = re.compile(
    r"(?:Căn cứ|Xét|Theo đề nghị|Thực hiện|Trên cơ sở(?! đó)|Ví dụ(?: \d{1,2})?:|"
    r"Nơi nhận|Trên đây|Kính gửi|QUYẾT|Số[ :]|"
    r"Ghi chú|\(\s*(?:[Kk]èm theo|[Bb]an hành kèm|[Đđ]ính kèm))"
)
# Lines of the header block that never continue another one.
_OWN_LINE = re.compile(
    r"CỘNG HÒA XÃ HỘI|CỘNG HOÀ XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM$|Độc lập\s*[-–]|Số\s*:|"
    r"[^\d,.;:]{2,40},\s*ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\s*$"
)
_LOUD = 12
_TAIL = 200  # the end of a text is looked for in its last characters: patterns stay linear
_MIN_LINE = 40  # shorter lines are titles, labels and cells: no sentence was cut there
_PUNCTUATION_START = ",.;:)/”%"


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence, an item or a lead-in does."""
    return _TERMINAL.search(text[-_TAIL:]) is not None


def opens_paragraph(text: str) -> bool:
    """Whether the text opens with words that only a paragraph of its own opens with."""
    return _OPENERS.match(text) is not None


def dangles(text: str) -> bool:
    """Whether the text can't end here: "… của", "khoản", "Nga -"; not "tài khoản", "thiết bị".

    >>> dangles("theo quy định tại khoản"), dangles("Những kết quả đạt được")
    (True, False)
    """
    text = text[-_TAIL:]
    found = _LAST_WORD.search(text)
    if found is None or found["word"] is None:
        return found is not None
    if found["word"] not in words("dangling"):
        return False
    end = text[: found.end("word")]
    return not any(end.endswith(compound) for compound in words("whole_compounds"))


def is_cut(before: str, after: str) -> bool:  # noqa: PLR0911 - one case a line
    """Whether ``after``, standing apart, continues the sentence of ``before``.

    >>> is_cut("… số 70/2022/QH15, số", "101/2023/QH15... Chính phủ")
    True
    >>> is_cut("II. NỘI DUNG TUYÊN TRUYỀN", "1. Những khó khăn")
    False
    """
    if not before or not after or ends_sentence(before):
        return False
    mark = mark_of(after)
    if mark is not None and not (mark.is_item and _hyphen_goes_on(before, after)):
        return False
    if _OPENERS.match(after) or before.isupper() or after.isupper():
        return False
    if after[0] in _PUNCTUATION_START:
        return True
    if dangles(before):
        return True
    if len(before) < _MIN_LINE:
        return False
    return after[0].islower() or (
        _COMMA.search(before[-_TAIL:]) is not None and len(after) >= _MIN_LINE
    )


def _is_loud(before: str, after: str) -> bool:
    """One of the two is a line of capitals, not an abbreviation ("UBND") that wrapped."""
    loud = after if after.isupper() else before
    return len(loud.split()) >= 3 and len(loud) >= _LOUD


def _hyphen_goes_on(before: str, after: str) -> bool:
    """``kinh tế`` / ``- xã hội``: the dash inside a compound at the start of a line."""
    return after[:2] == "- " and after[2:3].islower() and len(before) >= _MIN_LINE


def wraps(before: str, after: str, *, overflows: bool, apart: bool, inside: bool) -> bool:  # noqa: PLR0911 - one case a line
    """Whether two neighbouring lines of a hard-wrapped text are one paragraph.

    ``overflows``: the first word of ``after`` would not have fitted on the line before;
    ``apart``: in this text blank lines part the paragraphs, so that neighbours belong together;
    ``inside``: the line before is not the first of its paragraph.
    """
    named = type_of_title(before) if before.isupper() else None
    if named is not None and not named[1]:
        return False
    mark = mark_of(after)
    if mark is not None:
        if mark.is_item:
            cut = overflows and not ends_sentence(before)
            return cut and (apart or after[2:3].islower())
        if ends_sentence(before) or not overflows:
            return False
        return (apart and inside) or dangles(before)
    if after[0].islower() or after[0] in _PUNCTUATION_START:
        return True
    if _OWN_LINE.match(after) or (before.isupper() != after.isupper() and _is_loud(before, after)):
        return False
    title = before.isupper() and not after.isupper()
    if title and (len(before) >= _MIN_LINE or _OPENERS.match(after)):
        return False
    if _OPENERS.match(after) and ends_sentence(before):
        return False
    return overflows or apart or dangles(before)
