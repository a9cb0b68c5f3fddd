"""The header block: issuer, number, place and date, type, subject, addressees.

It is read from the lines of a layout table, from tabbed lines or from plain lines; what does not
stand there stays None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from minhbach.model.document import Header
from minhbach.model.notation import DocumentType, normalise_number, parse_number, type_of_title
from minhbach.readers.drafts import Block, Draft, DraftTable
from minhbach.readers.issuer import issuer_of
from minhbach.readers.markup import is_rule
from minhbach.readers.words import bare, folded, opens

# "Số: 12/KH-UBND", "Số 08-BC/CB", "Số:     /QĐ-UBND" (not numbered yet)
_NUMBER = re.compile(
    r"(?:(?:Luật|Bộ luật|Nghị quyết|Pháp lệnh|Lệnh)\s+)?Số\s*[:.]?\s*(?P<rest>[\d…._\s/-].*)?$",
    re.IGNORECASE,
)
_NUMBER_SHAPE = re.compile(r"\d{1,6}[a-zA-Z]?(?:\s?[/–&.-]\s?\w+)+")
# "Đắk Lắk, ngày 18 tháng 11 năm 2025"; blanks stand for what is filled in by hand
_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^\d,]{1,60}),\s*)?[Nn]gày\s*(?P<day>\d{1,2})?[\s….]*"
    r"tháng\s*(?P<month>\d{1,2})?[\s….]*năm\s*(?P<year>\d{4})?"
)
_ABOUT = re.compile(r"(?:V\s*/\s*v|Về việc|về việc|Vv)\b\s*:?\s*", re.IGNORECASE)
_ADDRESSEE = re.compile(r"Kính (?:gửi|trình)\s*:?\s*", re.IGNORECASE)
_SPACED = re.compile(r"\b(?:[^\W\d_] ){2,}[^\W\d_]\b")
_ENACTED_WITH = re.compile(r"\(?\s*(?:Kèm theo|Ban hành kèm theo|Được)", re.IGNORECASE)
_CONCLUSION_OF = re.compile(
    r"(?:CỦA\s+(?:BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN CHẤP HÀNH[^,]{0,60})(?:\s*,\s*|\s+VÀ\s+|\s+))+"
    r"(?:(?:BỘ CHÍNH TRỊ|BAN BÍ THƯ)\s+)*",
    re.IGNORECASE,
)
_MAX_BLOCKS = 45
_LONG = 230  # characters: no line of the header block is longer


@dataclass(slots=True)
class Line:
    """A line of the header block; ``side``: left or right column, unknown for plain lines."""

    text: str
    side: str
    draft: Draft
    bold: bool


@dataclass(slots=True)
class Found:
    """``end``: index of the first block after the header block and title."""

    header: Header = Header()
    end: int = 0
    motto: str = ""
    has_title: bool = False
    complete: bool = False


@dataclass(slots=True)
class _Reading:
    issuer: list[Line] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    number: str | None = None
    numbered: bool = False
    day: date | None = None
    place: str | None = None
    motto: str = ""
    kind: DocumentType | None = None
    subject: list[str] = field(default_factory=list)


def find_header(blocks: list[Block]) -> Found:
    """Read the header block at the front of ``blocks``; roles are set on its drafts."""
    top = _top_end(blocks)
    reading = _Reading()
    lines = _header_lines(blocks[:top])
    _classify(lines, reading)
    end = _title(blocks, top, reading)
    end, addressees = _addressees(blocks, end)
    if reading.kind is None and not (reading.numbered or reading.motto or reading.day):
        return Found(end=end if addressees else 0, header=Header(addressees=addressees))
    return _found(reading, end, addressees)


def _found(reading: _Reading, end: int, addressees: tuple[str, ...]) -> Found:
    kind = reading.kind
    letter = kind is None and _is_letter(reading, bool(addressees))
    subject = " ".join(reading.subject) or None
    if kind is None and reading.about:
        subject = " ".join(reading.about)
    parent, issuer = issuer_of([(line.text, line.bold) for line in reading.issuer])
    name = "Công văn" if letter else (kind.name if kind else None)
    header = Header(
        kind="cong-van" if letter else (kind.slug if kind else None),
        kind_name=name,
        number=reading.number,
        date=reading.day,
        place=reading.place,
        issuer=issuer,
        parent_issuer=parent,
        subject=_tidy(subject, kind),
        addressees=addressees,
    )
    stated = bool(issuer or reading.numbered or reading.day)
    return Found(header, end, reading.motto, kind is not None, stated)


def _tidy(subject: str | None, kind: DocumentType | None) -> str | None:
    if not subject:
        return None
    text = " ".join(subject.split())
    if kind is not None and kind.slug == "ket-luan":
        shorter = _CONCLUSION_OF.sub("", text, count=1)
        text = shorter if shorter else text
    return text


def _is_letter(reading: _Reading, addressed: bool) -> bool:
    """An official letter: no type name; "V/v" under the number, or an addressee."""
    if reading.number is None:
        return bool(reading.numbered and (reading.about or addressed))
    notation = parse_number(reading.number)
    if notation is not None and notation.scheme == "party":
        return notation.type_code == "CV"
    return bool(reading.about) or addressed


def _top_end(blocks: list[Block]) -> int:
    """Index of the title or of the first block of the body."""
    for at, block in enumerate(blocks[:_MAX_BLOCKS]):
        if isinstance(block, DraftTable):
            if not _is_header_table(block):
                return at
            if _title_cell(block):
                return at + 1
        elif _title_of(block) or _opens_body(block, at):
            return at
    return min(len(blocks), _MAX_BLOCKS)


def _is_header_table(table: DraftTable) -> bool:
    if table.rows > 12 or len(table.text) > 1500:
        return False
    text = table.text
    upper = bare(text)
    if any(motto in upper for motto in folded("mottos")) or "DOC LAP" in upper:
        return True
    return any(_NUMBER.match(line.text) or _DATE.match(line.text) for line in table.lines())


def _title_of(draft: Draft) -> tuple[DocumentType, str] | None:
    """The type name on a line of capitals, also with spaced letters."""
    text = draft.text.rstrip(" .:")
    if not text.isupper() or len(text) > _LONG or "\t" in text:
        return None
    if _SPACED.search(text):
        text = re.sub(r"(?<=\w) (?=\w)", "", re.sub(r"\s{2,}", "\0", text)).replace("\0", " ")
        glued = {bare(t).replace(" ", ""): t for t in _type_names()}
        text = glued.get(bare(text).replace(" ", ""), draft.text)
    return type_of_title(text)


def _type_names() -> list[str]:
    from minhbach.model.notation import document_types

    return [kind.name.upper() for kind in document_types()]


def _title_cell(table: DraftTable) -> tuple[DocumentType, Draft] | None:
    for line in table.lines():
        found = _title_of(line)
        if found and not found[1]:
            return found[0], line
    return None


def _opens_body(draft: Draft, at: int) -> bool:
    text = draft.text
    if _ADDRESSEE.match(text) or opens(text, "basis"):
        return True
    if len(text) > _LONG or (draft.mark and draft.mark not in "-–*+" and len(draft.mark) < 12):
        return not _NUMBER.match(text)
    return False


def _header_lines(blocks: list[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, DraftTable):
            block.role = "header"
            for cell in block.cells:
                side = "left" if cell.column == 1 and block.columns > 1 else "right"
                lines.extend(Line(d.text, side, d, d.covered("bold") > 0) for d in cell.lines)
        else:
            lines.extend(_split(block))
    for line in lines:
        line.draft.role = "header"
    return lines


def _split(draft: Draft) -> list[Line]:
    """The halves of a tabbed line: left and right; a plain line has no side."""
    parts = [part.strip() for part in re.split(r"\t+|\s{4,}", draft.text) if part.strip()]
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


def _classify(lines: list[Line], reading: _Reading) -> None:
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
            line.draft.role = "other" if is_rule(line.text) else "header"
            continue
        found = _NUMBER.match(line.text)
        if found and not reading.numbered:
            rest = found["rest"] or ""
            cut = not rest or rest.endswith(("-", "/"))
            if cut and at < len(lines) and _NUMBER_SHAPE.fullmatch(rest + lines[at].text):
                rest, at = rest + lines[at].text, at + 1
            left = _number(rest, reading)
            if left:
                lines.insert(at, Line(left, "", line.draft, bold=False))
        elif line.side == "right" and not reading.about:
            continue
        elif reading.numbered:
            _about(line, reading)
        elif _may_name_issuer(line, first=not reading.issuer):
            reading.issuer.append(line)


def _may_name_issuer(line: Line, *, first: bool) -> bool:
    """A line over the number; without a column to tell, only capitals that name a body."""
    if line.text.startswith("("):
        return False
    if line.side == "left":
        return True
    return line.text.isupper() and len(line.text) > 2 and (not first or opens(line.text, "bodies"))


def _is_motto(line: Line, reading: _Reading) -> bool:
    text = bare(line.text)
    party = "DANG CONG SAN VIET NAM"
    for motto in folded("mottos"):
        if text.startswith(motto) or (len(text.split()) > 2 and text in motto):
            if motto == party or text == party:
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


def _number(rest: str, reading: _Reading) -> str:
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


def _date(lines: list[Line], at: int, reading: _Reading) -> int:
    """How many lines the place and date take from ``at``: a narrow column wraps them."""
    if reading.day is not None or "ngày" not in lines[at].text.lower():
        return 0
    text = ""
    for used in (1, 2, 3):
        if at + used > len(lines):
            break
        text = f"{text} {lines[at + used - 1].text}".strip()
        found = _DATE.search(text)
        if found and (found.start() == 0 or found["place"] is None):
            if found.start() > 0 and not text[: found.start()].strip(" ,").istitle():
                return 0
            return _keep_date(found, reading, used)
    return 0


def _keep_date(found: re.Match[str], reading: _Reading, used: int) -> int:
    if found["place"]:
        reading.place = found["place"].strip()
    if found["day"] and found["month"] and found["year"]:
        try:
            reading.day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            reading.day = None
    return used


def _about(line: Line, reading: _Reading) -> None:
    """Subject lines under the number of a letter."""
    if reading.about or _ABOUT.match(line.text):
        if line.side != "right":
            reading.about.append(line.text)
            line.draft.role = "subject"
    elif line.side == "left" and not line.text.isupper():
        reading.about.append(line.text)
        line.draft.role = "subject"


def _title(blocks: list[Block], at: int, reading: _Reading) -> int:
    """The type name at ``at`` and the subject under it; the index after both."""
    if at and at <= len(blocks) and isinstance(table := blocks[at - 1], DraftTable):
        cell = _title_cell(table)
        if cell:
            reading.kind = cell[0]
            lines = list(table.lines())
            below = lines[lines.index(cell[1]) + 1 :]
            reading.subject = [line.text for line in below if not is_rule(line.text)]
            cell[1].role = "kind"
            return at
    if at >= len(blocks) or not isinstance(draft := blocks[at], Draft):
        return at
    found = _title_of(draft)
    if not found:
        return at
    reading.kind, rest = found
    draft.role = "kind"
    if rest:
        reading.subject.append(rest)
    return _subject(blocks, at + 1, draft, reading)


def _subject(blocks: list[Block], at: int, title: Draft, reading: _Reading) -> int:
    while at < len(blocks) and isinstance(draft := blocks[at], Draft):
        if is_rule(draft.text):
            draft.role = "other"
            return at + 1
        if draft.place == "x" or _ENACTED_WITH.match(draft.text):
            draft.role = "other"
        elif _is_subject(draft, title, reading.subject):
            draft.role = "subject"
            reading.subject.append(draft.text)
        else:
            break
        at += 1
    return at


def _is_subject(draft: Draft, title: Draft, so_far: list[str]) -> bool:
    text = draft.text
    if opens(text, "basis") or opens(text, "preamble") or _ADDRESSEE.match(text):
        return False
    if draft.mark and draft.mark[0] not in "-–(" and not so_far:
        return False
    if draft.mark and so_far:
        return False
    if text.endswith((":", ";")) or len(text) > 600:
        return False
    if not so_far:
        return not (text.endswith(".") and len(text) > _LONG)
    if title.align == "center":
        return draft.align == "center" and not _is_authority(draft, so_far)
    if _is_authority(draft, so_far):
        return False
    return text.isupper() and so_far[-1].isupper() or (not draft.alone and not text.endswith("."))


def _is_authority(draft: Draft, so_far: list[str]) -> bool:
    """The line of the body that decides, between subject and basis: "CHÍNH PHỦ"."""
    if not draft.text.isupper():
        return False
    body = opens(draft.text, "bodies") or opens(draft.text, "titles")
    return body and (draft.bold or not so_far[-1].isupper())


def _addressees(blocks: list[Block], at: int) -> tuple[int, tuple[str, ...]]:
    """Kính gửi and the bodies it names, on its line, in items below it or in a table."""
    while at < len(blocks) and isinstance(rule := blocks[at], Draft) and is_rule(rule.text):
        rule.role = "other"
        at += 1
    earlier = _in_header_table(blocks[:at])
    if earlier:
        return at, earlier
    if at < len(blocks) and isinstance(table := blocks[at], DraftTable):
        lines = list(table.lines())
        if lines and _ADDRESSEE.match(lines[0].text):
            table.role = "layout"
            return at + 1, _named(lines)
        return at, ()
    drafts: list[Draft] = []
    while at < len(blocks) and isinstance(draft := blocks[at], Draft):
        first = not drafts
        if not (_ADDRESSEE.match(draft.text) if first else _is_address(draft, drafts)):
            break
        drafts.append(draft)
        at += 1
    return at, _named(drafts)


def _is_address(draft: Draft, drafts: list[Draft]) -> bool:
    if draft.mark and draft.mark in "-–+*•":
        return True
    return draft.soft and not drafts[-1].text.endswith(".")


def _in_header_table(blocks: list[Block]) -> tuple[str, ...]:
    for block in blocks:
        if isinstance(block, DraftTable) and block.role == "header":
            lines = list(block.lines())
            for number, line in enumerate(lines):
                if _ADDRESSEE.match(line.text):
                    return _named(lines[number:])
    return ()


def _named(drafts: list[Draft]) -> tuple[str, ...]:
    names: list[str] = []
    for draft in drafts:
        draft.role = "addressee"
        text = _ADDRESSEE.sub("", draft.text, count=1).strip()
        name = text.lstrip("-–+*• ").rstrip(" ;,.")
        if name:
            names.append(name)
    return tuple(names)
