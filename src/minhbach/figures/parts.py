"""Which part of the report a block stands in: results, assessment, plans, proposals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from minhbach.figures.lists import words
from minhbach.figures.phrases import compiled, prepare
from minhbach.figures.times import find_periods, relation
from minhbach.model.document import Document, Paragraph, Table
from minhbach.model.period import Period

Part = Literal["results", "assessment", "plan", "proposal", "outside"]

_OUTSIDE = ("header", "kind", "subject", "addressee", "basis", "recipient", "signature", "other")
_MARK = re.compile(
    r"\s*(?:(?P<half>(?:Phần|PHẦN) (?:thứ|THỨ) \w+\s*[.:\-–]?|(?:Phần|PHẦN) [IVX\dABC]+\s*[.:\-–]?)"
    r"|(?P<capital>[A-HĐ])\s?[.)\-–/]+"
    r"|(?P<roman>[IVX]+)\s?[.)\-–]+|(?P<dotted>\d+(?:\.\d+)+)\.?|(?P<number>\d+)\s?[.)\-–]+"
    r"|(?P<letter>[a-zđ])\s?[.)]|(?P<dash>[-+*•–]))\s*"
)
_RANKS = {"half": -1, "capital": 0, "roman": 1, "number": 2, "dotted": 3, "letter": 4, "dash": 8}
_PROPOSAL = re.compile(
    r"(?:(?:các|những|một số|về|ý kiến)\s+)*(?:đề xuất|kiến nghị|đề nghị)"
    r"(?:\s?(?:,|và|-)\s?(?:đề xuất|kiến nghị|đề nghị))*"
    r"(?:\s(?:với|đối với|lên|cấp trên|của (?:chi bộ|đảng bộ|đơn vị|cơ quan)).*|\s?\(nếu có\))?"
)
_RESULT_HEAD = compiled(
    ["kết quả", "số liệu", "công tác", "tình hình", "đặc điểm", "hoạt động", "thực hiện nhiệm vụ",
     "đánh giá kết quả", "tổ chức thực hiện", "việc thực hiện", "biểu số liệu"]
)  # fmt: skip
_AHEAD = compiled(
    [
        "phương hướng",
        "thời gian tới",
        "(quý|tháng|kỳ|năm) (tới|sau)",
        "nhiệm vụ trọng tâm",
        "dự kiến",
    ]
)


# "Kiến nghị: 03 kiến nghị, đã giải quyết 02" counts, it proposes nothing
_COUNTED = re.compile(
    r":\s*(?:\w+\s){0,3}\d+\s*(?:\([^()]*\)\s*)?(?:kiến nghị|ý kiến|câu|lượt|[,;.]|$)"
)
# "TUYÊN TRUYỀN CHO NHÂN DÂN 16 BUỔI." in capitals: a sentence, no heading
_SAID = re.compile(r"\d.*[.;]$")
# "Ngoài nhiệm vụ chuyên môn, …": what follows is the programme's own again
_NOT_ONLY = re.compile(r"ngoài(?!\w)")
# Sample: “Công tác chuyên môn”, “Hỗ trợ người nộp thuế (chuyên môn)”.
_TRADE = re.compile(
    r"^(?:(?:kết quả|thực hiện|về|công tác|hoạt động|nhiệm vụ|việc)\s+){0,4}"
    r"(?:chuyên môn|nghiệp vụ)(?!\w)|\([^()]*(?:chuyên môn|nghiệp vụ)\)"
)
# under "Phương hướng quý II" a heading "Công tác tuyên truyền" still speaks of the plan
_DONE = compiled(["kết quả", "đã thực hiện", "số liệu"])


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or table with the part it stands in. ``heading``: the headings above it, the
    nearest last; ``timed``: the nearest that names a period; ``is_heading``: it only opens a
    part."""

    block: Paragraph | Table
    part: Part | None
    heading: str
    is_heading: bool = False
    timed: str = ""


def is_apart(low: str) -> bool:
    """A heading of the unit's trade, or of what is reported elsewhere."""
    if _NOT_ONLY.match(low):
        return False
    return bool(words("cues", "outside").search(low) or _TRADE.search(low))


def part_of(heading: str, own: Period | None) -> Part | None:  # noqa: PLR0911 - in order
    """The part that a heading opens; None when its words don't say."""
    low = prepare(_MARK.sub("", heading, count=1)).strip(" .:-–")
    if is_apart(low):
        return "outside"
    if _PROPOSAL.fullmatch(low):
        return "proposal"
    others = [m for m in find_periods(low) if relation(m, own) == "other"]
    if _RESULT_HEAD.match(low) and not _AHEAD.search(low):
        return "results"
    if words("sections", "plan").search(low):
        return "plan"
    if others and others[0].start <= 12 and len(low.split()) <= 8:
        return "plan"
    if words("sections", "assessment").match(low):
        return "assessment"
    if re.match(r"(?:đề xuất|đề nghị|kiến nghị(?=,| và| với| -))(?!\w)", low) and not re.search(
        "câu hỏi|tiếp nhận|trả lời|giải đáp", low
    ):
        return "proposal"
    if words("sections", "assessment").search(low):
        return "assessment"
    return "results" if words("sections", "results").search(low) else None


