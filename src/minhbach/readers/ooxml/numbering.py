"""Automatic numbers exactly as Word shows them: levels, restarts, formats, bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from minhbach.readers.ooxml.names import VAL, W, children, is_on, number, val
from minhbach.readers.ooxml.number_formats import shown
from minhbach.readers.ooxml.spacing import NOTHING, Stated, stated
from minhbach.readers.symbols import shown_signs, symbol_font

_PLACEHOLDER = re.compile(r"%([1-9])")
_LEVELS = 9
_DASHES = "-–—−"


@dataclass(frozen=True, slots=True)
class Level:
    start: int
    format: str
    text: str
    suffix: str
    restart: int | None
    legal: bool
    style: str | None
    font: str | None = None  # of its bullet
    setting: Stated = NOTHING


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

    def setting(self, num_id: str, ilvl: int) -> Stated:
        """What a level says of the indents of its paragraphs."""
        level = self.level(num_id, ilvl)
        return level.setting if level is not None else NOTHING

    def level_of_style(self, num_id: str, styles: tuple[str | None, ...]) -> int | None:
        """The level that a list ties to one of these paragraph styles, if one."""
        levels = {
            **self.abstracts.get(self.nums.get(num_id, ""), {}),
            **self.overrides.get(num_id, {}),
        }
        for style in styles:
            for ilvl, level in levels.items():
                if style and level.style == style:
                    return ilvl
        return None

    def next_mark(self, num_id: str, ilvl: int) -> tuple[str, str] | None:
        """Count one paragraph; its mark and the suffix after it, None when it has no number."""
        level = self.level(num_id, ilvl)
        if level is None:
            return None
        if level.format == "bullet":
            return bullet(level.text, level.font), level.suffix
        counts = self._counts.setdefault(self.nums[num_id], [None] * _LEVELS)
        self._count(counts, num_id, ilvl, level)
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
            counts[ilvl] = self._start(num_id, ilvl, level) if now is None else now + 1
        for deeper in range(ilvl + 1, _LEVELS):
            below = self.level(num_id, deeper)
            if below is None or below.restart is None or ilvl < below.restart:
                counts[deeper] = None
        for above in range(ilvl):
            if counts[above] is None:
                upper = self.level(num_id, above)
                counts[above] = self._start(num_id, above, upper) if upper else 1
                self._started.add((num_id, above))

    def _start(self, num_id: str, ilvl: int, level: Level) -> int:
        return self.starts.get((num_id, ilvl), level.start)

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
        links[key] = styles.get(style, "")
    for num in root.iterchildren(W + "num"):
        _read_num(numbering, num)
    for num_id, key in numbering.nums.items():
        numbering.nums[num_id] = links.get(key, key)  # one list under two names counts once
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
            format=_format(lvl),
            text=(text.get(VAL) or "") if text is not None else "",
            suffix=val(lvl, "suff") or "tab",
            restart=number(restart) if restart is not None else None,
            legal=legal is not None and is_on(legal),
            style=val(lvl, "pStyle"),
            font=_font(lvl),
            setting=stated(children(lvl.find(W + "pPr"))),
        )
    return levels


def _format(lvl: etree._Element) -> str:
    """The format's name; a custom one ("001, 002, …") stands in a choice of versions."""
    found = lvl.find(W + "numFmt")
    if found is None:
        found = next(lvl.iter(W + "numFmt"), None)
    if found is None:
        return "decimal"
    kind = found.get(VAL) or "decimal"
    return (found.get(W + "format") or "decimal") if kind == "custom" else kind


def _font(lvl: etree._Element) -> str | None:
    fonts = lvl.find(f"{W}rPr/{W}rFonts")
    return (fonts.get(W + "ascii") or fonts.get(W + "hAnsi")) if fonts is not None else None


def bullet(text: str, font: str | None = None) -> str:
    """The bullet as a reader sees it; every dash is "-".

    >>> bullet("\\uf0b7"), bullet("–"), bullet("o", "Courier New"), bullet("v", "Wingdings")
    ('•', '-', '○', '❖')
    """
    text = text.strip()
    if text and text in _DASHES:
        return "-"
    text = "○" if text == "o" and symbol_font(font) is None else shown_signs(text, font)
    return "•" if text and "\ue000" <= text[0] <= "\uf8ff" else text
