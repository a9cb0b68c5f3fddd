"""What a PDF page draws: characters with place and font, and straight rules. Nothing understood.

Coordinates are points from the top left corner of the page as it is read: pages whose text runs
up or down (landscape tables) are turned first.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped]  # the package ships no types
import pypdfium2.raw as pdf  # type: ignore[import-untyped]  # the same

MAX_CHARS = 60_000  # of one page; a dense page of small print has 8,000
MAX_OBJECTS = 40_000  # of one page: drawings beyond that hold no tables
WRITTEN = -1  # index of characters that a signature field wrote over a blank
_MAX_NESTING = 4  # forms inside forms
_UNMAPPED = "\ufffd"
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|,b", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|,i|,bi", re.IGNORECASE)
_CUT = re.compile(r"(?:-?(?:Bold|Italic|Oblique|Regular|MT))+$")
_THIN = 2.5  # points: a filled box that thin is a rule
_MIN_RULE = 6.0
_COVERED = 0.7  # of the page's area
_INVISIBLE = 3  # text render mode of OCR layers
_FILL_AND_STROKE = 2  # a way to print bold
_HEAVY = 650  # font weight of bold type
_HYPHEN = 0x2D


def _quick(function: object, *arguments: type, result: type = ctypes.c_int) -> Callable[..., Any]:
    """The same function of pdfium with plain numbers for handles and places: they run for
    every character or font, and converting their arguments took half of a page's time."""
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]  # a function
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_handle, _index = ctypes.c_void_p, ctypes.c_int
_unicode_of = _quick(pdf.FPDFText_GetUnicode, _handle, _index, result=ctypes.c_uint)
_is_generated = _quick(pdf.FPDFText_IsGenerated, _handle, _index)
_origin_of = _quick(pdf.FPDFText_GetCharOrigin, _handle, _index, _handle, _handle)
_box_of = _quick(pdf.FPDFText_GetLooseCharBox, _handle, _index, _handle)
_object_of = _quick(pdf.FPDFText_GetTextObject, _handle, _index, result=ctypes.c_void_p)
_matrix_of = _quick(pdf.FPDFText_GetMatrix, _handle, _index, _handle)
_size_of = _quick(pdf.FPDFText_GetFontSize, _handle, _index, result=ctypes.c_double)
_weight_of = _quick(pdf.FPDFText_GetFontWeight, _handle, _index)
_font_of = _quick(pdf.FPDFTextObj_GetFont, _handle, result=ctypes.c_void_p)
_mode_of = _quick(pdf.FPDFTextObj_GetTextRenderMode, _handle)
_name_of = _quick(
    pdf.FPDFFont_GetBaseFontName, _handle, _handle, ctypes.c_size_t, result=ctypes.c_size_t
)

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """The font of a run. ``turn``: quarter turns of its text, counter-clockwise."""

    name: str
    size: float
    bold: bool
    italic: bool
    turn: int = 0
    invisible: bool = False


@dataclass(slots=True)
class Char:
    """One character; ``y`` is its base line, ``index`` its place in the order of the file."""

    text: str
    x0: float
    x1: float
    y: float
    face: Face
    index: int = 0