def pieces(doc: Document, own: Period | None) -> Iterator[Piece]:
    """Every block of the body with its part, in reading order."""
    stack: list[tuple[int, Part | None, str]] = []
    begun = False
    for block in doc.blocks:
        if isinstance(block, Table):
            if block.role == "content":
                begun = True
                yield Piece(block, _part(stack), _headings(stack), timed=_timed(stack))
            continue
        if block.role in _OUTSIDE or not any(c.isalnum() for c in block.text):
            continue
        if block.role == "closing" or prepare(block.text).startswith("trên đây là"):
            yield Piece(block, "proposal", "", is_heading=True)
            continue
        rank, label, whole = _label(block)
        if label:
            part = part_of(label, own)
            if part == "proposal" and not whole and _COUNTED.search(block.text):
                part = None
            if part == "plan" and whole and not begun and not _MARK.match(block.text):
                continue  # a line of the title that the reader didn't know as one
            if rank < 9 or part or whole:
                stack = [entry for entry in stack if entry[0] < rank]
                stack.append((rank, part, label))
        begun = begun or block.role != "preamble"
        heading = _headings(stack[:-1] if label and not whole and _is_light(label) else stack)
        yield Piece(block, _part(stack), heading, is_heading=whole, timed=_timed(stack))


def _part(stack: list[tuple[int, Part | None, str]]) -> Part | None:
    """The nearest heading that says its part; what stands under a plan, or under something that
    is set apart, stays there unless it says that it was done."""
    part: Part | None = None
    for _, named, label in stack:
        if part == "outside" or named is None:
            continue
        ahead = part == "plan" and named in ("results", "assessment")
        if ahead and not _DONE.match(prepare(label)):
            continue
        part = named
    return part


def _timed(stack: list[tuple[int, Part | None, str]]) -> str:
    """The nearest heading that names a period: "II. Sáu tháng đầu năm"."""
    for _, _, label in reversed(stack):
        if any(m.kind != "year" for m in find_periods(prepare(label))):
            return label
    return ""


def _headings(stack: list[tuple[int, Part | None, str]]) -> str:
    return stack[-1][2] if stack else ""


def _without_periods(text: str) -> str:
    """The text with every named period replaced by one letter."""
    low = prepare(text)
    for mention in reversed(find_periods(low)):
        text = f"{text[: mention.start]}x{text[mention.end :]}"
    return text


def _is_light(label: str) -> bool:
    """ "Tổ chức: 19 buổi" says no more than the heading above it."""
    rest = prepare(label).strip()
    while rest and (found := words("light", "before_head").match(rest)):
        rest = rest[found.end() :].strip(" ,")
    return not rest


def _label(paragraph: Paragraph) -> tuple[int, str, bool]:  # noqa: PLR0911 - in order
    """(rank, the heading or run-in heading, whether it is the whole paragraph)."""
    text = " ".join(paragraph.text.split())
    mark = _MARK.match(text) if not paragraph.mark else _MARK.match(paragraph.mark + " ")
    rank = _RANKS[mark.lastgroup] if mark and mark.lastgroup else 9
    content = paragraph.content.strip() if paragraph.mark else text[mark.end() if mark else 0 :]
    short = len(content.split()) <= 22
    if paragraph.role == "heading" and short:
        return min(rank, 1 if content.isupper() else 5), content, True
    if content.isupper() and short and len(content) > 3 and not _SAID.search(content):
        return min(rank, 1), content, True
    head, colon, rest = content.partition(":")
    whole = head.count("(") == head.count(")")  # not "03 buổi (lũy kế 10 tháng: 34 buổi)"
    if colon and whole and len(head.split()) <= 14 and not re.search(r"[.;]", head):
        return rank, head, not rest.strip()
    timeless = _without_periods(content)  # "Nhiệm vụ tháng 3", "Kết quả quý II/2025"
    bare = re.sub(r"\([^()]*\)", "", content)
    if rank < 8 and len(bare.split()) <= 14 and not re.search(r"[.;,]$|\d", timeless):
        return rank, content, True
    if len(content.split()) <= 10 and timeless[-1:].isalpha() and part_of(content, None):
        return min(rank, 6), content, True
    bold = sum(s.end - s.start for s in paragraph.spans if s.bold)
    if short and bold >= 0.9 * len(text) and not text.endswith("."):
        return min(rank, 5), content, True
    return rank, "", False
