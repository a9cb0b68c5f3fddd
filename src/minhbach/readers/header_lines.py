"""The lines of the header block and what each states: issuer, number, place and date, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from minhbach.model.notation import DocumentType, normalise_number
from minhbach.readers.addressees import ADDRESSEE
from minhbach.readers.drafts import Block, Draft, DraftTable
from minhbach.readers.markup import is_rule
from minhbach.readers.words import bare, folded, opens

# "Số: 12/KH-UBND", "Số 08-BC/CB", "Số:     /QĐ-UBND" (not numbered yet)
NUMBER = re.compile(
    r"(?:(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh|Lệnh)\s+)?"
    r"Số(?:\s*:\s*|\s*\.?\s*(?=[\d…._/-]))(?P<rest>.*)$",
    re.IGNORECASE,
)
_LONG = 230  # characters of a line that may be two columns
_NUMBER_SHAPE = re.compile(r"\d{1,6}[a-zA-Z]?(?:\s?[/–&.-]\s?\w+)+")
# "Đắk Lắk, ngày 18 tháng 11 năm 2025"; blanks stand for what is filled in by hand
DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^\d,]{1,60}),\s*)?[Nn]gày\s*(?P<day>\d{1,2})?[\s….]*"
    r"tháng\s*(?P<month>\d{1,2})?[\s….]*năm\s*(?P<year>\d{4})?"
)
# "SỞ Y TẾ Độc lập - Tự do - Hạnh phúc": two columns on one line; what stands before the motto
_MOTTO = re.compile(
    r"(?<=\S)\s+(?=CỘNG\s+HO[ÀA]\s+XÃ\s+HỘI|CỘNG\s+HÒA\s+XÃ\s+HỘI|Độc\s+lập\s*[-–—]\s*Tự\s+do"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM\s*$)"
)
_NAMES_THE_PARTY = ("ƯƠNG", "HÀNH", "CỦA", "QUỐC", "LẦN", "BỘ", "THÀNH LẬP", "VÀ")
# What follows the slogan in its line: "… Hạnh phúc Đắk Lắk, ngày 5 tháng 3 năm 2025"
_SLOGAN_END = re.compile(r"Hạnh\s+phúc[\s.,*_-]*(?=\S)", re.IGNORECASE)
_TYPIST = re.compile(r"[A-ZĐ]{1,4}\d{1,4}")  # "XV80", under the issuer in old papers
_ABOUT = re.compile(r"(?:V\s*/\s*v|Về việc|về việc|Vv)\b\s*:?\s*", re.IGNORECASE)


@dataclass(slots=True)
class Line:
    """A line of the header block; ``side``: left or right column, unknown for plain lines.

    ``cell``: row and column in the layout table.
    """

    text: str
    side: str
    draft: Draft
    bold: bool
    cell: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Reading:
    issuer: list[Line] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    about_cell: tuple[int, int] = (0, 0)
    number: str | None = None
    numbered: bool = False
    day: date | None = None
    place: str | None = None
    motto: str = ""
    kind: DocumentType | None = None
    subject: list[str] = field(default_factory=list)
    titled: bool = False  # the title of a form stands there, of no type that is known


def header_lines(blocks: list[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, DraftTable):
            block.role = "header"
            for cell in block.cells:
                side = "left" if cell.column == 1 and block.columns > 1 else "right"
                place = (cell.row, cell.column)
                lines.extend(
                    Line(d.text, side, d, d.covered("bold") > 0, place) for d in cell.lines
                )
        else:
            lines.extend(_split(block))
    for line in lines:
        line.draft.role = "header"
    return lines


def _split(draft: Draft) -> list[Line]:
    """The halves of a tabbed line: left and right; a plain line has no side."""
    parts = [part.strip() for part in re.split(r"\t+|\s{4,}", draft.text) if part.strip()]
    if len(parts) == 1:
        parts = _beside_motto(parts[0])
    if len(parts) < 2:
        return [Line(draft.text, "", draft, draft.covered("bold") > 0)]
    lines: list[Line] = []
    at = 0
    for number, part in enumerate(parts[:3]):
        at = draft.text.index(part, at)
        bold = draft.covered("bold", at) > at
        lines.append(Line(part, "left" if number == 0 else "right", draft, bold))
        at += len(part)
    return lines


def _beside_motto(text: str) -> list[str]:
    """The two columns of a line that lost the space between them, where the motto tells."""
    found = _MOTTO.search(text[:_LONG])
    if found is None:
        return [text]
    left, right = text[: found.start()], text[found.end() :]
    if right.startswith("ĐẢNG") and left.endswith(_NAMES_THE_PARTY):
        return [text]
    return [left, right] if left.isupper() else [text]


def classify(lines: list[Line], reading: Reading) -> None:
    """Give each line to the field that it states."""
    at = 0
    while at < len(lines):
        line = lines[at]
        used = _date(lines, at, reading)
        if used:
            at += used
            continue
        at += 1
        if _is_motto(line, reading) or is_rule(line.text) or _is_stamp(line.text):
            slogan = _SLOGAN_END.search(line.text)
            behind = line.text[slogan.end() :] if slogan else ""
            if DATE.match(behind):
                lines.insert(at, replace(line, text=behind))
            line.draft.role = "other" if is_rule(line.text) else "header"
            continue
        found = NUMBER.match(line.text)
        below = lines[at].text if at < len(lines) and lines[at].cell == line.cell else ""
        alone = line.text == "Số" and _NUMBER_SHAPE.fullmatch(below) is not None
        if (found or alone) and not reading.numbered:
            rest = (found["rest"] or "") if found else ""
            if _is_cut_number(rest, below):
                rest, at = rest + below, at + 1
            left = _number(rest, reading)
            if left:
                lines.insert(at, Line(left, "", line.draft, bold=False))
        elif line.side == "right" and not reading.about:
            continue
        elif reading.numbered:
            _about(line, reading)
        elif _may_name_issuer(line, first=not reading.issuer) and not reading.titled:
            reading.issuer.append(line)
        elif _names_a_form(line, reading):
            reading.titled = True


def _is_cut_number(rest: str, below: str) -> bool:
    """ "Số:" / "12/KH-SYT", "Số: 12/" / "KH-SYT", "Số: 12" / "/KH-SYT": one number on two lines."""
    cut = not rest or rest.endswith(("-", "/")) or below[:1] in ("/", "-")
    return bool(below) and cut and _NUMBER_SHAPE.fullmatch(rest + below) is not None


def _may_name_issuer(line: Line, *, first: bool) -> bool:
    """A line over the number; without a column to tell, only capitals that name a body."""
    if line.text.startswith("(") or _TYPIST.fullmatch(line.text):
        return False
    if line.side == "left":
        return True
    return line.text.isupper() and len(line.text) > 2 and (not first or opens(line.text, "bodies"))


def _names_a_form(line: Line, reading: Reading) -> bool:
    """A line of capitals across the page below the motto that names no body: "ĐƠN ĐĂNG KÝ"."""
    below = reading.motto == "state" and not (line.side or reading.issuer or reading.numbered)
    return below and line.text.isupper() and len(line.text.split()) > 1


def _is_motto(line: Line, reading: Reading) -> bool:
    text = bare(line.text)
    party = "DANG CONG SAN VIET NAM"
    for motto in folded("mottos"):
        if text.startswith(motto) or (len(text.split()) > 2 and text in motto):
            if party in (motto, text):
                reading.motto = reading.motto or "party"
            elif motto.startswith("DOAN"):
                reading.motto = reading.motto or "mass"
            elif not (line.side == "left" and text not in motto):
                reading.motto = reading.motto if reading.motto in ("mass", "party") else "state"
            return True
    if line.side == "right" and text in ("CONG SAN VIET NAM", "DANG CONG SAN", "VIET NAM"):
        reading.motto = reading.motto or "party"
        return True
    return False


def _is_stamp(text: str) -> bool:
    upper = bare(text).strip("()[]*-. ")
    return upper in folded("stamps") or upper.startswith(("DU THAO", "CONG BAO"))


def _number(rest: str, reading: Reading) -> str:
    """The number of "Số: …", with a subject ("V/v …") that may follow; what is left of the line."""
    reading.numbered = True
    about = _ABOUT.search(rest)
    if about and about.start() > 0:
        reading.about.append(rest[about.start() :].strip())
        rest = rest[: about.start()]
    shape = _NUMBER_SHAPE.match(rest.strip())
    if not shape:
        return ""
    reading.number = normalise_number(shape[0]).strip(".-/") or None
    return rest.strip()[shape.end() :].strip(" .,")


def _date(lines: list[Line], at: int, reading: Reading) -> int:
    """How many lines the place and date take from ``at``: a narrow column wraps them."""
    if reading.day is not None or not _may_open_date(lines, at):
        return 0
    text = ""
    for used in (1, 2, 3):
        if at + used > len(lines):
            break
        text = f"{text} {lines[at + used - 1].text}".strip()
        found = DATE.match(text)
        if found:
            told_of = text[found.end() :].lstrip(" ,")[:1].islower()  # "… 2011 của Chính phủ)"
            return 0 if told_of else _keep_date(found, reading, used)
    return 0


def _may_open_date(lines: list[Line], at: int) -> bool:
    """The line has the day, or a part of the place whose day stands on the next one."""
    if "ngày" in lines[at].text.lower():
        return True
    words_only = re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+){0,4}", lines[at].text)
    if not words_only or lines[at].text.isupper() or at + 1 >= len(lines):
        return False
    return lines[at + 1].side == lines[at].side and ", ngày" in lines[at + 1].text


def _keep_date(found: re.Match[str], reading: Reading, used: int) -> int:
    if found["place"]:
        reading.place = found["place"].strip()
    if found["day"] and found["month"] and found["year"]:
        try:
            reading.day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            reading.day = None
    return used


def _about(line: Line, reading: Reading) -> None:
    """Subject lines under the number of a letter."""
    if ADDRESSEE.match(line.text) or line.text.startswith("("):
        return
    if reading.about:
        goes_on = line.cell == reading.about_cell and line.side != "right"
    else:
        goes_on = _ABOUT.match(line.text) is not None
        goes_on = goes_on or (line.side == "left" and not line.text.isupper())
    if goes_on:
        reading.about.append(line.text)
        reading.about_cell = line.cell
        line.draft.role = "subject"
