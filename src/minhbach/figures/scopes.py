"""What the words around a number say about it: plan, last year, share, running total …"""

from __future__ import annotations

import re
from dataclasses import dataclass

from minhbach.figures.compared import is_called_off, is_compared, is_done, is_withdrawn
from minhbach.figures.lists import words
from minhbach.figures.numbers import Number
from minhbach.figures.openings import is_dated, just_before, opening_time
from minhbach.figures.running import running_total
from minhbach.figures.sentence import Sentence, from_start, past_bracket, without_closed
from minhbach.figures.times import find_periods, relation
from minhbach.model.period import Period

_PER = re.compile(
    r"\s*+[^\s,.;:()]*\s*(?:/\s*(?:1 )?|(?:mỗi|một)\s)"
    r"(?:ngày|buổi|tháng|tuần|quý|người|chi bộ|lớp|lượt|đơn vị|xã|phường|thôn|khu phố|trường|điểm"
    r"|cơ sở|hộ|tổ|đội)(?!\w)"
)
_MEAN = re.compile(r"(?:bình quân|trung bình)(?: chung)?(?: (?:là|đạt))?\s*:?\s*$")
_FEW_WORDS = re.compile(r"(?:\s+[^\s,.;:()]+){0,2}\s*")
_ONE_EVENT = re.compile(
    r"(?<!\w)(?:hội nghị|buổi|cuộc|lớp|đợt)(?:\s+[^\s,.;]+){0,3}"
    r"\s+(?:này|đó|ấy|trên|nói trên)(?!\w)"
)
# "Hội nghị tuyên truyền ngày 12/8 có 80 người dự": of one of several
_DATED_EVENT = re.compile(
    r"(?<!\w)(?:hội nghị|buổi|cuộc)(?!\w)[^,;.\d]{0,60}ngày \d[\d/]*"
    r"[^,;.]{0,20}(?:có|với|thu hút)\s*$"
)
# "tính cả hội nghị này, quý II tổ chức 03 buổi": the number after it is the whole
_WITH_IT = re.compile(
    r"(?<!\w)(?:tính|kể|gồm) (?:cả|luôn)\s(?:[^\s,.;]+\s){1,5}(?:này|đó|ấy|trên)(?!\w)"
)
# what may stand between "Tổng cộng … 16 buổi" and "730 lượt người"
_JOINED = re.compile(r"[^;:()\d]*,\s*(?:(?:và|với|có|thu hút)\s+)*")
_TOTAL_OPENS = re.compile(r"(?:như vậy, )?(?:tổng cộng|tính chung|cộng chung|tổng số|cộng)(?!\w)")
_RESTATED = re.compile(r"(?:^\W*|(?<!\w))(?:trong|trong số|trong tổng số|cả|với)\s*$")
# "Sinh hoạt chuyên đề: Chi bộ 1: 01 buổi; …": one body's share in a list of bodies
_BODY = re.compile(
    r":\s*[-–+]?\s*(?:chi bộ|tổ đảng|tổ|đội|phòng|khoa|thôn|khu phố|phân xưởng|đảng ủy|đảng bộ|cụm)"
    r"\s[^:;,.()]{1,40}:\s*$"
)
# "giảm từ 40 lượt xuống còn 36", "tăng lên 45": what there is now
_NOW = re.compile(r"(?<!\w)(?:xuống còn|nay còn|hiện còn|tăng lên|nâng lên|lên)\s*$")
# "Toàn ngành in 30.000 tờ gấp, riêng Chi cục nhận 500": the first is not this unit's
_WIDER = re.compile(
    r"(?<!\w)(?:toàn (?:ngành|khối|hệ thống|quốc|tỉnh|huyện|thành phố)|cả nước)(?!\w)[^;]*$"
)
# "Theo báo cáo của Ban Tuyên giáo, toàn tỉnh …", "tỷ lệ của toàn tỉnh là 97%": another body's
_OTHERS = re.compile(r"\W*theo (?:báo cáo|số liệu|thống kê|tổng hợp) (?:chung )?của(?!\w)")
_OF_OTHERS = re.compile(
    r"(?<!\w)(?:của|trong) (?:toàn (?:tỉnh|huyện|ngành|quốc|khối|thành phố)|cả nước)[^,;]{0,12}$"
)
# "lần lượt là 45, 52 và 48": a list, no number of which is the whole
_IN_TURN = re.compile(r"(?<!\w)lần lượt(?!\w)[^;]*$")
_THIS_ALONE = re.compile(r"[^;]*[,;(]\s*(?:trong đó )?riêng\s[^;]*\d")
# "đang in 1.000 bản", "chuẩn bị phát hành 200 tờ": not done yet
_UNDONE = re.compile(r"(?<!\w)(?:đang|chuẩn bị|sắp|chờ|định)(?:\s[^\s\d,;.()]+){1,2}\s*$")
# "lũy kế từ năm 2020 đến nay", "từ đầu nhiệm kỳ": no running total of this year
_SINCE = re.compile(
    r"(?<!\w)(?:từ (?:đầu )?nhiệm kỳ"
    r"|từ (?:khi|ngày|lúc|đầu)(?! năm)(?:\s[^\s,;:.()]+){1,6}?\s(?:đến|tới) nay"
    r"|từ (?:đầu )?năm (?P<year>(?:19|20)\d\d)|trong giai đoạn|cả (?:giai đoạn|nhiệm kỳ))"
    r"(?!\w)[^;]*$"
)
_TO_MARK = re.compile(r"[^,;.:()\d]{0,60}(?:\d{1,2}(?!\d))?")
_BACK = re.compile(r"\s*(?:[^\s\d,.;:()]+\s+){0,4}(?:này|đó|nêu trên|nói trên|trên đây)(?!\w)")


