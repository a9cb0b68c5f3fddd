"""Where the words of a Document stand in the runs of a Word file.

A paragraph as read has its spaces and characters mended and its automatic number in front; here
letters are compared without spaces, so that a range is found again whatever the spaces were.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from functools import cache

from lxml import etree

from minhbach.model.document import Paragraph
from minhbach.vi.legacy import to_unicode
from minhbach.vi.text import clean
from minhbach.writers.annotate_names import MC, W

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GONE = {W + "del", W + "moveFrom", W + "txbxContent", W + "pict", W + "drawing", W + "object"}
_SHOWN = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}


@dataclass(slots=True)
class _Letter:
    """A shown character: its text element and place in it; ``at`` -1 for a tab or break."""

    char: str
    run: etree._Element
    text: etree._Element
    at: int


@cache
def _mended(letter: str) -> str:
    """What reading makes of a letter with its marks; spaces go."""
    return "".join(clean(letter).split())


class Letters:
    """The shown characters of one Word paragraph, or of several that reading joined."""

    def __init__(self, elements: list[etree._Element]) -> None:
        self.elements = elements
        self.letters = [letter for element in elements for letter in _read(element)]
        self._squeeze()

    def _squeeze(self) -> None:
        """The text without spaces, in right characters, and for each the index of its letter."""
        chars: list[str] = []
        places: list[int] = []
        at = 0
        while at < len(self.letters):
            end = at + 1
            while end < len(self.letters) and "\u0300" <= self.letters[end].char <= "\u036f":
                end += 1
            first = self.letters[at].char
            if end == at + 1 and first.isascii():
                shown = first if not first.isspace() else ""
            else:
                shown = _mended("".join(letter.char for letter in self.letters[at:end]))
            for char in shown:
                chars.append(char)
                places.append(at)
            at = end
        self.text, self.places = "".join(chars), places

    def as_legacy(self, content: str) -> bool:
        """Text of a TCVN3 font: one code a letter, capitals drawn by the font. True where the
        content stands in it; the text is then the content's."""
        chars, places = [], []
        for at, letter in enumerate(self.letters):
            shown = to_unicode(letter.char, "tcvn3").lower()
            if shown and not shown.isspace():
                chars.append(shown)
                places.append(at)
        text = "".join(chars)
        at = text.find(content.lower())
        if at < 0 or len(text) != len(places):
            return False
        self.text, self.places = text[:at] + content + text[at + len(content) :], places
        return True

    def edge(self, place: int, *, after: bool) -> int:
        """The index of the letter at squeezed ``place``, or one behind the letter before it."""
        if after:
            index = self.places[place - 1] + 1 if place else 0
            while index < len(self.letters) and "\u0300" <= self.letters[index].char <= "\u036f":
                index += 1
            return index
        return self.places[place] if place < len(self.places) else len(self.letters)

    def split_at(self, edges: set[int]) -> None:
        """Runs cut so that each edge lies between two runs; from the right, so indexes hold."""
        for edge in sorted(edges, reverse=True):
            if 0 < edge < len(self.letters):
                before, after = self.letters[edge - 1], self.letters[edge]
                if before.run is after.run:
                    self._cut(edge, after)

    def _cut(self, edge: int, letter: _Letter) -> None:
        run, new = letter.run, etree.Element(W + "r", _attributes(letter.run))
        look = run.find(W + "rPr")
        if look is not None:
            new.append(deepcopy(look))
        run.addnext(new)
        moving = list(letter.text.itersiblings())
        text = letter.text
        if letter.at > 0:
            rest = etree.SubElement(new, W + "t")
            rest.text, text.text = (text.text or "")[letter.at :], (text.text or "")[: letter.at]
            rest.set(_SPACE, "preserve")
            text.set(_SPACE, "preserve")
        else:
            rest = text
            new.append(text)
        for element in moving:
            new.append(element)
        cut = letter.at if letter.at > 0 else 0
        for other in self.letters[edge:]:
            if other.text is text and rest is not text:
                other.text, other.at, other.run = rest, other.at - cut, new
            elif other.run is run:
                other.run = new
            else:
                break

    def runs(self, start: int, end: int) -> list[etree._Element]:
        found: list[etree._Element] = []
        for letter in self.letters[start:end]:
            if not found or found[-1] is not letter.run:
                found.append(letter.run)
        return found

    def run_before(self, at: int) -> etree._Element | None:
        return self.letters[at - 1].run if 0 < at <= len(self.letters) else None


def _attributes(run: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in run.attrib.items()}


def _read(paragraph: etree._Element) -> list[_Letter]:
    letters: list[_Letter] = []
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _GONE or element.tag == MC + "AlternateContent":
            continue
        if element.tag == W + "r":
            _read_run(element, letters)
        elif isinstance(element.tag, str):
            stack.extend(reversed(element))
    return letters


def _read_run(run: etree._Element, letters: list[_Letter]) -> None:
    look = run.find(W + "rPr")
    if look is not None and look.find(W + "vanish") is not None:
        return
    for child in run:
        if child.tag == W + "t":
            letters.extend(
                _Letter(char, run, child, at) for at, char in enumerate(child.text or "")
            )
        elif child.tag in _SHOWN:
            letters.append(_Letter(_SHOWN[child.tag], run, child, -1))


def letters_of(paragraph: Paragraph, elements: list[etree._Element]) -> Letters | None:
    """The Word paragraphs in which this one stands: by its number, else by its words."""
    content = squeezed(paragraph.content) or squeezed(paragraph.text)
    first, last = paragraph.source
    if 0 < first <= last <= len(elements):
        letters = Letters(elements[first - 1 : last])
        if content and content in letters.text:
            return letters
        if content and letters.as_legacy(content):
            return letters
    near = sorted(range(len(elements)), key=lambda at: abs(at - first + 1))
    for at in near[:400]:
        letters = Letters([elements[at]])
        if content and content in letters.text:
            return letters
    return None


def place_of(
    paragraph: Paragraph, letters: Letters, start: int, end: int
) -> tuple[int, int] | None:
    """Letters of the range, all of them for an empty one; None when it can't be found in them."""
    if end <= start:
        return (0, len(letters.letters))
    full, content = squeezed(paragraph.text), squeezed(paragraph.content)
    base = letters.text.find(full)
    if base < 0:
        base = letters.text.find(content) if content else -1
        if base < 0:
            return None
        base -= len(full) - len(content)
    a, b = start - paragraph.start, min(end - paragraph.start, len(paragraph.text))
    first = base + len(squeezed(paragraph.text[:a]))
    last = base + len(squeezed(paragraph.text[:b]))
    if last <= 0 or first < 0:
        return None  # an automatic number: it has no letters of its own
    quote = paragraph.text[a:b]
    low = letters.edge(first, after=quote[:1].isspace())
    high = letters.edge(last, after=not quote[-1:].isspace())
    return (low, high) if low < high else None


def squeezed(text: str) -> str:
    """The text without spaces."""
    return "".join(text.split())
