"""CT: the lines of "Căn cứ" and the typography of numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding

_ORDER = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh", "Nghị quyết", "Nghị định", "Thông tư")
# "QD-UBND", "ND-CP", "Qđ-UBND": the type's letters mistyped
_TYPE = re.compile(
    r"(?<=\d/)(?:ND|QD|QĐ|NĐ|TTR|CTR|Nđ|Qđ|nđ|qđ)(?=-[A-ZĐ])|(?<=\d-)(?:QD|CTR|TTR)(?=/[A-ZĐ])"
)
_MISTYPED = ("nd", "qd", "qđ", "nđ", "ttr", "ctr")
_RIGHT = {"ND": "NĐ", "QD": "QĐ", "NĐ": "NĐ", "QĐ": "QĐ", "TTR": "TTr", "CTR": "CTr"}
# "30/2020/NĐ -CP", "12 /KH-UBND"
_SPACES = re.compile(r"\b\d{1,5}(?:/\d{4})? ?/ ?[A-ZĐ][A-Za-zĐ]{0,5} ?- ?[A-ZĐ]{2,}")
# "Điều 5 khoản 2": from large to small
_TURNED = re.compile(
    r"\bĐiều \d{1,3} khoản \d{1,2}\b(?!,? (?:và |Điều))|\bkhoản \d{1,2} điểm [a-zđ]\b(?! khoản)"
)


_NEXT = ("Căn cứ", "Theo", "Xét", "Thực hiện", "Trên cơ sở")


def _bases(context: Context) -> list[Paragraph]:
    if "VBHN" in (context.doc.header.number or ""):
        return []  # repeats the bases of each act that it holds
    found = [p for p in context.doc.paragraphs(tables=False) if p.role == "basis"]
    return [p for p in found if p.text.lstrip("-– ").startswith("Căn cứ")]


def ends(context: Context) -> Iterator[Finding]:
    """CT-20: each line of căn cứ ends with a semicolon, the last one with a full stop or comma."""
    bases = _bases(context)
    if len(bases) < 2 or context.doc.header.kind in (None, "cong-van"):
        return
    for paragraph in bases[:-1]:
        text = paragraph.text.rstrip()
        if not context.text[paragraph.end + 1 :].lstrip("-– ").startswith(_NEXT):
            continue  # a line that was cut: the basis runs on
        if text[-1] in ".,:" or text[-1].isalnum() or text[-1] == ")":
            start = paragraph.start + len(text) - 1
            right = text[-1] + ";" if text[-1].isalnum() or text[-1] == ")" else ";"
            yield context.finding("CT-20", start, start + 1, replacement=right)


def order(context: Context) -> Iterator[Finding]:
    """CT-21: a law after a decree, a decree after a circular."""
    highest = -1
    for paragraph in _bases(context):
        rest = re.sub(r"^(?:[-–] ?)?Căn cứ (?:các )?", "", paragraph.text)
        rank = next((at for at, kind in enumerate(_ORDER) if rest.startswith(kind)), None)
        if rank is None or (rest.startswith("Nghị quyết") and "QH" not in rest[:60]):
            continue
        if rank < highest:
            end = paragraph.start + min(len(paragraph.text), 80)
            yield context.finding("CT-21", paragraph.start, end, above=_ORDER[highest])
        highest = max(highest, rank)


def twice(context: Context) -> Iterator[Finding]:
    """CT-22: one document named twice among the căn cứ."""
    seen: dict[str, str] = {}
    places = {p.anchor for p in _bases(context)}
    for citation in context.citations:
        if (
            citation.anchor not in places
            or citation.cls not in ("numbered", "named-law")
            or citation.pinpoint
        ):
            continue
        # A law by name alone has no key of its own yet: its words stand in
        numbered = citation.cls == "numbered"
        key = citation.key.split("#")[0] if numbered else " ".join(citation.quote.split())
        paragraph = context.at(citation.start)
        if paragraph is None or not re.match(
            r"(?:[-–] ?)?Căn cứ (?:các )?$", paragraph.text[: citation.start - paragraph.start]
        ):
            continue
        if key in seen and seen[key] != citation.anchor:
            yield context.finding("CT-22", citation.start, citation.end)
        seen.setdefault(key, citation.anchor or "")


def letters(context: Context) -> Iterator[Finding]:
    """CT-23: ND-CP for NĐ-CP; CT-24: spaces inside a number."""
    for found in context.at_words(_TYPE, *_MISTYPED):
        right = _RIGHT.get(found[0].upper())
        if "No." in context.text[max(0, found.start() - 20) : found.start()]:
            continue  # an English text
        if right and right != found[0]:
            yield context.finding("CT-23", found.start(), found.end(), replacement=right)
    for found in context.at_numbers(_SPACES):
        if " " in found[0]:
            right = found[0].replace(" ", "")
            yield context.finding("CT-24", found.start(), found.end(), replacement=right)


def turned_pinpoints(context: Context) -> Iterator[Finding]:
    """CT-25: "Điều 5 khoản 2" for "khoản 2 Điều 5"."""
    for found in context.at_words(_TURNED, "điều", "khoản"):
        if re.search(
            r"(?:khoản|điểm) [^.;\n]{1,30}$",
            context.text[max(0, found.start() - 40) : found.start()],
        ):
            continue  # a list of places
        parts = re.split(r",? (?=khoản|điểm)", found[0])
        right = " ".join(reversed(parts))
        yield context.finding("CT-25", found.start(), found.end(), replacement=right)


CHECKS: Checks = (
    (("CT-20",), ends),
    (("CT-21",), order),
    (("CT-22",), twice),
    (("CT-23", "CT-24"), letters),
    (("CT-25",), turned_pinpoints),
)
