"""The rows of an .xlsx sheet, quickly and strictly: no formula is computed, nothing is guessed."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from lxml import etree

from minhbach.errors import RefusedFile, UnreadableFile
from minhbach.readers.archive import MAX_MEMBER_BYTES, Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PERCENT = frozenset({"9", "10"})  # number formats of Excel itself that show a percentage
_DAYS = frozenset(str(n) for n in (*range(14, 23), *range(45, 48)))  # … that show a day or time
# "dd/mm/yyyy", "h:mm"; not the colours and texts of "[Red]0" and "\"ngày\" 0"
_DAY_LETTERS = re.compile(r"[dmyhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


class SheetCell(NamedTuple):
    """``kind``: "s" text in NFC, "n" number as Excel wrote it, "d" a day, "b" true or false, "e" an
    error of Excel, "f" a formula. ``percent``: shown as a percentage."""

    kind: str
    text: str
    percent: bool = False


_FORMULA, _INLINE = f"{_MAIN}f", f"{_MAIN}is"
Row = dict[int, SheetCell]  # column from 0 → its cell; empty cells are not there


class Workbook:
    """A checked package with its sheets by name."""

    def __init__(self, data: bytes, file: str) -> None:
        self._package, self._data, self.file = Package(data, file), data, file
        targets = {
            rel.get("Id"): rel.get("Target", "") for rel in self._xml("xl/_rels/workbook.xml.rels")
        }
        book = self._xml("xl/workbook.xml")
        self._sheets = {
            sheet.get("name", ""): targets.get(sheet.get(_REL), "")
            for sheet in book.iter(f"{_MAIN}sheet")
        }
        self._strings = self._shared() if "xl/sharedStrings.xml" in self._package else []
        self._looks = self._styles() if "xl/styles.xml" in self._package else {}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets, in their order."""
        return tuple(self._sheets)

    def _xml(self, name: str) -> etree._Element:
        if name not in self._package:
            raise UnreadableFile("template-not-ours", file=self.file)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        data = self._package.read(name)
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile("file-damaged", file=self.file) from error

    def _shared(self) -> list[str]:
        items = self._xml("xl/sharedStrings.xml").iter(f"{_MAIN}si")
        return [unicodedata.normalize("NFC", _runs(item)) for item in items]

    def _styles(self) -> dict[str, str]:
        """Number of a style → "percent" or "day"; the others are not there."""
        root = self._xml("xl/styles.xml")
        looks = dict.fromkeys(_PERCENT, "percent") | dict.fromkeys(_DAYS, "day")
        for own in root.iter(f"{_MAIN}numFmt"):
            code = _QUOTED.sub("", own.get("formatCode") or "")
            look = "percent" if "%" in code else "day" if _DAY_LETTERS.search(code) else ""
            looks[own.get("numFmtId") or ""] = look
        formats = root.find(f"{_MAIN}cellXfs")
        found = enumerate(formats if formats is not None else ())
        named = {str(at): looks.get(xf.get("numFmtId") or "", "") for at, xf in found}
        return {at: look for at, look in named.items() if look}

    def rows(self, name: str, columns: Collection[int]) -> Iterator[tuple[int, Row]]:
        """(number from 1, row) of each row of the sheet, with those of its cells that stand in
        ``columns`` and hold something. UnreadableFile when there is no such sheet."""
        target = self._sheets.get(name, "").removeprefix("/xl/").removeprefix("/")
        # Row by row, each thrown away behind us: a sheet is too long to stand in memory as a tree.
        for at, row in enumerate(self._stream(f"xl/{target}"), start=1):
            number, cells = row.get("r"), {}
            for place, cell in enumerate(row):
                named = cell.get("r")
                column = _column(named.rstrip("0123456789")) if named else place
                if column in columns and len(cell):
                    found = self._cell(cell)
                    if found is not None:
                        cells[column] = found
            yield int(number) if number and number.isdecimal() else at, cells

    def _stream(self, name: str) -> Iterator[etree._Element]:
        if name not in self._package:
            raise UnreadableFile("template-not-ours", file=self.file)
        with zipfile.ZipFile(io.BytesIO(self._data)) as archive, archive.open(name) as part:
            data = part.read(MAX_MEMBER_BYTES + 1)
        if len(data) > MAX_MEMBER_BYTES or b"<!DOCTYPE" in data[:4096]:
            raise RefusedFile("file-too-big-inside", file=self.file)
        rows = etree.iterparse(
            io.BytesIO(data),
            tag=f"{_MAIN}row",
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        try:
            for _event, row in rows:
                yield row
                parent = row.getparent()
                if parent is not None:
                    parent.clear()
        except etree.XMLSyntaxError as error:
            raise UnreadableFile("file-damaged", file=self.file) from error

    def _cell(self, cell: etree._Element) -> SheetCell | None:
        kind, text = cell.get("t", "n"), None
        for child in cell:
            if child.tag == _FORMULA:
                return SheetCell("f", child.text or "")
            text = _runs(child) if child.tag == _INLINE else child.text
        if text is None:
            return None
        if kind == "s":
            at = int(text) if text.isdecimal() else -1
            return SheetCell("s", self._strings[at]) if 0 <= at < len(self._strings) else None
        if kind == "n":
            look = self._looks.get(cell.get("s", ""))
            return SheetCell("d" if look == "day" else "n", text, look == "percent")
        if kind in ("b", "e", "d"):
            return SheetCell(kind, text)
        return SheetCell("s", unicodedata.normalize("NFC", text))


def _runs(item: etree._Element) -> str:
    """The text of a rich string without its phonetic readings."""
    return "".join(
        t.text or ""
        for t in item.iter(f"{_MAIN}t")
        if t.getparent() is None or t.getparent().tag != f"{_MAIN}rPh"  # type: ignore[union-attr]  # has a parent
    )


@cache
def _column(letters: str) -> int:
    """ "H" → 7."""
    column = 0
    for letter in letters[:3]:
        column = column * 26 + ord(letter) - 64
    return column - 1
