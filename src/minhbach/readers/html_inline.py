"""One paragraph of a page: its text with white space as a browser shows it, and its looks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from minhbach.model.document import Align, Span
from minhbach.readers.html_looks import HtmlLook
from minhbach.readers.raw import Place, RawParagraph
from minhbach.readers.symbols import at_height, shown_signs
from minhbach.vi import legacy
from minhbach.vi.text import clean

_WHITE = re.compile(r"[ \t\r\n\f]+")
_HEADINGS = {f"h{n}": f"heading {n}" for n in range(1, 7)}
# Bullets that Word writes as letters of a symbol font, at the front of a paragraph.
_SYMBOL_BULLETS = {
    "·": "•",
    "§": "▪",
    "Ø": "➢",
    "ü": "✓",
    "v": "❖",
    "q": "❑",
    "¨": "□",
    "\uf0b7": "•",
}
_MANY_LINES = 30
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings")


@dataclass(slots=True)
class _Piece:
    text: str
    look: HtmlLook


@dataclass(slots=True)
class ParagraphBuilder:
    """Collects the pieces of the open paragraph; ``close`` gives what it holds."""

    mark: str = ""
    level: int = 0
    found: dict[str, list[int]] = field(default_factory=dict)  # code → numbers of paragraphs
    encoding: legacy.Encoding | None = None  # of the page, where no font names one
    images: int = 0
    place: Place = "p"
    _pieces: list[_Piece] = field(default_factory=list)
    _tag: str = ""
    _style: str | None = None
    _align: Align = ""
    _outline: int | None = None
    _number: int = 0
    _blank: bool = False

    def open(self, element: etree._Element | None, look: HtmlLook) -> None:
        """A new block begins: its alignment and style hold until the next."""
        self._tag = element.tag if element is not None else ""
        self._style = _style_name(element)
        self._outline = int(self._tag[1]) if self._tag in _HEADINGS else None
        self._align = look.align

    def add(self, text: str, look: HtmlLook) -> None:
        shown = text if look.kept_spaces else _WHITE.sub(" ", text)
        if shown:
            self._pieces.append(_Piece(shown, look))

    def line_break(self) -> None:
        self._pieces.append(_Piece("\n", HtmlLook()))

    def image(self) -> None:
        self.images += 1

    def note(self, code: str) -> None:
        """Something of this kind happened in the paragraph that is open."""
        self.found.setdefault(code, []).append(self._number + 1)

    def close(self) -> list[RawParagraph]:
        """The paragraphs collected so far: two line breaks in a row part them."""
        pieces, self._pieces = self._pieces, []
        empty = self._tag == "p" and not any(piece.text.strip() for piece in pieces)
        if empty:
            self._tag, self._blank = "", True
            return []
        paragraphs = []
        for part in _parted(self._converted(pieces)):
            paragraph = self._paragraph(part)
            if paragraph is not None:
                paragraphs.append(paragraph)
        return paragraphs

    def _paragraph(self, pieces: list[_Piece]) -> RawParagraph | None:
        found = "" if self.mark else _word_mark(pieces)
        text, spans = _joined(_single_gap(pieces, found))
        if not text.strip():
            return None
        self._number += 1
        mark, level = self.mark, self.level
        self.mark, self.level = "", 0
        if mark:
            shift = len(mark) + 1
            text = f"{mark} {text}"
            spans = [_moved(span, shift) for span in spans]
        else:
            mark = found
        blank, self._blank = self._blank, False
        return RawParagraph(
            text=text,
            spans=spans,
            mark=mark if text.startswith(mark) else "",
            align=self._align,
            style=self._style,
            level=level,
            source=(self._number, self._number),
            alone=blank,
            place=self.place,
            outline=self._outline,
        )

    def _converted(self, pieces: list[_Piece]) -> list[_Piece]:
        """Neighbours of one look merged (VNI letters may lie across tags), then Unicode."""
        merged = [
            _Piece("".join(piece.text for piece in group), look)
            for look, group in groupby(pieces, key=lambda piece: piece.look)
        ]
        _collapse(merged)
        _symbol_bullet(merged)
        for piece in merged:
            piece.text = self._unicode(piece)
        return merged

    def _unicode(self, piece: _Piece) -> str:
        text, font = piece.text, piece.look.font
        encoding = legacy.encoding_of_font(font) or self.encoding
        if encoding:
            text = legacy.to_unicode(text, encoding, capitals=legacy.draws_capitals(font))
            if text != piece.text:
                self.note(f"legacy-{encoding}")
        text = shown_signs(clean(text))
        text = text.upper() if piece.look.capitals else text
        return at_height(text, piece.look.raised) if piece.look.raised else text


def _style_name(element: etree._Element | None) -> str | None:
    if element is None:
        return None
    if element.tag in _HEADINGS:
        return _HEADINGS[element.tag]
    names = (element.get("class") or "").split()
    return next((name for name in names if name.startswith("Mso")), None)


def _collapse(pieces: list[_Piece]) -> None:
    """One space where white space meets across tags; no-break spaces stay as many as they are."""
    open_space = True
    for piece in pieces:
        if piece.look.kept_spaces:
            open_space = False
        elif piece.text:
            if open_space and piece.text[0] == " ":
                piece.text = piece.text[1:]
            open_space = piece.text[-1:] in (" ", "\n") if piece.text else open_space


def _symbol_bullet(pieces: list[_Piece]) -> None:
    first = next((piece for piece in pieces if piece.text.strip()), None)
    if first is not None and (first.look.font or "").lower().startswith(_SYMBOL_FONTS):
        sign = first.text.strip()
        first.text = first.text.replace(sign, _SYMBOL_BULLETS.get(sign, sign))


def _word_mark(pieces: list[_Piece]) -> str:
    """The mark of a Word list in "filtered HTML": what stands before spaces of 7 points.

    >>> # 1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span>Mục đích
    """
    for index, piece in enumerate(pieces[:4]):
        if index and piece.look.size == 7.0 and not piece.text.strip():
            mark = "".join(p.text for p in pieces[:index]).strip()
            return mark if len(mark) <= 20 and "\n" not in mark else ""
    return ""


def _single_gap(pieces: list[_Piece], mark: str) -> list[_Piece]:
    """The spaces between a Word list's mark and its text made one."""
    if mark:
        for piece in pieces:
            if piece.look.size == 7.0 and not piece.text.strip():
                return [_Piece(" ", p.look) if p is piece else p for p in pieces]
    return pieces


