"""The runs of a paragraph: text as it shows, with its look; changes, fields, boxes handled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.ooxml.names import MC, VAL, M, W
from minhbach.readers.ooxml.styles import Look, Styles
from minhbach.vi import legacy
from minhbach.vi.text import clean

# Containers whose content shows as if it stood in the paragraph itself.
_THROUGH = {
    W + name
    for name in (
        "hyperlink",
        "smartTag",
        "customXml",
        "ins",
        "moveTo",
        "sdt",
        "sdtContent",
        "fldSimple",
        "dir",
        "bdo",
        "rubyBase",
        "ruby",
    )
}
_DROPPED = {W + "del", W + "moveFrom"}
_MATH = {M + "oMath", M + "oMathPara"}
_TEXT = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",  # ư in a TCVN3 font; goes with cleaning elsewhere
}
_BOXES = {W + "drawing", W + "pict", W + "object"}
# Symbol-font characters typed with Insert › Symbol.
_SYMBOLS = {
    "F0B7": "•",
    "F02D": "-",
    "F0B0": "°",
    "F0B1": "±",
    "F0B4": "×",
    "F0A3": "≤",
    "F0B3": "≥",
    "F0AE": "→",
    "F0E0": "→",
    "F0FC": "✓",
    "F0A7": "▪",
}


@dataclass(slots=True)
class Piece:
    text: str
    look: Look


@dataclass(slots=True)
class Runs:
    """What one paragraph gave. ``boxes``: the text boxes anchored in it."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs of one document and counts what was dropped or converted."""

    styles: Styles
    counts: dict[str, int] = field(default_factory=dict)
    _run_looks: dict[tuple[str | None, str | None], Look] = field(default_factory=dict)
    _field: list[bool] = field(default_factory=list)  # per open field: in its result yet?

    def read(self, paragraph: etree._Element, style: str | None) -> Runs:
        """The pieces of a ``w:p``, neighbours of the same look merged, legacy fonts converted."""
        runs = Runs()
        self._walk(paragraph, style, runs)
        runs.pieces = [piece for piece in self._converted(runs.pieces) if piece.text]
        return runs

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def _walk(self, parent: etree._Element, style: str | None, runs: Runs) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, style, runs)
            elif tag in _THROUGH:
                self._walk(child, style, runs)
            elif tag in _DROPPED:
                self._count("deleted-text-dropped")
            elif tag == MC + "AlternateContent":
                self._alternative(child, style, runs, inline=False)
            elif tag in _MATH:
                text = "".join(t.text or "" for t in child.iter(M + "t"))
                runs.pieces.append(Piece(text, self.styles.look(style)))

    def _alternative(
        self, element: etree._Element, style: str | None, runs: Runs, *, inline: bool
    ) -> None:
        """Choice or Fallback, never both: the first that holds a text box or runs."""
        for option in element.iterchildren(MC + "Choice", MC + "Fallback"):
            before = len(runs.boxes), len(runs.pieces)
            if inline:
                for child in option:
                    self._content(child, self.styles.look(style), style, runs)
            else:
                self._walk(option, style, runs)
            if (len(runs.boxes), len(runs.pieces)) != before:
                return

    def _run(self, run: etree._Element, style: str | None, runs: Runs) -> None:
        look = self._look(run.find(W + "rPr"), style)
        for child in run:
            self._content(child, look, style, runs)

    def _content(self, child: etree._Element, look: Look, style: str | None, runs: Runs) -> None:
        tag = child.tag
        if tag == W + "fldChar":
            self._field_mark(child.get(W + "fldCharType"))
        elif tag == MC + "AlternateContent":
            self._alternative(child, style, runs, inline=True)
        elif tag in _BOXES:
            runs.boxes.extend(_outer_boxes(child))
        elif self._field and not all(self._field):
            return  # an instruction, not what shows
        elif look.hidden:
            if tag == W + "t" and child.text:
                self._count("hidden-text-dropped")
        else:
            text = _shown_text(child)
            if text:
                runs.pieces.append(Piece(text, look))

    def _field_mark(self, kind: str | None) -> None:
        if kind == "begin":
            self._field.append(False)
        elif kind == "separate" and self._field:
            self._field[-1] = True
        elif kind == "end" and self._field:
            self._field.pop()

    def _look(self, rpr: etree._Element | None, style: str | None) -> Look:
        below = self.styles.look(style)
        if rpr is None:
            return below
        run_style = rpr.find(W + "rStyle")
        if run_style is not None:
            key = (style, run_style.get(VAL))
            if key not in self._run_looks:
                self._run_looks[key] = self.styles.run_style(key[1]).over(below)
            below = self._run_looks[key]
        return self.styles.read_look(rpr).over(below)

    def _converted(self, pieces: list[Piece]) -> list[Piece]:
        """Neighbours of one look merged (VNI letters may lie across runs), then Unicode."""
        merged: list[Piece] = []
        for piece in pieces:
            if merged and merged[-1].look == piece.look:
                merged[-1].text += piece.text
            else:
                merged.append(Piece(piece.text, piece.look))
        for piece in merged:
            encoding = legacy.encoding_of_font(piece.look.font)
            if encoding:
                capitals = legacy.draws_capitals(piece.look.font)
                text = legacy.to_unicode(piece.text, encoding, capitals=capitals)
                if text != piece.text:
                    self._count(f"legacy-{encoding}")
                piece.text = text
            piece.text = clean(piece.text)
        return merged


def _shown_text(child: etree._Element) -> str:
    tag = child.tag
    if tag == W + "t":
        return child.text or ""
    if tag == W + "br":
        return "\n" if child.get(W + "type") in (None, "textWrapping") else ""
    if tag == W + "sym":
        return _symbol(child)
    return _TEXT.get(tag, "")


def _symbol(child: etree._Element) -> str:
    code = (child.get(W + "char") or "").upper()
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        value = int(code, 16)
    except ValueError:
        return ""
    if 0xF020 <= value <= 0xF07E:
        value -= 0xF000  # symbol fonts keep ASCII at F000
    shows = 0x20 <= value < 0xD800 or 0xFB00 <= value <= 0x10FFFF
    return chr(value) if shows else ""


def _outer_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Text box contents below an element; one inside another comes with the outer one."""
    for child in element:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == MC + "AlternateContent":
            for option in child.iterchildren(MC + "Choice", MC + "Fallback"):
                found = list(_outer_boxes(option))
                if found:
                    yield from found
                    break
        else:
            yield from _outer_boxes(child)
