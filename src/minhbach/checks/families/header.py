"""TT, ND, PD: the words of the header block: motto, number, place and date, subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.checks.parts import MOTTO, key_of
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding
from minhbach.model.notation import parse_number, type_of_code
from minhbach.vi.text import fold_tone_placement

_NUMBER = re.compile(r"(?:Số|SỐ)\s*(?P<colon>:?)\s*(?P<number>\d+[a-z]?)?")
_SHOWN_NUMBER = re.compile(r"\d+[a-zA-Z]?\s*[/-]\s*\S.*$")
_MONTHS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})")
_SLASHED = re.compile(r"(?:ngày\s+)?(\d{1,2})/(\d{1,2})/(\d{4})\s*$")
_FREE_KINDS = ("cong-van",)
# types whose number may bear another code: a Quyết định that issues a Quy chế bears QĐ
_MISSING = (
    ("number", "số, ký hiệu", "number"),
    ("date", "ngày tháng", "date"),
    ("issuer", "cơ quan ban hành", "issuer"),
)


def missing(context: Context) -> Iterator[Finding]:
    """TT-01: parts of the header block that the document lacks."""
    header = context.doc.header
    if context.doc.format in ("pdf", "") or header.number is not None:
        return  # a scan, a composed document, or a header that stands in another form
    lacking = [
        (vi, en)
        for name, vi, en in _MISSING
        if getattr(header, name) is None and not _left_blank(context, name)
    ]
    if context.profile == "state" and MOTTO not in key_of(_top(context)):
        lacking.insert(0, ("Quốc hiệu", "the motto"))
    if lacking:
        yield context.whole(
            "TT-01",
            missing=", ".join(vi for vi, _ in lacking),
            missing_en=", ".join(en for _, en in lacking),
        )


def _left_blank(context: Context, name: str) -> bool:
    """The line stands, with room for what is filled in later, or in a form that wasn't read."""
    top = _top(context)
    if name == "issuer":
        lines = [line.strip() for line in top.splitlines() if line.strip()]
        return any(not line.strip("….") or line.isupper() for line in lines)
    return bool(re.search(r"\bSố\b" if name == "number" else r"ngày", top))


def _top(context: Context) -> str:
    """What stands above the type name; nothing where the document begins with it."""
    for paragraph in context.paragraphs[:40]:
        if paragraph.role in ("kind", "subject", "basis", "preamble", "heading", "body"):
            return context.text[: paragraph.start]
    return context.text[:800]


def mixed(context: Context) -> Iterator[Finding]:
    """TT-02: signs of the state layout beside signs of the Party's."""
    if context.doc.profile == "mixed":
        yield context.whole("TT-02", number=context.doc.header.number or "")