@dataclass(slots=True)
class Rule:
    """A straight line, across or down: ``across`` means y0 == y1."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def across(self) -> bool:
        return self.y0 == self.y1


@dataclass(slots=True)
class PageContent:
    width: float
    height: float
    chars: list[Char] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    images: int = 0
    cut: bool = False  # more characters than MAX_CHARS
    covered: bool = False  # a picture fills the page


def page_content(page: pdfium.PdfPage) -> PageContent:
    """Characters (blanks too) and rules of one page."""
    width, height = page.get_size()
    content = PageContent(width, height)
    text_page = pdf.FPDFText_LoadPage(page)
    if text_page:
        try:
            content.cut = _read_chars(text_page, content)
        finally:
            pdf.FPDFText_ClosePage(text_page)
    _read_objects(page, content)
    return _upright(content)


def _read_chars(text_page: object, content: PageContent) -> bool:
    faces = _Faces()
    of_object: dict[int | None, Face] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdf.FS_RECTF()
    at_x, at_y, at_box = map(ctypes.addressof, (x, y, box))
    place = ctypes.cast(text_page, ctypes.c_void_p).value  # type: ignore[arg-type]  # a handle
    chars = content.chars
    count = pdf.FPDFText_CountChars(text_page)
    for index in range(min(count, MAX_CHARS)):
        code = _unicode_of(place, index)
        # Only blanks and hyphens at line ends are ever made up by pdfium.
        if (code <= 0x20 or code == _HYPHEN) and _is_generated(place, index) == 1:
            continue
        if not _origin_of(place, index, at_x, at_y):
            continue
        _box_of(place, index, at_box)
        handle = _object_of(place, index)
        face = of_object.get(handle)
        if face is None:
            face = of_object[handle] = faces.of(place, index, handle)
        text = chr(code) if 0x20 < code < 0xD800 else _shown(code)
        if face.turn % 2:
            chars.append(Char(text, box.bottom, box.top, x.value, face, index))
        else:
            chars.append(Char(text, box.left, box.right, y.value, face, index))
    return bool(count > MAX_CHARS)


def _shown(code: int) -> str:
    if code in (9, 10, 13, 0x20):
        return " "
    if code == 2:  # pdfium's sign for a hyphen at the end of a line
        return "-"
    if code < 0x20 or code in (0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
        return _UNMAPPED
    return chr(code)


@dataclass(slots=True)
class _Faces:
    """The faces of a page: a paper has thousands of text objects in a handful of fonts."""

    fonts: dict[int | None, tuple[str, bool, bool]] = field(default_factory=dict)
    faces: dict[tuple[object, ...], Face] = field(default_factory=dict)
    matrix: Any = field(default_factory=pdf.FS_MATRIX)

    @property
    def at(self) -> int:
        return ctypes.addressof(self.matrix)

    def of(self, page: int | None, index: int, handle: int | None) -> Face:
        """The face of a character; ``page``: its text page, ``handle``: its text object."""
        matrix = self.matrix
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if _matrix_of(page, index, self.at):
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        font = _font_of(handle) if handle else None
        mode = _mode_of(handle) if handle else 0
        key = (font, a, b, c, d, mode, size := _size_of(page, index))
        face = self.faces.get(key)
        if face is None:
            if font not in self.fonts:
                cut = _font_name(font)
                bold = bool(_BOLD.search(cut)) or _weight_of(page, index) >= _HEAVY
                self.fonts[font] = (_family(cut), bold, bool(_ITALIC.search(cut)))
            face = self.faces[key] = _face(self.fonts[font], (a, b, c, d), mode, size)
        return face


def _face(
    font: tuple[str, bool, bool], matrix: tuple[float, float, float, float], mode: int, size: float
) -> Face:
    a, b, c, d = matrix
    name, bold, italic = font
    turn, scale = 0, (b**2 + d**2) ** 0.5 or 1.0
    if abs(b) > abs(a):
        turn = 1 if b > 0 else 3
        scale = (a**2 + b**2) ** 0.5
    elif a < 0:
        turn = 2
    return Face(
        name=name,
        size=round(size * scale * 2) / 2 or 1.0,
        bold=bold or mode == _FILL_AND_STROKE,
        italic=italic or (not turn and c > 0.15 * abs(d)),
        turn=turn,
        invisible=mode == _INVISIBLE,
    )


def _font_name(font: int | None) -> str:
    if not font:
        return ""
    buffer = ctypes.create_string_buffer(256)
    size = _name_of(font, ctypes.addressof(buffer), 256)
    name = buffer.raw[: max(min(size, 256) - 1, 0)].decode("utf-8", "replace")
    return _SUBSET.sub("", name)


def _family(name: str) -> str:
    """The name without its cut: "Times New Roman,Bold" → "Times New Roman", "VnTimeH" → ".VnTimeH".

    PDF writers drop the full stop at the front of the Vietnamese fonts' names.
    """
    name = _CUT.sub("", name.split(",", maxsplit=1)[0].replace("PSMT", "").replace("PS-", "-"))
    return f".{name}" if name.startswith("Vn") else name


def _read_objects(page: pdfium.PdfPage, content: PageContent) -> None:
    left = [MAX_OBJECTS]
    for handle, matrix in _objects(page.raw, (1, 0, 0, 1, 0, 0), 0, left):
        if pdf.FPDFPageObj_GetType(handle) == pdf.FPDF_PAGEOBJ_IMAGE:
            content.images += 1
            content.covered = content.covered or _fills(handle, matrix, content)
        else:
            content.rules.extend(_path_rules(handle, matrix))
    if left[0] <= 0:
        content.rules.clear()


def _fills(handle: object, matrix: Matrix, content: PageContent) -> bool:
    """Whether a picture covers most of the page."""
    a, b, c, d, _, _ = _times(_matrix(handle), matrix)
    area = abs(a * d - b * c)
    return area >= _COVERED * content.width * content.height


def _objects(
    parent: object, matrix: Matrix, depth: int, left: list[int]
) -> Iterator[tuple[object, Matrix]]:
    """Paths and images of a page, those inside forms too, with the matrix that places them."""
    form = depth > 0
    total = pdf.FPDFFormObj_CountObjects(parent) if form else pdf.FPDFPage_CountObjects(parent)
    for index in range(total):
        left[0] -= 1
        if left[0] <= 0:
            return
        get = pdf.FPDFFormObj_GetObject if form else pdf.FPDFPage_GetObject
        handle = get(parent, index)
        kind = pdf.FPDFPageObj_GetType(handle)
        if kind == pdf.FPDF_PAGEOBJ_FORM and depth < _MAX_NESTING:
            yield from _objects(handle, _times(_matrix(handle), matrix), depth + 1, left)
        elif kind == pdf.FPDF_PAGEOBJ_PATH:
            yield handle, _times(_matrix(handle), matrix)
        elif kind == pdf.FPDF_PAGEOBJ_IMAGE:
            yield handle, matrix


def _matrix(handle: object) -> Matrix:
    m = pdf.FS_MATRIX()
    if not pdf.FPDFPageObj_GetMatrix(handle, m):
        return (1, 0, 0, 1, 0, 0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def _path_rules(handle: object, matrix: Matrix) -> Iterator[Rule]:
    """The straight lines of a path: strokes along the axes, thin filled boxes, stroked boxes."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdf.FPDFPath_GetDrawMode(handle, fill, stroke)
    count = pdf.FPDFPath_CountSegments(handle)
    if not (fill.value or stroke.value) or not 2 <= count <= 400:
        return
    points = _points(handle, count, matrix)
    if not stroke.value:
        for group in points:
            yield from _thin_box(group)
        return
    for group in points:
        for (ax, ay), (bx, by) in pairwise(group):
            yield from _straight(ax, ay, bx, by)