def _parted(pieces: list[_Piece]) -> list[list[_Piece]]:
    """Pieces cut where two line breaks follow each other (white space between them aside).

    Where one block holds very many lines, each is a paragraph: old pages know no other ends.
    """
    many = sum(piece.text.count("\n") for piece in pieces) > _MANY_LINES
    parts: list[list[_Piece]] = [[]]
    breaks: list[_Piece] = []
    for piece in pieces:
        for line in re.split(r"(\n)", piece.text):
            if line == "\n":
                breaks.append(_Piece(line, piece.look))
            elif line.strip() or not breaks:
                if len(breaks) > 1 or (many and breaks):
                    parts.append([])
                elif breaks and parts[-1]:
                    parts[-1].extend(breaks)
                breaks = []
                parts[-1].append(_Piece(line, piece.look))
    return parts


def _joined(pieces: list[_Piece]) -> tuple[str, list[Span]]:
    """The text, without spaces at both ends of its lines, and its spans."""
    kept: list[_Piece] = []
    for piece in pieces:
        shown = piece.text
        if not kept or kept[-1].text[-1] == "\n":
            shown = shown.lstrip(" ")
        if shown.startswith("\n"):
            _trim_end(kept)
        if shown:
            kept.append(_Piece(shown, piece.look))
    _trim_end(kept)
    spans: list[Span] = []
    at = 0
    for look, group in groupby(kept, key=lambda piece: _shown_look(piece.look)):
        end = at + sum(len(piece.text) for piece in group)
        spans.append(Span(at, end, *look))
        at = end
    return "".join(piece.text for piece in kept), spans


def _trim_end(pieces: list[_Piece]) -> None:
    while pieces:
        pieces[-1].text = pieces[-1].text.rstrip(" ")
        if pieces[-1].text:
            return
        pieces.pop()


def _shown_look(look: HtmlLook) -> tuple[bool, bool, bool, str | None, float | None]:
    return look.bold, look.italic, look.underline, look.font, look.size


def _moved(span: Span, by: int) -> Span:
    return replace(span, start=span.start + by, end=span.end + by)
