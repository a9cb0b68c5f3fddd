"""A document cut into page runs: the paper itself, its annexes, wide tables in landscape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from minhbach.model.document import Block, Document, Paragraph, Table
from minhbach.writers.layout import Layout

_WIDE = 10  # columns from which an upright page gets too narrow for a table read from a file


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that share a page orientation. ``annex``: an annex begins here."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    annex: bool = False


def parts(doc: Document, layout: Layout) -> list[Part]:
    """The page runs of a document, in order; at least one.

    An annex begins on a new page and lies on its side when one of its tables is wide; elsewhere
    a wide table gets a landscape page of its own.
    """
    composed = doc.format == ""
    found: list[Part] = []
    for part in _annexes(doc):
        wide = any(is_wide(block, layout, composed) for block in part.blocks)
        if part.annex or not wide:
            found.append(replace(part, landscape=wide))
        else:
            found.extend(_around_wide(part, layout, composed))
    return found or [Part(())]


def is_wide(block: Block, layout: Layout, composed: bool) -> bool:
    """Whether a table needs a landscape page. Composed tables give their widths in mm."""
    if not isinstance(block, Table) or block.role != "content":
        return False
    if composed and block.widths:
        return sum(block.widths) > layout.page.text_width + 1
    return block.columns >= _WIDE


def _annexes(doc: Document) -> Iterator[Part]:
    blocks: list[Block] = []
    annex = before = False
    for block in doc.blocks:
        here = isinstance(block, Paragraph) and block.role == "annex"
        if here and not before and blocks:
            yield Part(tuple(blocks), annex=annex)
            blocks, annex = [], True
        blocks.append(block)
        before = here
    if blocks:
        yield Part(tuple(blocks), annex=annex)


def _around_wide(part: Part, layout: Layout, composed: bool) -> Iterator[Part]:
    blocks: list[Block] = []
    for block in part.blocks:
        if not is_wide(block, layout, composed):
            blocks.append(block)
            continue
        if blocks:
            yield Part(tuple(blocks))
        yield Part((block,), landscape=True)
        blocks = []
    if blocks:
        yield Part(tuple(blocks))