def _points(handle: object, count: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
    groups: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    a, b, c, d, e, f = matrix
    for index in range(count):
        segment = pdf.FPDFPath_GetPathSegment(handle, index)
        pdf.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if pdf.FPDFPathSegment_GetType(segment) == pdf.FPDF_SEGMENT_MOVETO or not groups:
            groups.append([])
        groups[-1].append(point)
        if pdf.FPDFPathSegment_GetClose(segment):
            groups[-1].append(groups[-1][0])
    return groups


def _straight(ax: float, ay: float, bx: float, by: float) -> Iterator[Rule]:
    if abs(ay - by) < 1 and abs(ax - bx) >= _MIN_RULE:
        middle = (ay + by) / 2
        yield Rule(min(ax, bx), middle, max(ax, bx), middle)
    elif abs(ax - bx) < 1 and abs(ay - by) >= _MIN_RULE:
        middle = (ax + bx) / 2
        yield Rule(middle, min(ay, by), middle, max(ay, by))


def _thin_box(points: list[tuple[float, float]]) -> Iterator[Rule]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    if y1 - y0 <= _THIN and x1 - x0 > 2 * (y1 - y0):
        yield Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif x1 - x0 <= _THIN and y1 - y0 > 2 * (x1 - x0):
        yield Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)


def _upright(content: PageContent) -> PageContent:
    """The page turned so that most of its text runs from left to right; the rest is left out."""
    turns = Counter(char.face.turn for char in content.chars if char.text != " ")
    turn = turns.most_common(1)[0][0] if turns else 0
    width, height = content.width, content.height
    content.chars = [char for char in content.chars if char.face.turn == turn]
    for char in content.chars:
        if turn in (0, 2):
            char.y = height - char.y if turn == 0 else char.y
        if turn == 2:
            char.x0, char.x1 = width - char.x1, width - char.x0
        elif turn == 3:
            char.x0, char.x1, char.y = height - char.x1, height - char.x0, width - char.y
    content.rules = [_turned(rule, turn, width, height) for rule in content.rules]
    if turn % 2:
        content.width, content.height = height, width
    return content


def _turned(rule: Rule, turn: int, width: float, height: float) -> Rule:
    x0, y0, x1, y1 = rule.x0, rule.y0, rule.x1, rule.y1
    if turn == 0:
        return Rule(x0, height - y1, x1, height - y0)
    if turn == 2:
        return Rule(width - x1, y0, width - x0, y1)
    if turn == 1:
        return Rule(y0, x0, y1, x1)
    return Rule(height - y1, width - x1, height - y0, width - x0)
