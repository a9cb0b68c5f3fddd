"""The numbers of an OpenDocument's lists, as they show on the paper."""

from __future__ import annotations

from dataclasses import dataclass, field

from minhbach.readers.html_lists import numbered
from minhbach.readers.odt_styles import MAX_LEVELS, ListLevel
from minhbach.readers.symbols import shown_signs

_FORMATS = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}

Levels = dict[int, ListLevel]


@dataclass(slots=True)
class OdtNumbers:
    """Counters per list: a list that goes on (by id or by style) counts on."""

    _counts: dict[str, list[int]] = field(default_factory=dict)

    def restart(self, key: str) -> None:
        """A list begins anew."""
        self._counts.pop(key, None)

    def next_mark(self, key: str, levels: Levels, level: int, start: int | None) -> str:
        """The mark of the next item of the list ``key`` on ``level`` (from 1)."""
        level = min(max(level, 1), MAX_LEVELS)
        look = levels.get(level)
        if look is None:
            return ""
        if look.bullet:
            return shown_signs(look.bullet)
        counts = self._counts.setdefault(key, [])
        while len(counts) < level:
            counts.append(levels.get(len(counts) + 1, ListLevel()).start - 1)
        del counts[level:]
        counts[level - 1] = start if start is not None else counts[level - 1] + 1
        return _shown(counts, levels, level)


def _shown(counts: list[int], levels: Levels, level: int) -> str:
    look = levels[level]
    if not look.format:
        return (look.prefix + look.suffix).strip()
    first = max(level - look.shown + 1, 1)
    parts = []
    for index in range(first, level + 1):
        own = levels.get(index, ListLevel())
        if own.format:
            value = max(counts[index - 1], own.start)
            parts.append(numbered(value, _FORMATS.get(own.format, "decimal")))
    return f"{look.prefix}{'.'.join(parts)}{look.suffix}".strip()