@dataclass(frozen=True, slots=True)
class Scope:
    """``skip``: the number is no value of this period; ``own``: the period is named just before
    it or opens its part. The rest as in ``Candidate``."""

    skip: bool = False
    cumulative: bool = False
    unsure_cumulative: bool = False
    total: bool = False
    part: bool = False
    dated: bool = False
    restated: bool = False
    wider: bool = False
    own: bool = False
    of_body: bool = False


def scope(sentence: Sentence, number: Number, previous_end: int, own: Period | None) -> Scope:
    """Reads the cue words on both sides of a number. ``previous_end``: end of the number before."""
    text, here = sentence.text, number.phrase_start
    segment = sentence.segment(here)
    left = without_closed(sentence, segment, here)
    previous_end = past_bracket(sentence, previous_end, here)
    near = text[max(segment, previous_end) : here]
    since = text[max(previous_end, text.rfind(";", previous_end, here) + 1) : here]
    if _is_out(sentence, number, (left, near, since), own):
        return Scope(skip=True)
    named = just_before(near, own)
    running = None if named == "own" else running_total(sentence, left, near, segment, own)
    return Scope(
        cumulative=running == "yes",
        unsure_cumulative=running == "unsure",
        total=_is_total(sentence, left, near, previous_end),
        part=named != "own" and (sentence.part or bool(words("cues", "parts").search(left))),
        dated=(" thêm " not in near and is_dated(sentence, segment, near, own))
        or _month_after(sentence, number, own),
        wider=bool(_WIDER.search(left)),
        restated=bool(_RESTATED.search(near)) or bool(_BACK.match(text[number.end :])),
        own=named == "own" or opening_time(sentence, segment, own) == "own",
        of_body=bool(_BODY.search(left[-80:])),
    )


def _is_total(sentence: Sentence, left: str, near: str, previous_end: int) -> bool:
    """ "Tổng cộng có 16 buổi, 730 lượt người": the word governs what is only joined by a comma."""
    if words("cues", "total").search(near) or _WITH_IT.search(left):
        return True
    joined = _JOINED.fullmatch(near[-40:]) if len(near) < 40 else None
    return bool(joined and previous_end and _TOTAL_OPENS.match(sentence.text.lstrip(" -–+\t")))


def _is_out(  # noqa: PLR0911 - one reason a line
    sentence: Sentence, number: Number, before: tuple[str, str, str], own: Period | None
) -> bool:
    """``before``: the text of the segment, since the last number in it, since the last number."""
    left, near, since = before
    text = sentence.text
    start = sentence.segment(number.start)
    if number.start < sentence.skip_to:
        return True
    planned = words("cues", "plan").search(from_start(sentence, number))
    if (planned and not is_done(sentence, number)) or _UNDONE.search(near):
        return True
    told = any(n.end <= number.start for n in sentence.numbers)
    tail = (
        _PER.match(near) if told else None
    )  # "2 lượt mỗi ngày, tổng cộng …": the rate of the number before
    ratio = words("cues", "ratio").search(near, tail.end() if tail else 0)
    if number.percent and ratio and _MEAN.match(near, ratio.start()):
        ratio = None  # the mean of shares is the whole's share
    if ratio or words("cues", "former").search(since):
        return True
    if not _NOW.search(near) and (_ends_with("change", near) or _ends_with("rest", near)):
        return True
    if _PER.match(text, number.end) or _IN_TURN.search(left):
        return True
    if _OTHERS.match(text) or _OF_OTHERS.search(near) or _since_before(left, own):
        return True
    if _WIDER.search(left) and _THIS_ALONE.match(text, number.end):
        return True
    if (
        _breaks_down(sentence, number)
        or _ONE_EVENT.search(_WITH_IT.sub(" ", left))
        or _DATED_EVENT.search(near)
        or is_compared(sentence, number, near)
        or is_withdrawn(sentence, number, near)
        or is_called_off(sentence, number)
    ):
        return True
    return opening_time(sentence, start, own) == "other" or just_before(near, own) == "other"


def _month_after(sentence: Sentence, number: Number, own: Period | None) -> bool:
    """ "3 buổi tuyên truyền tháng 4, 2 buổi tháng 5": a month of the period behind the noun."""
    rest = _TO_MARK.match(sentence.text, number.end)
    return any(relation(m, own) == "within" for m in find_periods(rest[0] if rest else ""))


def _since_before(left: str, own: Period | None) -> bool:
    """A total since another year, the start of a term or of the unit."""
    since = _SINCE.search(left)
    return since is not None and not (own and since["year"] == str(own.year))


def _breaks_down(sentence: Sentence, number: Number) -> bool:
    """ "04 buổi (01 buổi chuyên đề, 03 buổi lồng ghép)": numbers that add up to the one before."""
    bracket = sentence.bracket(number.start)
    if bracket is None or number.percent:
        return False
    inside = [n for n in sentence.numbers if bracket[0] < n.start < bracket[1]]
    before = [n for n in sentence.numbers if bracket[0] - 40 < n.end <= bracket[0]]
    if len(inside) < 2 or not before or any(n.percent for n in inside):
        return False
    return sum(n.value for n in inside) == before[-1].value


def _ends_with(cue: str, near: str) -> bool:
    """A cue with at most two words between it and the number."""
    for found in words("cues", cue).finditer(near):
        if _FEW_WORDS.fullmatch(near, found.end()):
            return True
    return False
