"""The runs of a paragraph: text as it shows, with its look; changes, fields, boxes handled."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.ooxml.fields import Fields
from minhbach.readers.ooxml.lifted import Run, texts_of
from minhbach.readers.ooxml.look import Look
from minhbach.readers.ooxml.math import formula
from minhbach.readers.ooxml.names import MC, VAL, M, W
from minhbach.readers.ooxml.plain import Format, Formats, Given
from minhbach.readers.ooxml.shapes import Shapes, read_shapes
from minhbach.readers.ooxml.styles import Styles
from minhbach.readers.symbols import at_height, shown_signs, symbol_font
from minhbach.vi import legacy
from minhbach.vi.text import clean

# Containers whose content shows as if it stood in the paragraph itself.
_THROUGH = {
    W + name
    for name in (
        "hyperlink",
        "smartTag",
        "customXml",
        "sdt",
        "sdtContent",
        "fldSimple",
        "dir",
        "bdo",
    )
}
_ADDED = {W + "ins": "inserted-text-kept", W + "moveTo": "moved-text-once"}
_DROPPED = {W + "del": "deleted-text-dropped", W + "moveFrom": "moved-text-once"}
_MATH = {M + "oMath", M + "oMathPara"}
_TEXT = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "cr": "\n",
    W + "br": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",  # ư in a TCVN3 font; goes with cleaning elsewhere
}
_BOXES = {W + "drawing", W + "pict", W + "object"}


@dataclass(slots=True)
class Piece:
    text: str
    look: Look


@dataclass(slots=True)
class Runs:
    """What one paragraph gave; ``shapes``: boxes, lines and pictures anchored in it."""

    pieces: list[Piece] = field(default_factory=list)
    shapes: Shapes = field(default_factory=Shapes)


@dataclass(slots=True)
class RunReader:
    """Reads paragraphs of one document and keeps where something was dropped or converted.

    ``at``: the number of the paragraph being read; ``found``: code → such numbers;
    ``comments``: id of a comment → the paragraph that it hangs on.
    """

    styles: Styles
    at: int = 0
    found: dict[str, list[int]] = field(default_factory=dict)
    comments: dict[str, int] = field(default_factory=dict)
    images: int = 0
    base: Look | None = None  # what a table style says of the runs in a cell
    fields: Fields = field(default_factory=Fields)
    _direct_looks: dict[tuple[Look, Look], Look] = field(default_factory=dict)
    _run_looks: dict[tuple[Look, str | None], Look] = field(default_factory=dict)
    _lifted_looks: dict[Look, dict[str, Look]] = field(default_factory=dict)
    _formats: dict[tuple[str | None, Look | None], Formats] = field(default_factory=dict)
    _shared: dict[tuple[object, ...], Format] = field(default_factory=dict)

    def read(self, paragraph: etree._Element, style: str | None) -> Runs:
        """The pieces of a ``w:p``, neighbours of the same look merged, legacy fonts converted."""
        runs = Runs()
        self._walk(paragraph, self.styles.look(style, self.base), runs)
        runs.pieces = [piece for piece in self._converted(runs.pieces) if piece.text]
        self.images += runs.shapes.images
        self.note("drawing-not-read", runs.shapes.unread)
        return runs

    def read_lifted(
        self, lifted: list[Run], looks: dict[str, etree._Element], style: str | None
    ) -> Runs:
        """The same of a plain paragraph whose runs were lifted out of the bytes."""
        runs = Runs()
        if self.fields.hide:
            return runs
        below = self.styles.look(style, self.base)
        known = self._lifted_looks.setdefault(below, {"": below})
        for own, text, content, _ in lifted:
            if not (text or content):
                continue
            look = known.get(own)
            if look is None:
                look = known[own] = self._look(looks[own], below)
            for part in (text,) if text else texts_of(content):
                self._text(part, look, runs)
        runs.pieces = [piece for piece in self._converted(runs.pieces) if piece.text]
        return runs

    def plain(
        self, lifted: list[Run], looks: dict[str, etree._Element], style: str | None
    ) -> Given | None:
        """Text and spans of a lifted paragraph at once; None when something in it needs care."""
        if self.fields.hide:
            return None
        key = (style, self.base)
        formats = self._formats.get(key)
        if formats is None:
            below = self.styles.look(style, self.base)
            formats = self._formats[key] = Formats(
                self._shared, lambda own: self._look(looks[own], below) if own else below
            )
        return formats.plain(lifted)

    def note(self, code: str, times: int = 1, at: int | None = None) -> None:
        """Keep that something of this kind happened, in the current paragraph unless told."""
        if times:
            self.found.setdefault(code, []).extend([at or self.at] * times)

    def _walk(self, parent: etree._Element, below: Look, runs: Runs) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, below, runs)
            elif tag in _THROUGH:
                self._walk(child, below, runs)
            elif tag in _ADDED:
                self._added(child, below, runs)
            elif tag in _DROPPED:
                if tag == W + "del" and child.find(f"{W}r") is not None:
                    self.note(_DROPPED[tag])
            elif tag == MC + "AlternateContent":
                self._alternative(child, below, runs, inline=False)
            elif tag in _MATH:
                runs.pieces.append(Piece(formula(child), below))

    def _added(self, element: etree._Element, below: Look, runs: Runs) -> None:
        """Inserted or moved here, not yet accepted: it stands in the text, and is noted."""
        before = len(runs.pieces)
        self._walk(element, below, runs)
        if len(runs.pieces) > before:
            self.note(_ADDED[element.tag])

    def _alternative(
        self, element: etree._Element, below: Look, runs: Runs, *, inline: bool
    ) -> None:
        """Choice or Fallback, never both: the first that holds a shape or runs."""
        shapes = runs.shapes
        for option in element.iterchildren(MC + "Choice", MC + "Fallback"):
            before = len(runs.pieces)
            runs.shapes = Shapes()
            if inline:
                for child in option:
                    self._content(child, below, runs)
            else:
                self._walk(option, below, runs)
            found, runs.shapes = runs.shapes, shapes
            if found or len(runs.pieces) != before:
                shapes.add(found)
                return

    def _run(self, run: etree._Element, below: Look, runs: Runs) -> None:
        rpr = run.find(W + "rPr")
        look = below if rpr is None else self._look(rpr, below)
        for child in run:
            self._content(child, look, runs)

    def _content(self, child: etree._Element, look: Look, runs: Runs) -> None:
        tag = child.tag
        if tag == W + "t":
            if not self.fields.hide:
                self._text(child.text or "", look, runs)
        elif tag == W + "rPr":
            return
        elif tag == W + "fldChar":
            self._text(self.fields.mark(child), look, runs)
        elif tag == MC + "AlternateContent":
            self._alternative(child, look, runs, inline=True)
        elif tag in _BOXES:
            read_shapes(child, runs.shapes)
        elif tag == W + "commentReference":
            self.comments.setdefault(child.get(W + "id") or "", self.at)
        elif not self.fields.hide:
            self._sign(child, look, runs)

    def _sign(self, child: etree._Element, look: Look, runs: Runs) -> None:
        tag = child.tag
        if tag == W + "sym":
            self._text(_symbol(child), look, runs)
        elif tag == W + "ruby":
            self._ruby(child, look, runs)
        elif tag in _TEXT:
            self._text(_TEXT[tag], look, runs)

    def _text(self, text: str, look: Look, runs: Runs) -> None:
        if not text:
            return
        if look.hidden:
            if text.strip():
                self.note("hidden-text-dropped")
            return
        if look.struck and text.strip():
            self.note("struck-text-kept")
        runs.pieces.append(Piece(text, look))

    def _ruby(self, ruby: etree._Element, look: Look, runs: Runs) -> None:
        """A word with its small gloss above: the gloss follows in brackets."""
        for name, brackets in (("rubyBase", ("", "")), ("rt", ("(", ")"))):
            part = ruby.find(W + name)
            if part is not None:
                self._text(brackets[0], look, runs)
                self._walk(part, look, runs)
                self._text(brackets[1], look, runs)

    def _look(self, rpr: etree._Element, below: Look) -> Look:
        run_style = rpr.find(W + "rStyle")
        if run_style is not None:
            key = (below, run_style.get(VAL))
            if key not in self._run_looks:
                self._run_looks[key] = self.styles.run_style(key[1]).toggled(below)
            below = self._run_looks[key]
        own = self.styles.read_look(rpr)
        look = self._direct_looks.get((own, below))
        if look is None:
            look = self._direct_looks[own, below] = own.over(below)
        return look

    def _converted(self, pieces: list[Piece]) -> list[Piece]:
        """Neighbours of one look merged (VNI letters may lie across runs), then Unicode."""
        merged: list[Piece] = []
        for piece in pieces:
            if merged and merged[-1].look == piece.look:
                merged[-1].text += piece.text
            else:
                merged.append(piece)
        for piece in merged:
            piece.text = clean(self._as_shown(piece.text, piece.look))
        return merged

    def _as_shown(self, text: str, look: Look) -> str:
        encoding = legacy.encoding_of_font(look.font)
        if encoding:
            capitals = legacy.draws_capitals(look.font)
            shown = legacy.to_unicode(text, encoding, capitals=capitals)
            if shown != text:
                self.note(f"legacy-{encoding}")
            text = shown
        elif symbol_font(look.font) or not text.isascii():
            text = shown_signs(text, look.font)
        if look.caps:
            text = _capitals(text)
        return at_height(text, look.raised) if look.raised else text


def _capitals(text: str) -> str:
    """Capitals letter by letter, so that nothing moves ("ß" stays)."""
    shown = text.upper()
    if len(shown) == len(text):
        return shown
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in text)


def _symbol(child: etree._Element) -> str:
    try:
        value = int(child.get(W + "char") or "", 16)
    except ValueError:
        return ""
    if not (0x20 <= value < 0xD800 or 0xE000 <= value <= 0x10FFFF):
        return ""
    font = child.get(W + "font")
    shown = shown_signs(chr(value), font if symbol_font(font) else None)
    return "•" if 0xE000 <= ord(shown[0]) <= 0xF8FF else shown
