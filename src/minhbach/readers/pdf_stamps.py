"""Signature fields: the stamp that they draw goes, a number or a day written by one stays.

Office systems write the number and the day of a signed paper as small signature fields over the
blanks of "Số:      /UBND-KT" and "ngày      tháng 01"; the stamp "Ký bởi: … Thời gian ký: …" is a
field too.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types
import pypdfium2.raw as pdf  # type: ignore[import-untyped]  # the same

from minhbach.readers.pdf_chars import WRITTEN, Char, PageContent, page_content
from minhbach.readers.pdf_lines import Stretch, rows_of

_MAX_ANNOTATIONS = 500
_MAX_WRITTEN = 40  # characters of a number, a day, a place and date
# "565", "01", "12a", "15/11/2024", "Quảng Ngãi, ngày 15 tháng 11 năm 2024", but not "08:15:24"
_WRITTEN = re.compile(r"(?!.*\d:\d\d)(?:\d|.*ngày\s+\d)", re.IGNORECASE)
_ALONE = 2.5  # of the size: the lines of one stamp are nearer

_Key = tuple[str, int, int]


def signed_content(document: pdfium.PdfDocument, number: int) -> tuple[PageContent, int]:
    """What a page draws, with the numbers and days that fields wrote, and its count of stamps."""
    page = document[number]
    try:
        content = page_content(page)
        fields = _signature_fields(page)
        if not fields or pdf.FPDFPage_Flatten(page, pdf.FLAT_NORMALDISPLAY) != 1:
            return content, fields
    finally:
        page.close()
    page = document[number]  # flattening shows only on a page that is loaded anew
    try:
        drawn = _added(content, page_content(page))
    finally:
        page.close()
    written = _written(drawn)
    content.chars = [char for char in content.chars if not _under(char, written)]
    content.chars.extend(_with_spaces(written))
    return content, fields - len({char.y for char in written})


def _signature_fields(page: pdfium.PdfPage) -> int:
    count = 0
    for index in range(min(pdf.FPDFPage_GetAnnotCount(page), _MAX_ANNOTATIONS)):
        annotation = pdf.FPDFPage_GetAnnot(page, index)
        if annotation:
            widget = pdf.FPDFAnnot_GetSubtype(annotation) == pdf.FPDF_ANNOT_WIDGET
            count += widget and _field_type(annotation) == "Sig"
            pdf.FPDFPage_CloseAnnot(annotation)
    return count


def _field_type(annotation: object) -> str:
    buffer = ctypes.create_string_buffer(16)
    place = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    size = pdf.FPDFAnnot_GetStringValue(annotation, b"FT", place, 16)
    return buffer.raw[: max(min(size, 16) - 2, 0)].decode("utf-16-le", "replace")


def _added(before: PageContent, after: PageContent) -> list[Char]:
    known = Counter(map(_key, before.chars))
    added = []
    for char in after.chars:
        key = _key(char)
        if known[key]:
            known[key] -= 1
        else:
            added.append(char)
    return added


def _key(char: Char) -> _Key:
    return char.text, round(char.x0), round(char.y)


def _written(drawn: list[Char]) -> list[Char]:
    """The characters of lines that stand alone and say a number or a day."""
    lines = [stretch for row in rows_of(drawn) for stretch in row]
    kept = [line for line in lines if _says_number(line) and _alone(line, lines)]
    return [char for char in drawn if any(_in(char, line) for line in kept)]


def _under(char: Char, written: list[Char]) -> bool:
    """A typed blank where the number now stands."""
    return char.text == " " and any(
        abs(char.y - other.y) < other.face.size / 2 and other.x0 < char.x1 and char.x0 < other.x1
        for other in written
    )


def _with_spaces(written: list[Char]) -> list[Char]:
    """The blank that a number was written into was wide: a space on both sides."""
    chars: list[Char] = []
    for char in written:
        char.index = WRITTEN
        before = Char(" ", char.x0 - 0.2, char.x0 - 0.1, char.y, char.face)
        after = Char(" ", char.x1 + 0.1, char.x1 + 0.2, char.y, char.face)
        last = chars[-2] if chars else None
        if last is not None and last.y == char.y and abs(char.x0 - last.x1) < 0.2 * char.face.size:
            chars[-1:] = [char, after]
        else:
            chars += [before, char, after]
    return chars


def _says_number(line: Stretch) -> bool:
    return len(line.text) <= _MAX_WRITTEN and _WRITTEN.match(line.text) is not None


def _alone(line: Stretch, lines: list[Stretch]) -> bool:
    return not any(
        other is not line
        and abs(other.y - line.y) < _ALONE * line.size
        and other.x0 < line.x1 + line.size
        and other.x1 > line.x0 - line.size
        for other in lines
    )


def _in(char: Char, line: Stretch) -> bool:
    return abs(char.y - line.y) < line.size / 2 and line.x0 - 1 <= char.x0 <= line.x1
