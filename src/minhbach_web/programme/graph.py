"""Who cites whom as a picture: documents on the left, what they cite on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from minhbach_web.programme.cited import Link

_ROW = 34
_LEFT, _RIGHT = 360, 600
_LABEL = 44  # characters of a label


@dataclass(frozen=True, slots=True)
class Node:
    """A name at a height; ``pk`` for its link."""

    pk: int
    label: str
    full: str
    y: int


@dataclass(frozen=True, slots=True)
class Line:
    """From a document to an entry; thicker for more citations."""

    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Picture:
    width: int
    height: int
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    lines: tuple[Line, ...]


def picture(links: Sequence[Link]) -> Picture:
    """Two columns in the order of the links, joined by curves."""
    left = _nodes([(link.source_id, link.source) for link in links])
    right = _nodes([(link.entry_id, link.entry) for link in links])
    middle = (_LEFT + _RIGHT) // 2
    lines = tuple(
        Line(
            f"M{_LEFT} {left[a].y}C{middle} {left[a].y} {middle} {right[b].y} "
            f"{_RIGHT} {right[b].y}",
            min(4.0, 1 + 0.5 * (times - 1)),
        )
        for a, b, times in ((k.source_id, k.entry_id, k.times) for k in links)
    )
    rows = max(len(left), len(right), 1)
    nodes = tuple(left.values()), tuple(right.values())
    return Picture(_LEFT + _RIGHT, rows * _ROW + 16, *nodes, lines)


def _nodes(rows: Sequence[tuple[int, str]]) -> dict[int, Node]:
    nodes: dict[int, Node] = {}
    for pk, name in rows:
        if pk not in nodes:
            label = name if len(name) <= _LABEL else f"{name[: _LABEL - 1]}…"
            nodes[pk] = Node(pk, label, name, len(nodes) * _ROW + 24)
    return nodes
