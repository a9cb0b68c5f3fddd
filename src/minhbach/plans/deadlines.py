"""Deadlines and recurrences as they stand, and the day they name."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from minhbach.citations.folding import fold
from minhbach.model.plan import Recurrence

_IN_YEAR = r"(?:(?:\snăm\s|\s?/\s?)\d{4})?"
_EVERY = r"(?:hằng|hàng|mỗi)"
_NEXT = r"(?:\s(?:sau|tiếp\stheo|liền\skề|kế\stiếp))?"
_DAY = (
    r"(?:ngày\s)?\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{4})?"
    rf"|ngày\s\d{{1,2}}\s(?:tháng\s\d{{1,2}}{_IN_YEAR}"
    rf"|(?:của\s)?tháng\s(?:đầu|cuối)(?:\stiên)?\s(?:của\s)?(?:{_EVERY}\s)?quý{_NEXT}"
    rf"|(?:của\s)?(?:tháng|quý)\s(?:tiếp\stheo|\w+)"
    rf"|{_EVERY}\s(?:tháng|quý|năm))|ngày\s\d{{1,2}}"
)
_MONTH = rf"tháng\s\d{{1,2}}{_IN_YEAR}"
_QUARTER = rf"quý\s(?:i{{1,3}}|iv|[1-4])(?!\w){_IN_YEAR}"
_EACH = (
    rf"(?:\s{_EVERY}\s(?:ngày|tuần|tháng|quý|năm)|\scủa\stháng\s(?:sau|cuối\squý)"
    r"|(?<=tháng\scuối)\squý)?"
)
_POINT = rf"(?:{_DAY}|{_MONTH}|{_QUARTER}|năm\s\d{{4}}){_EACH}"
# "trước ngày 15/6 và ngày 15/12": both stand, neither is the day
_AND = rf"(?:\svà\s(?:trước\s)?(?:{_DAY}))?"
_COUNT = r"\d{1,3}\s(?:ngày|giờ|tuần|tháng)(?:\slàm\sviệc)?"
_SINCE = r"(?:(?:,?\skể)?\s(?:từ|sau)\s(?:ngày|khi)\s[^,.;()]{1,60})?"
_WEEKDAY = r"(?:\s(?:thứ\s\w+|chủ\snhật|ngày\s\d{1,2}))?"
_LATEST = r"(?:chậm nhất|muộn nhất)(?:\s(?:là|đến|vào|trước|trong))*"
# Such as: 6 tháng trước ngày 05/6, năm trước ngày 05/11; hằng quý (trước ngày 10 …)
_DATED = (
    r"(?:báo cáo\s)?(?:hằng\s|hàng\s|cả\s|tổng kết\s)?(?:0?[69] tháng|tháng|quý|năm)(?:\sđầu\snăm)?"
    rf"\s\(?trước\s(?:{_DAY})\)?"
)
# Such as: "trước ngày 15 tháng 12", "chậm nhất ngày 20/6/2026", "hoàn thành trong quý II/2026",
# or "trước 19h00’ hằng ngày", "02 lần/ngày (trước 9h00’ …)", "trong thời hạn 10 ngày kể từ …"
_IN_PROSE = re.compile(
    rf"(?:định kỳ\s)?{_DATED}(?:(?:[,;]|\svà)\s{_DATED})+"
    rf"|(?:(?:hoàn thành|xong|báo cáo|gửi)\s)?(?:{_LATEST}|trước)\s{_POINT}{_AND}"
    rf"|(?:chậm nhất|muộn nhất)(?:\s(?:là|sau|trong|vòng)){{0,2}}\s{_COUNT}{_SINCE}"
    r"|\d+\slần/ngày(?:\s\([^()]{0,40}\))?"
    rf"|trước\s\d{{1,2}}(?:h|g|:)\d{{0,2}}[’']?(?:(?:\s{_EVERY}\s\w+)|,?\s(?:{_DAY}))?"
    rf"|(?:hoàn thành|xong)\s(?:trong|vào|đến)\s{_POINT}"
    rf"|trong\s(?:{_MONTH}|{_QUARTER})"
    r"|trong\s(?:thời hạn|vòng|thời gian)\s\d+\s(?:ngày|tháng|giờ|tuần)(?:\slàm việc)?"
    r"(?:\s(?:kể\s)?từ\s(?:ngày|khi)\s[^,.;()]{1,40})?"
    rf"|(?:định kỳ\s)?(?:vào\s)?ngày\s\d{{1,2}}\s{_EVERY}\s(?:tháng|quý|năm)"
    rf"|(?<!phấn đấu )(?<!phấn đấu đến )(?:đến hết|hết|cuối)\s(?:{_MONTH}|{_QUARTER})"
    rf"|trước\s\d{{1,2}}\sgiờ(?:\s\d{{2}}(?:\sphút)?)?{_WEEKDAY}(?:\s{_EVERY}\s\w+)?"
)
# Where no day is named: "mỗi quý một lần", "02 lần/năm", "định kỳ 6 tháng", "cuối mỗi học kỳ"
_RHYTHMIC = re.compile(
    rf"cuối\s{_EVERY}\s(?:tháng|quý|năm học|năm|học kỳ|đợt)(?!\w)"
    rf"|{_EVERY}\s(?:tháng|quý|năm|6 tháng)\s(?:một|01|1)\slần(?!\w)"
    r"|(?<![\d.,])(?:0?[1-4]|một|hai)\slần\s?/\s?(?:tháng|quý|năm)(?!\w)"
    rf"|định kỳ\s(?:0?6 tháng|{_EVERY}\s(?:tháng|quý|năm))(?:(?:,|\svà)\s(?:{_EVERY}\s)?năm)?"
    r"(?:\s(?:một|01|1)\slần)?(?!\w)"
)
_OPENING = re.compile(
    rf"(?:định kỳ\s)?{_EVERY}\s(?:tháng|quý|năm)(?=[\s,(])"
    r"|6 tháng(?:,|\svà)\s(?:hằng |hàng )?năm"
)
# "hằng tháng, quý, năm", "định kỳ 6 tháng, hằng năm", "hàng quý và hàng năm"
_UNIT = r"(?:\d{1,2}\s|sáu\s|một\s|ba\s)?(?:tháng|quý|năm)(?!\s\d)"
_RHYTHM = re.compile(
    rf"(?:{_EVERY}|định kỳ|theo)\s(?:hằng\s|hàng\s|theo\s)?"
    rf"({_UNIT}(?:(?:,|\svà|\shoặc|\s?/)\s?(?:{_EVERY}\s|định kỳ\s)?{_UNIT})*)"
)
# "6 tháng/lần", "01 lần/quý", "mỗi năm một lần" stands under _RHYTHM
_TIMES = re.compile(
    r"(?<!\d)((?:\d{1,2}\s|sáu\s)?(?:tháng|quý|năm))\s?/\s?(?:0?1\s|một\s)?lần(?!\w)"
    r"|(?<!\d)(?:0?1|một)\slần\s?/\s?((?:\d{1,2}\s|sáu\s)?(?:tháng|quý|năm))(?!\w)"
)
# "02 lần/năm"; "kết quả 6 tháng, năm", "báo cáo quý, 6 tháng và cả năm"
_HALVES = re.compile(r"(?<!\d)(?:0?2|hai)\slần\s?/\s?năm(?!\w)")
_SERIES = re.compile(
    r"(?<!\w)(?:(tháng),\s)?(?:(quý)(?:\s\(trước[^()]{3,40}\))?,\s)?(?:0?6|sáu)\stháng(?:\sđầu\snăm)?"
    r"(?:\s\(?trước\sngày\s[\d/]{3,10}\)?)?(?:,|;|\svà)\s"
    r"(?:báo cáo\s)?(?:cả\s|hằng\s|hàng\s|một\s|01\s)?năm(?!\s\d)(?!\w)"
)
_ORDER: tuple[Recurrence, ...] = ("month", "quarter", "half-year", "year")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class Deadline:
    """``text`` as it stands; ``due``: the day or the last day of the period it names."""

    text: str
    due: date | None
    recurrence: Recurrence | None


def deadline_in(text: str) -> Deadline | None:
    """The deadline that a sentence states; None when it states none.

    >>> deadline_in("báo cáo kết quả về Sở Nội vụ trước ngày 16 tháng 12 năm 2025").due
    datetime.date(2025, 12, 16)
    """
    plain = re.sub(r"\s+", " ", text)
    folded = fold(plain)
    opening = _OPENING.match(folded)
    found = _IN_PROSE.search(folded)
    if found:
        words = _VERB.sub("", plain[found.start() : found.end()]).strip(" ,")
        due = due_of(words)
        recurrence = recurrence_of(words) or (recurrence_of(opening.group()) if opening else None)
        if recurrence is None and due is None:
            recurrence = recurrence_of(_clause(folded, found.start()))
        return Deadline(words, due, recurrence)
    if opening:
        return Deadline(plain[: opening.end()], None, recurrence_of(opening.group()))
    regular = _RHYTHMIC.search(folded)
    if regular:
        words = plain[regular.start() : regular.end()]
        return Deadline(words, None, recurrence_of(words))
    return None


_VERB = re.compile(
    r"^(?:báo cáo|gửi|(?:hoàn thành|xong)(?=\s(?:trước|chậm|muộn)))\s", re.IGNORECASE
)


def _clause(folded: str, at: int) -> str:
    """The words of the same sentence before a day without a year: "kết quả hằng quý … trước ngày
    20 tháng cuối quý"."""
    return re.split(r"[.;]\s", folded[:at])[-1]


