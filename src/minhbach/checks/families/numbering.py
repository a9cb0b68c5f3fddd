"""DM: numbers of headings, clauses and points: gaps, repeats, mixed styles, lone children."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding

# Decree 30/2020/NĐ-CP, annex I, II.6.d: points are named by the Vietnamese alphabet
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})")
_MARK = re.compile(
    r"(?P<article>Điều) (?P<n>\d{1,3})(?P<close1>[.:]?)$"
    r"|(?P<roman>[IVX]{1,6})(?P<close2>[.\-/)]*)$"
    r"|(?P<number>\d{1,2})(?P<close3>[.\-/)]+)$"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2})+)(?P<close4>\.?)$"
    r"|(?P<letter>[a-zđ])(?P<close5>[.\-/)]+)$"
)
_SKIPPED = ("recipient", "signature", "note", "other", "header", "addressee", "basis")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number taken apart: its kind, its place in the row, its close, the numbers above it."""

    kind: str
    number: int
    close: str
    above: str
    paragraph: Paragraph


def _roman(text: str) -> int:
    found = _ROMAN.fullmatch(text)
    if not found or not text:
        return 0
    ones = {
        "": 0,
        "I": 1,
        "II": 2,
        "III": 3,
        "IV": 4,
        "V": 5,
        "VI": 6,
        "VII": 7,
        "VIII": 8,
        "IX": 9,
    }
    return 10 * len(found[1]) + ones[found[2]]


def _mark(paragraph: Paragraph) -> _Mark | None:
    found = _MARK.match(paragraph.mark)
    if not found:
        return None
    if found["article"]:
        return _Mark("article", int(found["n"]), found["close1"], "", paragraph)
    if found["roman"]:
        return _Mark("roman", _roman(found["roman"]), found["close2"], "", paragraph)
    if found["number"]:
        kind = "bracket" if found["close3"].startswith(")") else "number"
        return _Mark(kind, int(found["number"]), found["close3"], "", paragraph)
    if found["deep"]:
        above, _, last = found["deep"].rpartition(".")
        return _Mark(f"deep{above.count('.')}", int(last), found["close4"], above, paragraph)
    at = _LETTERS.find(found["letter"])
    return _Mark("letter", at + 1 if at >= 0 else -1, found["close5"], found["letter"], paragraph)


def _marks(context: Context) -> list[_Mark]:
    """Marks of the body before the signature; text quoted from another document is left out."""
    found: list[_Mark] = []
    if "VBHN" in (context.doc.header.number or ""):
        return found  # keeps the numbers of what was repealed
    quoted = False
    for paragraph in context.doc.paragraphs(tables=False):
        if paragraph.role in ("signature", "annex") or paragraph.anchor[0] != "p":
            break
        quotes = _quoted_below(paragraph.text, quoted)
        if not quoted and paragraph.mark and paragraph.role not in _SKIPPED:
            mark = _mark(paragraph)
            if mark is not None:
                found.append(mark)
        quoted = quotes
    return found


def _quoted_below(text: str, quoted: bool) -> bool:
    """Whether what follows stands in quotation marks. Where they don't pair off the last one
    decides, since one forgotten inside a text opens nothing; a straight one does what is due."""
    opens, closes, straight = text.rfind("“"), text.rfind("”"), text.rfind('"')
    if straight > max(opens, closes):
        return quoted if text.count('"') % 2 == 0 else not quoted
    if text.count("“") == text.count("”"):
        return quoted
    return opens > closes


@dataclass(slots=True)
class _Row:
    kind: str
    last: _Mark
    count: int = 1


def order(context: Context) -> Iterator[Finding]:
    """DM-01 gaps, DM-02 repeats and steps back, DM-04 lone children, DM-05 a letter left out."""
    stack: list[_Row] = []
    ended: dict[str, int] = {}
    articles: _Mark | None = None
    for mark in _marks(context):
        if mark.number <= 0:
            continue
        if mark.kind == "article":
            if articles is not None:
                yield from _step(context, articles, mark)
            articles, stack = mark, []
            continue
        row = next((r for r in stack if r.kind == mark.kind), None)
        if row is None:
            stack.append(_Row(mark.kind, mark))
            continue
        while stack[-1] is not row:
            child = stack.pop()
            ended[child.kind] = child.last.number
            yield from _lone(context, child)
        if mark.number == 1 or (
            mark.above and mark.kind != "letter" and mark.above != row.last.above
        ):
            yield from _lone(context, row)
            row.last, row.count = mark, 1
            continue
        yield from _step(context, row.last, mark)
        row.last, row.count = mark, row.count + 1


def _step(context: Context, before: _Mark, mark: _Mark) -> Iterator[Finding]:
    if mark.number == before.number + 1:
        return
    expected = _shown(before, before.number + 1)
    start = mark.paragraph.start
    end = start + len(mark.paragraph.mark)
    values: dict[str, Any] = {
        "expected": expected,
        "before": before.paragraph.mark,
        "actual": mark.paragraph.mark,
    }
    if mark.number == before.number:
        yield context.finding("DM-02", start, end, **values)
    elif mark.number == before.number + 2 and mark.kind == "letter" and expected.startswith("đ"):
        yield context.finding("DM-05", start, end, **values)
    elif mark.number > before.number:
        between = context.text[before.paragraph.start : start]
        above = context.text[max(0, before.paragraph.start - 300) : before.paragraph.start]
        amends = "ửa đổi" in above  # "Sửa đổi điểm a, c": points of another text
        if mark.number - before.number <= 3 and expected not in between and not amends:
            yield context.finding("DM-01", start, end, **values)
    elif mark.number > 1:
        yield context.finding("DM-06", start, end, **values)


def _shown(mark: _Mark, number: int) -> str:
    text = mark.paragraph.mark
    if mark.kind == "letter":
        return (_LETTERS[number - 1] if number <= len(_LETTERS) else "?") + mark.close
    if mark.kind == "roman":
        ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
        return "X" * (number // 10) + ones[number % 10] + mark.close
    return re.sub(r"\d+(?=\D*$)", str(number), text)


def _lone(context: Context, row: _Row) -> Iterator[Finding]:
    if row.count == 1 and row.last.number == 1 and row.kind != "roman":
        start = row.last.paragraph.start
        yield context.finding("DM-04", start, start + len(row.last.paragraph.mark))


def styles(context: Context) -> Iterator[Finding]:
    """DM-03: "I." and "I-", "1." and "1/" in one document; DM-07: f, j, w, z as points."""
    closes: dict[str, Counter[str]] = {}
    marks = _marks(context)
    for mark in marks:
        if mark.kind in ("roman", "number", "letter") and mark.close:
            closes.setdefault(mark.kind, Counter())[mark.close] += 1
    for mark in marks:
        start = mark.paragraph.start
        end = start + len(mark.paragraph.mark)
        if mark.kind == "letter" and mark.number < 0:
            yield context.finding("DM-07", start, end)
        forms = closes.get(mark.kind)
        if forms is None or len(forms) < 2 or not mark.close:
            continue
        most, count = forms.most_common(1)[0]
        if mark.close != most and forms[mark.close] * 3 <= count:
            stem = mark.paragraph.mark[: -len(mark.close)]
            yield context.finding("DM-03", start, end, usual=stem + most)


CHECKS: Checks = (
    (("DM-01", "DM-02", "DM-04", "DM-05", "DM-06"), order),
    (("DM-03", "DM-07"), styles),
)
