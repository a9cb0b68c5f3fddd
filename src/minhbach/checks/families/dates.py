"""NT: dates as written: impossible days, padding, weekdays, deadlines, backward ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from minhbach.checks.context import Checks, Context
from minhbach.model.finding import Finding

# as "31/4/2024"; a day and month alone are left: they may be a fraction
_DIGITS = re.compile(r"(?<![\d/.,-])(\d{1,2})([/.-])(\d{1,2})\2((?:19|20)\d{2})(?![\d/]|[.,-]\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2}) tháng (\d{1,2}) năm ((?:19|20)\d{2})(?!\d)")
_DAY = re.compile(r"ngày\s+$")
_DAY_MONTH = re.compile(r"(?<=ngày )(\d{1,2})/(\d{1,2})(?![\d/]|\.\d)")
# as in "thứ Hai, ngày 05/3/2024", "Thứ sáu (ngày 05/3/2024)"
_WEEKDAY = re.compile(
    r"\b([Tt]hứ (?:[Hh]ai|[Bb]a|[Tt]ư|[Nn]ăm|[Ss]áu|[Bb]ảy)|[Cc]hủ nhật),? \(?(?:ngày )?"
    r"(\d{1,2})(?:/(\d{1,2})/(\d{4})| tháng (\d{1,2}) năm (\d{4}))"
)
_DAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
# "báo cáo … trước ngày 15/3/2024", "chậm nhất ngày 15 tháng 3 năm 2024"
_DEADLINE = re.compile(
    r"(?:chậm nhất(?: là)?|hạn chót(?: là)?|muộn nhất(?: là)?|"
    r"(?:gửi|báo cáo|hoàn thành|nộp|trình|đăng ký|xong)[^.;\n]{0,80}?trước) (?:vào )?ngày "
    r"(?:(\d{1,2})/(\d{1,2})/(\d{4})|(\d{1,2}) tháng (\d{1,2}) năm (\d{4}))"
)
_BEGIN_DEADLINES = tuple(
    "chậm hạn muộn gửi báo hoàn nộp trình đăng xong".split()  # noqa: SIM905 - first words of it
)
_PAST = re.compile(r"\b(?:đã|được|nếu|đối với|trường hợp|theo|do|từng|có hiệu lực|kể từ)\b")
# as in "từ ngày 15/3/2024 đến ngày 10/3/2024"
_RANGE = re.compile(
    r"[Tt]ừ(?: ngày)? (\d{1,2})/(\d{1,2})/(\d{4})"
    r" đến(?: hết)?(?: ngày)? (\d{1,2})/(\d{1,2})/(\d{4})"
)
_YEARS = re.compile(
    r"(?:giai đoạn|nhiệm kỳ|thời kỳ|các năm|năm học) ((?:19|20)\d{2})"
    r"\s?[-–]\s?((?:19|20)\d{2})(?!\d)"
)
_TIME = re.compile(r"(?<![\d/.,])(\d{1,2}) ?(?:giờ|h) ?(\d{2})(?: phút)?(?![\d%/])")
_QUARTER = re.compile(r"\b[Qq]uý (V|VI|[5-9])\b(?=\s*(?:/|-|năm)\s*\d{4})")
_MONTH = re.compile(r"\b[Tt]háng (1[3-9]|[2-9]\d)\s?/\s?(?:19|20)\d{2}(?!\d)")


def _date(day: str, month: str, year: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def impossible(context: Context) -> Iterator[Finding]:
    """NT-01: a day that the calendar lacks."""
    for found in context.at_numbers(_DIGITS):
        # as d/m/y only; "5.1.2024" may be the number of a section
        if found[2] != "." and _date(found[1], found[3], found[4]) is None:
            yield context.finding("NT-01", found.start(), found.end())
    for found in context.at_numbers(_WORDS):
        if _date(found[1], found[2], found[3]) is None:
            yield context.finding("NT-01", found.start(), found.end())
    for found in context.at_numbers(_DAY_MONTH):
        if _date(found[1], found[2], "2024") is None:
            yield context.finding("NT-01", found.start(), found.end())


def padding(context: Context) -> Iterator[Finding]:
    """NT-02: a day below 10 (or January, February) without its zero; NT-03: a zero too many."""
    for found in context.at_numbers(_DIGITS):
        day, sep, month, year = found.groups()
        if sep == "/" and _date(day, month, year):
            yield from _padded(context, found, found.start(), f"{{d}}/{{m}}/{year}")
    for found in context.at_numbers(_WORDS):
        day, month, year = found.groups()
        if not _date(day, month, year):
            continue
        before = _DAY.search(context.text, max(0, found.start() - 8), found.start())
        prefix = before[0] if before else ""
        form = f"{prefix}{{d}} tháng {{m}} năm {year}"
        yield from _padded(context, found, found.start() - len(prefix), form)


def _padded(context: Context, found: re.Match[str], start: int, form: str) -> Iterator[Finding]:
    """``start``: where the words to be replaced begin, with "ngày" where it stands."""
    day, month = found[1], found[3 if found.re is _DIGITS else 2]
    d, m = int(day), int(month)
    right = form.format(d=f"{d:02d}", m=f"{m:02d}" if m < 3 else str(m))
    short = (len(day) == 1) or (m < 3 and len(month) == 1)
    if short:
        yield context.finding("NT-02", start, found.end(), replacement=right)
    elif m >= 3 and month.startswith("0"):
        yield context.finding("NT-03", start, found.end(), replacement=right)


def weekday(context: Context) -> Iterator[Finding]:
    """NT-04: the weekday that the text names is not that date's."""
    for found in context.at_words(_WEEKDAY, "thứ", "chủ"):
        value = _date(found[2], found[3] or found[5], found[4] or found[6])
        if value is None:
            continue
        right = _DAYS[value.weekday()]
        if found[1].lower() != right.lower():
            yield context.finding("NT-04", found.start(), found.end(), right=right)


