"""NT: the period and the kind that a document names for itself must agree from title to closing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding
from minhbach.vi.dates import find_periods

_CLOSING = re.compile(r"Trên đây là\s+(?:nội dung\s+|toàn bộ\s+)?")
# as in "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/3/2024 của …)"
_ANNEX = re.compile(
    r"[Kk]èm theo ([^\d\n]{2,40}?) số:?\s*(\d[^\s,]{3,30}),?\s*"
    r"(?:ngày (\d{1,2})(?:/| tháng )(\d{1,2})"
    r"(?:/| năm )(\d{4}))?"
)


def _closing(context: Context) -> Paragraph | None:
    for paragraph in reversed(context.paragraphs):
        if paragraph.text.startswith("Trên đây là"):
            return paragraph
    return None


def period_of_closing(context: Context) -> Iterator[Finding]:
    """NT-07: the title speaks of quý I, the closing sentence of quý II."""
    subject, closing = context.doc.header.subject, _closing(context)
    if not subject or closing is None:
        return
    titles = [found.name for found in find_periods(subject)]
    sentence = closing.text.split(". ")[0]
    ends = list(find_periods(sentence))
    if len(titles) != 1 or len(ends) != 1 or titles[0] == ends[0].name:
        return
    if len(titles[0]) != len(ends[0].name):
        return  # a month against a year: both can be right
    start = closing.start + ends[0].start
    yield context.finding("NT-07", start, closing.start + ends[0].end, title=subject[:120])


def kind_of_closing(context: Context) -> Iterator[Finding]:
    """NT-10: the closing sentence names another kind of document than the title."""
    kind, closing = context.doc.header.kind_name, _closing(context)
    if not kind or closing is None:
        return
    opened = _CLOSING.match(closing.text)
    if not opened:
        return
    rest = closing.text[opened.end() :]
    for other in (
        "Kế hoạch",
        "Báo cáo",
        "Hướng dẫn",
        "Thông báo",
        "Tờ trình",
        "Chương trình",
        "Đề án",
    ):
        if rest.lower().startswith(other.lower()) and not kind.startswith(other):
            start = closing.start + opened.end()
            yield context.finding("NT-10", start, start + len(other), kind=kind)


def annex_line(context: Context) -> Iterator[Finding]:
    """NT-09: an annex says that it belongs to the document, with another number or date."""
    header = context.doc.header
    if not header.number or header.date is None:
        return
    own = re.sub(r"\s", "", header.number)
    for paragraph in context.paragraphs:
        if "èm theo" not in paragraph.text[:40]:
            continue
        found = _ANNEX.search(paragraph.text)
        if not found or not header.kind_name or header.kind_name.lower() not in found[1].lower():
            continue
        number = found[2].strip("().;")
        if number.count("/") != own.count("/") or "…" in number or ".." in number:
            continue
        given = found.group(3, 4, 5)
        other_date = all(given) and tuple(map(int, given)) != (
            header.date.day,
            header.date.month,
            header.date.year,
        )
        if (number == own) == bool(other_date):
            start = paragraph.start + found.start(2)
            yield context.finding(
                "NT-09", start, paragraph.start + found.end(), own=f"{own}, {header.date:%d/%m/%Y}"
            )


CHECKS: Checks = (
    (("NT-07",), period_of_closing),
    (("NT-10",), kind_of_closing),
    (("NT-09",), annex_line),
)
