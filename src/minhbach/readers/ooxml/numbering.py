"""Automatic numbers exactly as Word shows them: levels, restarts, formats, bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.ooxml.names import VAL, W, is_on, number, val

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
# Symbol and Wingdings bullets live in the private use area; what the reader sees instead.
_BULLETS = {
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf076": "❖",
    "\uf0a8": "◆",
    "\uf02d": "-",
    "\uf02b": "+",
    "\uf0be": "-",
    "\uf0e0": "→",
    "\uf0f0": "⇨",
    "\uf06e": "■",
    "\uf06c": "●",
    "o": "○",
}
_DASHES = "-–—−"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None


@dataclass(slots=True)
class Numbering:
    """The lists of a package and how far each has counted."""

    abstracts: dict[str, dict[int, Level]] = field(default_factory=dict)
    nums: dict[str, str] = field(default_factory=dict)  # numId → abstractNumId
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def level(self, num_id: str, ilvl: int) -> Level | None:
        own = self.overrides.get(num_id, {}).get(ilvl)
        return own or self.abstracts.get(self.nums.get(num_id, ""), {}).get(ilvl)

    def level_of_style(self, num_id: str, style: str | None) -> int | None:
        """The level that a list ties to a paragraph style, if one."""
        levels = self.abstracts.get(self.nums.get(num_id, ""), {})
        return next((n for n, level in levels.items() if style and level.style == style), None)

    def next_mark(self, num_id: str, ilvl: int) -> tuple[str, str] | None:
        """Count one paragraph; its mark and the suffix after it, None when it has no number."""
        level = self.level(num_id, ilvl)
        if level is None:
            return None
        if level.format == "bullet":
            return bullet(level.text), level.suffix
        counts = self._counts.setdefault(self.nums[num_id], [None] * _LEVELS)
        self._count(counts, num_id, ilvl, level)
        if level.format == "none":
            return _PLACEHOLDER.sub("", level.text), level.suffix
        mark = _PLACEHOLDER.sub(
            lambda found: self._shown(num_id, int(found[1]) - 1, counts, level.legal), level.text
        )
        return mark, level.suffix

    def _count(self, counts: list[int | None], num_id: str, ilvl: int, level: Level) -> None:
        key = (num_id, ilvl)
        if key in self.starts and key not in self._started:
            self._started.add(key)
            counts[ilvl] = self.starts[key]
        else:
            now = counts[ilvl]
            counts[ilvl] = level.start if now is None else now + 1
        for deeper in range(ilvl + 1, _LEVELS):
            below = self.level(num_id, deeper)
            if below is None or below.restart is None or ilvl < below.restart:
                counts[deeper] = None
        for above in range(ilvl):
            if counts[above] is None:
                upper = self.level(num_id, above)
                counts[above] = upper.start if upper else 1

    def _shown(self, num_id: str, ilvl: int, counts: list[int | None], legal: bool) -> str:
        level = self.level(num_id, ilvl)
        value = counts[ilvl]
        if level is None or value is None:
            return ""
        return shown(value, "decimal" if legal else level.format)


def read_numbering(root: etree._Element | None) -> Numbering:
    """The numbering part; an absent part gives lists that number nothing."""
    numbering = Numbering()
    if root is None:
        return numbering
    links: dict[str, str] = {}  # abstract that only names a style → style
    styles: dict[str, str] = {}  # style → abstract that defines it
    for abstract in root.iterchildren(W + "abstractNum"):
        key = abstract.get(W + "abstractNumId") or ""
        numbering.abstracts[key] = _levels(abstract)
        link, styled = val(abstract, "numStyleLink"), val(abstract, "styleLink")
        if link:
            links[key] = link
        if styled:
            styles[styled] = key
    for key, style in links.items():
        numbering.abstracts[key] = numbering.abstracts.get(styles.get(style, ""), {})
    for num in root.iterchildren(W + "num"):
        _read_num(numbering, num)
    return numbering


def _read_num(numbering: Numbering, num: etree._Element) -> None:
    num_id = num.get(W + "numId") or ""
    numbering.nums[num_id] = val(num, "abstractNumId") or ""
    for override in num.iterchildren(W + "lvlOverride"):
        ilvl = number(override.get(W + "ilvl"))
        start = val(override, "startOverride")
        if start is not None:
            numbering.starts[num_id, ilvl] = number(start, 1)
        levels = _levels(override)
        if levels:
            numbering.overrides.setdefault(num_id, {}).update(levels)


def _levels(parent: etree._Element) -> dict[int, Level]:
    levels: dict[int, Level] = {}
    for lvl in parent.iterchildren(W + "lvl"):
        restart = val(lvl, "lvlRestart")
        legal = lvl.find(W + "isLgl")
        text = lvl.find(W + "lvlText")
        levels[number(lvl.get(W + "ilvl"))] = Level(
            start=number(val(lvl, "start"), 0),
            format=val(lvl, "numFmt") or "decimal",
            text=(text.get(VAL) or "") if text is not None else "",
            suffix=val(lvl, "suff") or "tab",
            restart=number(restart) if restart is not None else None,
            legal=legal is not None and is_on(legal),
            style=val(lvl, "pStyle"),
        )
    return levels


def bullet(text: str) -> str:
    """The bullet as a reader sees it; every dash is "-".

    >>> bullet("\\uf0b7"), bullet("–")
    ('•', '-')
    """
    text = text.strip()
    if text and text in _DASHES:
        return "-"
    shown_as = _BULLETS.get(text, text)
    return "•" if shown_as and "\ue000" <= shown_as[0] <= "\uf8ff" else shown_as


def shown(value: int, kind: str) -> str:
    """A number in Word's format ``kind``.

    >>> shown(4, "upperRoman"), shown(28, "lowerLetter"), shown(3, "decimalZero")
    ('IV', 'bb', '03')
    """
    if kind in ("upperRoman", "lowerRoman"):
        roman = _roman(value)
        return roman if kind == "upperRoman" else roman.lower()
    if kind in ("upperLetter", "lowerLetter"):
        letter = _letter(value)
        return letter if kind == "upperLetter" else letter.lower()
    if kind == "decimalZero":
        return f"{value:02d}"
    return "" if kind == "none" else str(value)


def _roman(value: int) -> str:
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (value // size)
        value %= size
    return text


def _letter(value: int) -> str:
    if value < 1:
        return str(value)
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