def motto(context: Context) -> Iterator[Finding]:
    """ND-01a, ND-01b: the words of the motto."""
    for code, part, words in (
        ("ND-01a", "motto", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ND-01b", "slogan", "Độc lập - Tự do - Hạnh phúc"),
    ):
        for paragraph in context.parts.get(part, []):
            text = " ".join(fold_tone_placement(paragraph.text).split())
            shown = text.rstrip(" -_*")
            if shown != words:
                dashes = re.sub("[–—−]", "-", shown) == words
                yield context.finding(
                    code,
                    paragraph.start,
                    paragraph.end,
                    severity="info" if dashes else None,
                    right=words,
                    actual=paragraph.text,
                )


def number(context: Context) -> Iterator[Finding]:
    """ND-03, PD-03: "Số: 05/KH-UBND", "Số 05-KH/TU"; ND-03t: the code is that of another type."""
    party = context.profile == "party"
    for paragraph in context.parts.get("number", [])[:1]:
        found = _NUMBER.match(paragraph.text.strip())
        if not found:
            continue
        if party and found["colon"]:
            yield context.on(
                "PD-03", paragraph, problem="thừa dấu hai chấm", problem_en="a colon too many"
            )
        elif not party and not found["colon"]:
            yield context.on(
                "ND-03",
                paragraph,
                problem="thiếu dấu hai chấm sau “Số”",
                problem_en="no colon after “Số”",
            )
        elif found["number"] and len(found["number"]) == 1 and found["number"].isdigit():
            yield context.on(
                "PD-03" if party else "ND-03",
                paragraph,
                problem="số dưới 10 thiếu số 0",
                problem_en="a number below 10 without its zero",
            )
        elif _spaced(paragraph.text):
            yield context.on(
                "PD-03" if party else "ND-03",
                paragraph,
                problem="có dấu cách trong số, ký hiệu",
                problem_en="spaces inside the number",
            )
        yield from _type_of_number(context, paragraph)


def _spaced(text: str) -> bool:
    """Spaces around the separators of the number; a gap left for the number is none."""
    shown = _SHOWN_NUMBER.search(text)
    return bool(shown and re.search(r"\d\s+[/-]|[/-]\s+\S", shown[0].split("  ")[0]))


def _type_of_number(context: Context, paragraph: Paragraph) -> Iterator[Finding]:
    header = context.doc.header
    notation = parse_number(header.number) if header.number else None
    if (
        notation is None
        or not header.kind_name
        or not notation.type_code
        or header.kind in _FREE_KINDS
    ):
        return
    kind = type_of_code(notation.type_code, notation.scheme)
    if kind is None or kind.name.startswith("Văn bản hợp nhất"):
        return
    own = [t.lower() for t in (header.kind_name, kind.name)]
    if own[0].startswith(own[1]) or own[1].startswith(own[0]):
        return
    if notation.scheme == "party" and {own[0], own[1]} == {"quy định", "quyết định"}:
        return  # one code for both in the Party
    yield context.on("ND-03t", paragraph, kind=header.kind_name, other=kind.name)


def place_and_date(context: Context) -> Iterator[Finding]:
    """ND-04, PD-04: "Hà Nội, ngày 05 tháng 3 năm 2024"."""
    code = "PD-04" if context.profile == "party" else "ND-04"
    for paragraph in context.parts.get("place_date", [])[:1]:
        text = paragraph.text.strip()
        found = _MONTHS.search(text)
        if found is None:
            continue
        day, month = found[1], found[2]
        right = f"ngày {int(day):02d} tháng {int(month):02d} năm {found[3]}"
        if int(month) > 2:
            right = f"ngày {int(day):02d} tháng {int(month)} năm {found[3]}"
        start = paragraph.start + paragraph.text.find(found[0])
        if " ".join(found[0].split()) != right and not (
            int(month) > 2 and len(month) == 2 and month[0] == "0" and len(day) == 2
        ):
            yield context.finding(
                code, start, start + len(found[0]), right=right, replacement=right
            )
        before = text[: text.find(found[0])].rstrip()
        if before and not before.endswith(","):
            yield context.on(code, paragraph, right=f"{before}, {right}")
        elif before and before[0].islower():
            yield context.on(code, paragraph, right=f"{before[0].upper()}{before[1:]} {right}")


def subject(context: Context) -> Iterator[Finding]:
    """ND-05d V/v of a letter; PD-05d none in the Party; PD-05b a Party subject in small letters."""
    header, party = context.doc.header, context.profile == "party"
    about = context.parts.get("about", [])
    if header.kind == "cong-van" and about:
        opens = about[0].text.lstrip().startswith("V/v")
        if party and opens:
            yield context.on("PD-05d", about[0])
        elif not party and not opens:
            yield context.on("ND-05d", about[0])
    if party and header.kind and header.kind != "cong-van":
        for paragraph in context.parts.get("subject", [])[:1]:
            first = paragraph.text.split(" ", 1)[0]
            if first.istitle() and first in (
                "Về",
                "Kết",
                "Tổ",
                "Thực",
                "Triển",
                "Công",
                "Tăng",
                "Tuyên",
                "Kiểm",
                "Đẩy",
                "Tiếp",
                "Lãnh",
            ):
                yield context.finding(
                    "PD-05b",
                    paragraph.start,
                    paragraph.start + len(first),
                    replacement=first.lower(),
                )


CHECKS: Checks = (
    (("TT-02",), mixed),
    (("TT-01",), missing),
    (("ND-01a", "ND-01b"), motto),
    (("ND-03", "PD-03", "ND-03t"), number),
    (("ND-04", "PD-04"), place_and_date),
    (("ND-05d", "PD-05d", "PD-05b"), subject),
)