def deadline(context: Context) -> Iterator[Finding]:
    """NT-05: work asked for by a day before the document's own date."""
    own = context.date
    if own is None:
        return
    for found in context.at_words(_DEADLINE, *_BEGIN_DEADLINES):
        parts = found.group(1, 2, 3) if found[1] else found.group(4, 5, 6)
        value = _date(*parts)
        before = context.text[max(0, found.start() - 60) : found.end()].rsplit("\n", 1)[-1]
        if context.text[found.end() : found.end() + 1] in ("”", '"'):
            continue  # the words of another document
        if value and own - timedelta(days=400) < value < own and not _PAST.search(before):
            start = found.start(1) if found[1] else found.start(4)
            yield context.finding("NT-05", start, found.end(), own=f"{own:%d/%m/%Y}")


def backwards(context: Context) -> Iterator[Finding]:
    """NT-06: a range whose end lies before its start."""
    for found in context.at_words(_RANGE, "từ"):
        first, last = _date(*found.group(1, 2, 3)), _date(*found.group(4, 5, 6))
        if first and last and last < first:
            yield context.finding("NT-06", found.start(), found.end())
    for found in context.at_words(_YEARS, "giai", "nhiệm", "thời", "các", "năm"):
        if int(found[2]) < int(found[1]):
            yield context.finding("NT-06", found.start(), found.end())


def no_such_time(context: Context) -> Iterator[Finding]:
    """NT-08: 25 o'clock, minute 75, the fifth quarter, the thirteenth month."""
    for found in context.at_numbers(_TIME):
        if int(found[1]) > 24 or int(found[2]) > 59:
            before = context.text[max(0, found.start() - 12) : found.start()]
            if int(found[1]) <= 24 or not re.search(r"[\d.,]\s?$", before):
                yield context.finding("NT-08", found.start(), found.end())
    for pattern, word in ((_QUARTER, "quý"), (_MONTH, "tháng")):
        for found in context.at_words(pattern, word):
            yield context.finding("NT-08", found.start(), found.end())


CHECKS: Checks = (
    (("NT-01",), impossible),
    (("NT-02", "NT-03"), padding),
    (("NT-04",), weekday),
    (("NT-05",), deadline),
    (("NT-06",), backwards),
    (("NT-08",), no_such_time),
)