def labelled(value: str) -> Deadline | None:
    """The deadline of a label or a column ("Hoàn thành trong năm 2025", "Thường xuyên")."""
    plain = re.split(r"\.\s(?=[A-ZĐÀ-Ỹ])", re.sub(r"\s+", " ", value).strip(" .;"))[0]
    if not re.search(r"\w", plain):
        return None
    year = re.fullmatch(r"(?:20)\d\d", plain)
    due = date(int(plain), 12, 31) if year else due_of(plain)
    return Deadline(plain, due, recurrence_of(plain))


def recurrences_in(text: str) -> tuple[Recurrence, ...]:
    """Every interval that the words name, from short to long.

    >>> recurrences_in("báo cáo công tác hằng tháng, quý, năm")
    ('month', 'quarter', 'year')
    """
    folded = fold(re.sub(r"\s+", " ", text))
    found: set[Recurrence] = set()
    for match in _TIMES.finditer(folded):
        name = _interval((match[1] or match[2]).strip())
        if name:
            found.add(name)
    for match in _RHYTHM.finditer(folded):
        for unit in re.findall(_UNIT, match[1]):
            name = _interval(unit)
            if name:
                found.add(name)
    if _HALVES.search(folded):
        found.add("half-year")
    for match in _SERIES.finditer(folded):
        shorter = {"tháng": "month", "quý": "quarter"}
        found |= {"half-year", "year", *(shorter[g] for g in match.groups() if g)}  # type: ignore[arg-type]  # names of the table
    return tuple(name for name in _ORDER if name in found)


