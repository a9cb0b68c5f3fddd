"""The runs of an OpenDocument paragraph: text as it shows, with its look."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from minhbach.model.document import Span
from minhbach.readers.odt_styles import DRAW, OFFICE, TEXT, OdtLook, OdtStyles, whole
from minhbach.readers.symbols import at_height, shown_signs
from minhbach.vi import legacy
from minhbach.vi.text import clean

# Text that does not show in the paragraph itself.
_ASIDE = frozenset(
    [
        OFFICE + "annotation",
        OFFICE + "annotation-end",
        TEXT + "ruby-text",
        TEXT + "tracked-changes",
        TEXT + "hidden-text",
    ]
)
_MAX_SPACES = 500
_MAX_DEPTH = 100


@dataclass(slots=True)
class OdtRuns:
    """Reads paragraphs; collects notes, keeps where something was dropped or converted."""

    styles: OdtStyles
    at: int = 0  # the number of the paragraph being read
    found: dict[str, list[int]] = field(default_factory=dict)  # code → such numbers
    images: int = 0
    notes: list[tuple[str, etree._Element]] = field(default_factory=list)

    def read(
        self, paragraph: etree._Element, style: str | None
    ) -> tuple[str, list[Span], list[etree._Element]]:
        """The text, its spans, and the text boxes that hang on the paragraph."""
        pieces: list[tuple[str, OdtLook]] = []
        boxes: list[etree._Element] = []
        self._walk(paragraph, self.styles.look("paragraph", style), pieces, boxes, 0)
        text, spans = self._joined(pieces)
        return text, spans, boxes

    def deleted(self, changes: etree._Element) -> None:
        """Note the changes that the file still carries: deletions are out, insertions in."""
        for _ in changes.iter(TEXT + "deletion"):
            self._note_here("deleted-text-dropped")
        for _ in changes.iter(TEXT + "insertion"):
            self._note_here("inserted-text-kept")

    def _note_here(self, code: str) -> None:
        self.found.setdefault(code, []).append(self.at)

    def _walk(
        self,
        parent: etree._Element,
        look: OdtLook,
        pieces: list[tuple[str, OdtLook]],
        boxes: list[etree._Element],
        depth: int,
    ) -> None:
        self._add(parent.text, look, pieces)
        for child in parent:
            if depth < _MAX_DEPTH:
                self._child(child, look, pieces, boxes, depth + 1)
            self._add(child.tail, look, pieces)

    def _child(
        self,
        child: etree._Element,
        look: OdtLook,
        pieces: list[tuple[str, OdtLook]],
        boxes: list[etree._Element],
        depth: int,
    ) -> None:
        tag = child.tag
        if tag in _ASIDE:
            return
        if tag == TEXT + "span":
            own = self.styles.look("text", child.get(TEXT + "style-name")).over(look)
            self._walk(child, own, pieces, boxes, depth)
        elif tag == TEXT + "note":
            self._note(child, look, pieces)
        elif tag == TEXT + "s":
            pieces.append((" " * min(whole(child.get(TEXT + "c"), 1), _MAX_SPACES), look))
        elif tag == TEXT + "tab":
            pieces.append(("\t", look))
        elif tag == TEXT + "line-break":
            pieces.append(("\n", look))
        elif tag in (DRAW + "image", DRAW + "object", DRAW + "object-ole"):
            self.images += 1
        elif tag == DRAW + "text-box":
            boxes.append(child)
        elif str(tag).startswith(DRAW):
            self._drawing(child, boxes)
        else:
            self._walk(child, look, pieces, boxes, depth)

    def boxes_of(self, element: etree._Element) -> list[etree._Element]:
        """The text boxes of a frame or shape, once each."""
        boxes: list[etree._Element] = []
        self._drawing(element, boxes)
        return boxes

    def _drawing(self, element: etree._Element, boxes: list[etree._Element]) -> None:
        """A frame or shape: its text box, or the paragraphs inside a shape itself."""
        found = list(element.iter(DRAW + "text-box"))
        if found:
            boxes.extend(box for box in found if not _inside_another(box, element))
        elif element.find(".//" + TEXT + "p") is not None:
            boxes.append(element)
        elif element.find(".//" + DRAW + "image") is not None:
            self.images += 1

    def _note(self, note: etree._Element, look: OdtLook, pieces: list[tuple[str, OdtLook]]) -> None:
        citation = note.find(TEXT + "note-citation")
        mark = "".join(map(str, citation.itertext())) if citation is not None else ""
        pieces.append((at_height(mark, "superscript"), look))  # "12" with a raised "1" is no 121
        body = note.find(TEXT + "note-body")
        if body is not None:
            self.notes.append((mark, body))

    def _add(self, text: str | None, look: OdtLook, pieces: list[tuple[str, OdtLook]]) -> None:
        if not text:
            return
        if look.hidden:
            if text.strip():
                self._note_here("hidden-text-dropped")
            return
        # White space in the file is one space; more of it is written as text:s.
        shown = " ".join(text.split(" ")).replace("\n", " ").replace("\t", " ")
        while "  " in shown:
            shown = shown.replace("  ", " ")
        pieces.append((shown, look))

    def _joined(self, pieces: list[tuple[str, OdtLook]]) -> tuple[str, list[Span]]:
        merged: list[tuple[str, OdtLook]] = []
        for text, look in pieces:
            if merged and merged[-1][1] == look:
                merged[-1] = merged[-1][0] + text, look
            else:
                merged.append((text, look))
        out, spans = "", []
        for raw, look in merged:
            text = self._unicode(raw, look)
            if text:
                spans.append(_span(len(out), len(out) + len(text), look))
                out += text
        return out, spans

    def _unicode(self, raw: str, look: OdtLook) -> str:
        encoding = legacy.encoding_of_font(look.font)
        text = raw
        if encoding:
            capitals = legacy.draws_capitals(look.font)
            text = legacy.to_unicode(raw, encoding, capitals=capitals)
            if text != raw:
                self._note_here(f"legacy-{encoding}")
        text = shown_signs(clean(text))
        return text.upper() if look.capitals else text


def _inside_another(box: etree._Element, top: etree._Element) -> bool:
    for above in box.iterancestors():
        if above is top:
            return False
        if above.tag == DRAW + "text-box":
            return True
    return False


def _span(start: int, end: int, look: OdtLook) -> Span:
    return Span(
        start,
        end,
        bool(look.bold),
        bool(look.italic),
        bool(look.underline),
        look.font,
        look.size,
    )
