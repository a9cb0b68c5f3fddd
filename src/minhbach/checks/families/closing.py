"""ND, PD: the end of a document: last sentence, signing marks, signer, recipients."""

from __future__ import annotations

import re
from collections.abc import Iterator

from minhbach.checks.context import Checks, Context
from minhbach.model.document import Paragraph
from minhbach.model.finding import Finding

_DEGREE = re.compile(
    r"\b(?:GS|PGS|TS|ThS|CN|BS|KS|LS|CKI|CKII|NGƯT|NGND|Thạc sĩ|Tiến sĩ|Giáo sư)\b\.?"
)
_STATE_MARK = re.compile(r"(?:TM|KT|TL|TUQ|Q)\. \S")
_PARTY_MARK = re.compile(r"(?:T/M|K/T|T/L) \S|Q\. \S")
_ANY_MARK = re.compile(r"(?:TM|KT|TL|TUQ|T/M|K/T|T/L|TƯQ|T/U|T\.M|K\.T|T\.L)\b[.:/ ]*")
_CLOSES = (
    "Trên đây là",
    "Trong quá trình",
    "Đề nghị",
    "Yêu cầu",
    "Giao ",
    "Chánh Văn phòng",
    "Căn cứ nội dung",
)
_BODY_AFTER = re.compile(r"^(?:PHÓ )?BÍ THƯ (?:TỈNH|THÀNH|HUYỆN|ĐẢNG|CHI|QUẬN)")


_SIGN_BEHIND = re.compile(r"[.;]\s?[^\W_]{1,12}(?:[-/][^\W_]{1,6})?$")


def signing_marks(context: Context) -> Iterator[Finding]:
    """ND-07m, PD-07m: the form of the mark; ND-07k: KT. is followed by a deputy's title."""
    party = context.profile == "party"
    lines = [p for p in context.paragraphs if p.role == "signature" and p.text.strip()]
    for at, paragraph in enumerate(lines):
        text = paragraph.text.strip()
        found = _ANY_MARK.match(text)
        if not found or not text.isupper():
            continue
        right = _PARTY_MARK.match(text) if party else _STATE_MARK.match(text)
        if not right:
            yield context.on("PD-07m" if party else "ND-07m", paragraph)
        below = [line.text.strip() for line in lines[at + 1 : at + 4]]
        titles = [line for line in below if line.isupper()]
        if text.endswith((",", "-")):
            titles = titles[1:]  # the head's title runs on
        if (
            re.match(r"K\.?/?T", text)
            and titles
            and not any(line.startswith(("PHÓ", "THỨ")) for line in titles)
        ):
            yield context.on("ND-07k", paragraph, below=titles[0])


def signer(context: Context) -> Iterator[Finding]:
    """ND-07b, PD-07c: no degree before the name; PD-07d: the title without the body's name."""
    party = context.profile == "party"
    for paragraph in context.paragraphs:
        text = paragraph.text.strip()
        if paragraph.role != "signature" or text.isupper() or len(text) > 40:
            continue
        found = _DEGREE.match(text)
        if found:
            yield context.on("PD-07c" if party else "ND-07b", paragraph, degree=found[0])
    if party:
        for paragraph in context.parts.get("title", []):
            if _BODY_AFTER.match(paragraph.text.strip()):
                yield context.on("PD-07d", paragraph)


def recipients(context: Context) -> Iterator[Finding]:
    """ND-09c, PD-09c: stops at the line ends; ND-09d, PD-09d: the file copy."""
    party = context.profile == "party"
    lines = [p for p in context.parts.get("recipients", []) if p.text.strip()]
    if len(lines) < 2 or any(len(p.text) > 250 for p in lines) or not _has_dash(lines[0]):
        return
    # A line without its dash runs on from the one above: only the last of a group ends it
    ends = [
        p
        for p, below in zip(lines, [*lines[1:], None], strict=True)
        if below is None or _has_dash(below)
    ]
    yield from _stops(context, ends, party)
    opens = [p for p in lines if _has_dash(p)]
    copy = opens[-1].text.lstrip("-–+ ").strip()
    if not copy.startswith("Lưu"):
        if not any("Lưu" in p.text for p in lines):
            yield context.on("PD-09d" if party else "ND-09d", lines[-1])
    elif party and (copy.startswith("Lưu:") or "VT" in copy.split(",")[0]):
        yield context.on("PD-09d", opens[-1])
    elif not party and not re.match(r"Lưu: ?VT", copy):
        yield context.on("ND-09d", opens[-1])


def _has_dash(paragraph: Paragraph) -> bool:
    return paragraph.text.lstrip().startswith(("-", "–", "+"))


def _stops(context: Context, lines: list[Paragraph], party: bool) -> Iterator[Finding]:
    if party:
        early = context.rules_date is not None and context.rules_date.isoformat() < "2026-05-27"
        codes, stop = (
            ("PD-09c-36", "PD-09e-36") if early else ("PD-09c", "PD-09e"),
            "," if early else ";",
        )
    else:
        codes, stop = ("ND-09c", "ND-09e"), ";"
    for paragraph in lines[:-1]:
        text = paragraph.text.rstrip()
        wrong = text[-1] in ",;.:" and text[-1] != stop
        if wrong or text[-1].isalnum() or text[-1] == ")":
            start = paragraph.start + len(text) - 1
            right = stop if wrong else text[-1] + stop
            yield context.finding(codes[0], start, start + 1, replacement=right)
    text = lines[-1].text.rstrip()
    if _SIGN_BEHIND.search(text):
        return  # "- Lưu: VT, CN (2). Ha": the drafter's sign
    if text[-1] in ",;:" or (text[-1].isalnum() and "Lưu" in text):
        start = lines[-1].start + len(text) - 1
        right = "." if text[-1] in ",;:" else text[-1] + "."
        yield context.finding(codes[1], start, start + 1, replacement=right)


def as_above(context: Context) -> Iterator[Finding]:
    """ND-09f: with Kính gửi the first recipient is "Như trên"."""
    doc = context.doc
    lines = context.parts.get("recipients", [])
    if doc.header.kind != "cong-van" or not doc.header.addressees or not lines:
        return
    if not any("như trên" in p.text.lower() or "như kính gửi" in p.text.lower() for p in lines):
        yield context.on("ND-09f", lines[0])


def last_sentence(context: Context) -> Iterator[Finding]:
    """ND-37: "./." after the last sentence; PD-06d: a full stop alone in the Party."""
    last: Paragraph | None = None
    for paragraph in context.doc.paragraphs(tables=False):
        if paragraph.role in ("recipient", "signature"):
            break
        if paragraph.role in ("body", "item", "closing") and paragraph.text.strip():
            last = paragraph
    if last is None or context.doc.signatory is None:
        return
    text = last.text.rstrip()
    if context.profile == "party":
        if text.endswith("./."):
            start = last.start + len(text) - 3
            yield context.finding("PD-06d", start, start + 3, replacement=".")
    elif not text.endswith("/.") and last.text.startswith(_CLOSES):
        start = last.start + len(text) - 1
        right = "./." if text[-1] in ".;," else text[-1] + "./."
        yield context.finding("ND-37", start, start + 1, replacement=right)


CHECKS: Checks = (
    (("ND-07m", "PD-07m", "ND-07k"), signing_marks),
    (("ND-07b", "PD-07c", "PD-07d"), signer),
    (
        ("ND-09c", "ND-09e", "ND-09d", "PD-09c", "PD-09e", "PD-09c-36", "PD-09e-36", "PD-09d"),
        recipients,
    ),
    (("ND-09f",), as_above),
    (("ND-37", "PD-06d"), last_sentence),
)
