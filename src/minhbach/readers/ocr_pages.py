"""A read picture as a page like any other: characters with a place, and its straight rules."""

from __future__ import annotations

import re
from collections import defaultdict
from statistics import median

from PIL import Image, ImageFilter

from minhbach.readers.ocr import Word
from minhbach.readers.pdf_chars import Char, Face, PageContent, Rule

_POINTS = 72.0
_SIZE = 0.8  # of a line's height: the size of its type
_TALL = 1.5  # of the page's usual height: a line of bigger type
_BASE = 0.2  # of the size below the base line
_COLUMN_GAP = 1.8  # of the size: a wider gap parts two columns
_SHRINK = 4  # pixels of the picture for one of the search for rules
_DARK = 110
_LONG = 40.0  # points: the shortest rule
_NEAR = 3.0  # points between the pieces of one slanting rule
_NO_RULE_ABOVE = 400  # so many rules are a photograph


def page_of(picture: Image.Image, words: list[Word], dpi: float) -> PageContent:
    """The page in points. Columns of a line are parted where its words stand far apart."""
    scale = _POINTS / dpi
    content = PageContent(picture.width * scale, picture.height * scale, images=1)
    lines: dict[tuple[int, int, int], list[Word]] = defaultdict(list)
    for word in words:
        lines[word.line].append(word)
    usual = median([_height(line) for line in lines.values()]) if lines else 1
    for line in lines.values():
        height = _height(line)
        size = round((usual if height < _TALL * usual else height) * _SIZE * scale * 2) / 2 or 1.0
        _add_line(content, line, Face("", size, bold=False, italic=False), scale)
    content.rules = rules_of(picture, scale)
    return content


def _height(line: list[Word]) -> float:
    return float(median([word.y1 - word.y0 for word in line]))


def _add_line(content: PageContent, line: list[Word], face: Face, scale: float) -> None:
    base = float(median([word.y1 for word in line])) * scale - _BASE * face.size
    last: Word | None = None
    for word in line:
        if last is not None and 0 <= (word.x0 - last.x1) * scale <= _COLUMN_GAP * face.size:
            content.chars.append(
                Char(" ", last.x1 * scale, word.x0 * scale, base, face, len(content.chars))
            )
        step = (word.x1 - word.x0) / max(len(word.text), 1)
        for at, sign in enumerate(word.text):
            x0, x1 = (word.x0 + at * step) * scale, (word.x0 + (at + 1) * step) * scale
            content.chars.append(Char(sign, x0, x1, base, face, len(content.chars)))
        last = word


def rules_of(picture: Image.Image, scale: float) -> list[Rule]:
    """Long dark lines across and down the picture, in points."""
    small = picture.convert("L").filter(ImageFilter.MinFilter(3))
    small = small.resize(
        (max(small.width // _SHRINK, 1), max(small.height // _SHRINK, 1)), Image.Resampling.BOX
    ).point(lambda light: 255 * (light > _DARK))
    step = scale * _SHRINK
    across = _runs(small, step)
    down = _runs(small.transpose(Image.Transpose.TRANSPOSE), step)
    rules = [Rule(x0, y, x1, y) for y, x0, x1 in across]
    rules += [Rule(x, y0, x, y1) for x, y0, y1 in down]
    return rules if len(rules) <= _NO_RULE_ABOVE else []


def _runs(picture: Image.Image, step: float) -> list[tuple[float, float, float]]:
    """Dark runs of the rows as (place, start, end) in points; thick and slanting ones once."""
    width, pixels = picture.width, picture.tobytes()
    dark = re.compile(rb"\0{%d,}" % max(int(_LONG / step / 2), 2))
    found: list[list[float]] = []  # first and last row, start, end
    for row in range(picture.height):
        y = row * step
        for run in dark.finditer(pixels, row * width, (row + 1) * width):
            x0, x1 = (run.start() - row * width) * step, (run.end() - row * width) * step
            for open_run in reversed(found[-40:]):
                if (
                    y - open_run[1] <= _NEAR
                    and x0 <= open_run[3] + _NEAR
                    and x1 >= open_run[2] - _NEAR
                ):
                    open_run[1:] = [y, min(open_run[2], x0), max(open_run[3], x1)]
                    break
            else:
                found.append([y, y, x0, x1])
    thick = 3 * _NEAR
    return [
        ((first + last) / 2, x0, x1)
        for first, last, x0, x1 in found
        if x1 - x0 >= _LONG and last - first <= thick
    ]
