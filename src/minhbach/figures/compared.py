"""Numbers that another is compared with: targets, plans, rates, shares, what was before."""

from __future__ import annotations

import re

from minhbach.figures.numbers import Number
from minhbach.figures.sentence import Sentence

# chỉ tiêu 60 buổi · bằng 105% kế hoạch (200 tin, bài) · tăng so với cùng kỳ (41 buổi)
_TARGET = (
    r"(?<!\w)(?:kế hoạch|chỉ tiêu|mục tiêu|định mức|yêu cầu)"
    r"(?: (?:được )?giao| tối thiểu| đề ra| cả năm| năm| quý| tháng| kỳ)?(?: [ivx\d]+(?:/\d+)?)?"
)
_TARGET_BEFORE = re.compile(rf"{_TARGET}(?: là)?\s*:?\s*$")
_TARGET_OPENS = re.compile(rf"\(\s*{_TARGET}\s*(?:là|:)?\s*\d")
# "Theo kế hoạch, quý II tổ chức 10 buổi", not "Theo Kế hoạch số 21, Chi bộ đã tổ chức …"
_PLANNED = re.compile(
    r"\W*(?:theo )?(?:kế hoạch|chỉ tiêu|mục tiêu)(?: (?:đề ra|được giao|đầu năm|ban đầu))?"
    r"(?:,| (?:quý|tháng|năm|là|in|tổ chức|mở|đăng|phát|treo|giao))(?!\w)"
)
# "Đầu quý, đơn vị đề ra 6 buổi, 300 lượt người"
_INTENDED = re.compile(
    r"\W*(?:đầu (?:quý|năm|kỳ|tháng)|ban đầu)(?!\w)[^;.\d]{0,60}?"
    r"(?:đề ra|dự kiến|đặt|đăng ký|lên kế hoạch|xây dựng kế hoạch)(?!\w)"
)
_DONE = re.compile(r"(?<!\w)(?:đã|thực tế|kết quả|được|thực hiện)(?!\w)")
_OTHER_BEFORE = re.compile(
    rf"(?:{_TARGET}|(?<!\w)(?:cùng kỳ|năm trước|năm ngoái|quý trước|tháng trước|kỳ trước))"
    r"(?: năm (?:19|20)\d\d| năm trước| năm ngoái)?\s*$"
    r"|(?<!\w)so với (?:\w+ ){0,3}(?:(?:19|20)\d\d|[ivx]+(?:/\d{4})?)\s*$"
)
_RATE_BEFORE = re.compile(
    r"(?<!\w)(?:một|1|mỗi|hằng|hàng) (?:ngày|tuần|tháng|buổi|ca|người|chi bộ|lớp),?\s*$"
)
_SHARE_BEFORE = re.compile(r"(?<!\w)chiếm\s*$")  # "về tiền lương chiếm 5 câu"
# "đầu năm có 04 đồng chí, nay còn 03": what there was before; not "từ đầu năm có 20 buổi"
_THEN = re.compile(r"(?<!từ )(?<!tháng )(?<!\w)đầu (?:năm|kỳ|quý|nhiệm kỳ),? (?:có|là)\s*$")


# "đã báo cáo là 5 buổi, nay đính chính 7 buổi", "không phải 20 tấm mà là 26 tấm"
_WITHDRAWN = re.compile(
    r"(?<!\w)(?:(?:báo cáo|số liệu|biểu) (?:trước|cũ|lần trước|lần đầu)"
    r"|(?:đã |trước đây )báo cáo(?! lại)|đã báo"
    r"|ghi nhầm|nhầm là|không phải(?: là)?|điều chỉnh từ|sửa từ|thay cho)"
    r"(?:\s[^\s\d,;.()]+){0,4}\s*:?\s*$"
)
_WAS_WRONG = re.compile(
    r"[^;.,]{0,30}?(?:(?:,\s*)?(?:là |do |bị )?(?:nhầm|sai|chưa chính xác)(?!\w)"
    r"|\(\s*(?:báo cáo|số liệu|số) (?:cũ|trước))"
)


# Sample: “chỉ tiêu giao 45 buổi; Đảng bộ đã tổ chức 49”.
_THEN_DONE = re.compile(
    r"[,;]\s*(?:[^\s,;.()\d]+\s+){0,6}?(?:đã|kết quả|thực tế|thực hiện|đạt)(?!\w)(?! được giao)"
)


# "có 01 buổi nhưng báo cáo viên không lên được, hoãn sang quý III": not held
_CALLED_OFF = re.compile(
    r"[^;.\d]{0,120}?(?<!\w)(?:hoãn|lùi|dời|chuyển) sang (?:quý|tháng|kỳ|năm|tuần)"
    r"|[^;.]{0,80}?(?<!\w)(?:nhưng|song)(?!\w)[^;.\d]{0,60}?(?<!\w)(?:không|chưa)"
    r" (?:\w+ )?(?:được|tổ chức|thực hiện|diễn ra)(?!\w)"
)


def is_called_off(sentence: Sentence, number: Number) -> bool:
    """The sentence goes on to say that it didn't take place."""
    return bool(_CALLED_OFF.match(sentence.text, number.end))


def is_done(sentence: Sentence, number: Number) -> bool:
    """The number of the same kind before this one was planned; this one is what was done."""
    before = [n for n in sentence.numbers if n.end <= number.start]
    if not before or before[-1].percent != number.percent or sentence.bracket(number.start):
        return False
    return bool(_THEN_DONE.search(sentence.text, before[-1].end, number.phrase_start))


def is_withdrawn(sentence: Sentence, number: Number, near: str) -> bool:
    """A number that the report itself takes back."""
    return bool(_WITHDRAWN.search(near) or _WAS_WRONG.match(sentence.text, number.end))


def is_compared(sentence: Sentence, number: Number, near: str) -> bool:
    """A target or a former figure by the word just before it or before its bracket."""
    if not number.percent and (_SHARE_BEFORE.search(near) or _RATE_BEFORE.search(near)):
        return True
    if _TARGET_OPENS.match(sentence.text, (sentence.bracket(number.start) or (0, 0))[0]):
        return True
    start = sentence.segment(number.start)
    planned = _PLANNED.match(sentence.text, start) or _INTENDED.match(sentence.text, start)
    if planned and not _DONE.search(sentence.text, planned.end(), number.start):
        return True
    if _TARGET_BEFORE.search(near) or _THEN.search(near):
        return True
    bracket = sentence.bracket(number.start)
    if bracket is None or sentence.text[bracket[0] + 1 : number.phrase_start].strip():
        return False
    return bool(_OTHER_BEFORE.search(sentence.text, 0, bracket[0]))