def _interval(unit: str) -> Recurrence | None:
    count, _, name = unit.rpartition(" ")
    if name == "tháng":
        names: dict[str, Recurrence] = {
            "": "month",
            "1": "month",
            "01": "month",
            "một": "month",
            "3": "quarter",
            "03": "quarter",
            "ba": "quarter",
            "6": "half-year",
            "06": "half-year",
            "sáu": "half-year",
        }
        return names.get(count)
    if count:
        return None
    return "quarter" if name == "quý" else "year"


def recurrence_of(text: str) -> Recurrence | None:
    """The interval that the words name, of several the shortest; None for none or daily."""
    found = recurrences_in(text)
    return found[0] if found else None


def due_of(words: str) -> date | None:
    """The date, or the last day of the month, quarter or year; None without a year."""
    folded = fold(words)
    if _OPEN.search(folded):
        return None
    days = [*_NUMERIC.finditer(folded), *_WORDED.finditer(folded)]
    if len({match.groups() for match in days}) > 1 and _TWO_DAYS.search(folded):
        return None
    if days:
        last = max(days, key=lambda m: m.start())
        return _day(int(last[3]), int(last[2]), int(last[1]))
    periods = [*_MONTH_YEAR.finditer(folded), *_QUARTER_YEAR.finditer(folded)]
    if periods:
        return _period_end(max(periods, key=lambda m: m.start()))
    return _year_end(folded)


def _period_end(found: re.Match[str]) -> date | None:
    """The last day of a month or quarter that is named with its year."""
    if found.re is _QUARTER_YEAR:
        return _end(int(found[2]), 3 * (_ROMAN.get(found[1]) or int(found[1])))
    return _end(int(found[2] or found[4]), int(found[1] or found[3]))


# No day can be named: "từ tháng 11/2025 đến khi kết thúc", "từ năm 2026", "sau ngày 15/3/2026"
_OPEN = re.compile(
    r"tiếp theo|trở đi|thường xuyên|đến khi|cho đến khi|(?:^|\s)sau (?:khi|ngày|tháng)"
    r"|^(?:bắt đầu\s|kể\s)?từ\s(?!.{0,60}(?:đến|-|–|hết|trước))"
)


_TWO_DAYS = re.compile(r"trước\s.{1,40}\d\svà\s(?:trước\s|ngày\s)?\d")
# Not "tháng 11 - 12/2025"
_NUMERIC = re.compile(
    r"(?<!tháng )(?<!\d)(\d{1,2})(?:\s?/\s?|[.-])(\d{1,2})(?:\s?/\s?|[.-])(\d{4})"
)
_WORDED = re.compile(r"ngày\s(\d{1,2})\stháng\s(\d{1,2})(?:\snăm\s|/)(\d{4})")
_MONTH_YEAR = re.compile(r"tháng\s(\d{1,2})(?:\snăm\s|\s?/\s?)(\d{4})|(?<![\d/])(\d{1,2})/(\d{4})")
# "quý II/2026", "quý II, III năm 2026", "quý I - IV/2026"
_QUARTER_YEAR = re.compile(
    r"quý\s(?:(?:iv|i{1,3}|[1-4])\s?(?:,|-|–|và|đến)\s?)?(iv|i{1,3}|[1-4])(?:\snăm\s|\s?/\s?)(\d{4})"
)
_SMALLER = re.compile(r"(?:tháng|quý|ngày)\s\w+(?!\snăm)")
_WHOLE_YEAR = re.compile(r"(?:cuối|hết|trong|đến)\snăm")


def _year_end(folded: str) -> date | None:
    """The end of the year that is named, when nothing smaller without a year is named beside."""
    if _SMALLER.search(folded) and not _WHOLE_YEAR.search(folded):
        return None
    before = re.search(r"trước\snăm\s(\d{4})", folded)
    if before:
        return date(int(before[1]) - 1, 12, 31)
    # "năm 2025 - 2026", "các năm 2025, 2026": the last one
    spans = re.findall(r"năm\s(\d{4}(?:\s?[-–,]\s?\d{4}|\svà\s\d{4}){0,8})", folded)
    return date(int(spans[-1][-4:]), 12, 31) if spans else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None
